-- Nettoindtægter fra takster pr. indbygger
-- Takstindtægter på hovedkonto 1 fratrukket udgifterne, delt med indbyggerne den 1. januar. Positiv, når forsyningen tager mere ind, end den bruger.
-- Enhed: kr. pr. indbygger
-- tæller fra budget
--   med hovedkonto 1
--   optælling nettoudgift for hele året
--   fortegn vendes
-- nævner = indbyggere_primo_året
-- Rækkerne bag nøgletallet, kun for egen kommune: brugerens kommune står i adgang_kommuner; den, der bygger, vælger selv: EXEC sys.sp_set_session_context N'kommune', N'…'; uden den ses ingen
CREATE OR ALTER VIEW noegle.grundlag_takstindtaegt_pr_indbygger AS
SELECT
  N'takstindtaegt_pr_indbygger' COLLATE Latin1_General_100_BIN2 AS noegletal,
  N'taeller' COLLATE Latin1_General_100_BIN2 AS rolle,
  N'budget' COLLATE Latin1_General_100_BIN2 AS kilde,
  c.[kommune] AS kommune,
  c.maaned,
  CAST(c.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  CAST(-c.[nettoudgift] AS DECIMAL(28, 5)) AS beloeb,
  CAST(c.[omraade] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [omraade],
  CAST(c.[funktion] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [funktion]
FROM noegle.laest_budget AS c
WHERE c.[kommune] = (SELECT v FROM noegle.egen_kommune())
  AND c.[kommune] <> ''
  AND c.maaned IS NOT NULL
  AND c.aar >= 2009
  AND c.[funktion] BETWEEN N'1' AND N'1.38.66'
UNION ALL
SELECT
  N'takstindtaegt_pr_indbygger' COLLATE Latin1_General_100_BIN2 AS noegletal,
  N'naevner' COLLATE Latin1_General_100_BIN2 AS rolle,
  N'folketal' COLLATE Latin1_General_100_BIN2 AS kilde,
  c.[kommune] AS kommune,
  c.maaned,
  CAST(c.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  CAST(c.[indbyggere] AS DECIMAL(28, 5)) AS beloeb,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [omraade],
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [funktion]
FROM noegle.laest_folketal AS c
WHERE c.[kommune] = (SELECT v FROM noegle.egen_kommune())
  AND c.[kommune] <> ''
  AND c.maaned IS NOT NULL;
GO
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.grundlag_takstindtaegt_pr_indbygger') AND p.minor_id = 0 AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Rækkerne bag nøgletallet »Nettoindtægter fra takster pr. indbygger«, kun for egen kommune', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'grundlag_takstindtaegt_pr_indbygger';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Rækkerne bag nøgletallet »Nettoindtægter fra takster pr. indbygger«, kun for egen kommune', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'grundlag_takstindtaegt_pr_indbygger';
GO
