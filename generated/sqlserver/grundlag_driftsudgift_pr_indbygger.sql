-- {navn}: driftsudgifter pr. indbygger
-- Områdets nettodriftsudgifter i årets egne priser, delt med indbyggerne den 1. januar samme år. 2008 er regnskab, 2009 og 2010 er det vedtagne budget.
-- Enhed: kr. pr. indbygger
-- udgave 2008: tæller fra regnskab, rækker 2008
--   med denne horsens_område
--   optælling nettoudgift for hele året
-- udgave 2008: nævner = indbyggere_primo_året
-- udgave 2009-2010: tæller fra budget, rækker fra 2009
--   med denne horsens_område
--   optælling nettoudgift for hele året
-- udgave 2009-2010: nævner = indbyggere_primo_året
-- Rækkerne bag nøgletallet, kun for egen kommune: brugerens kommune står i adgang_kommuner; den, der bygger, vælger selv: EXEC sys.sp_set_session_context N'kommune', N'…'; uden den ses ingen
CREATE OR ALTER VIEW noegle.grundlag_driftsudgift_pr_indbygger AS
SELECT
  b.noegletal AS noegletal,
  N'taeller' COLLATE Latin1_General_100_BIN2 AS rolle,
  N'regnskab' COLLATE Latin1_General_100_BIN2 AS kilde,
  c.[kommune] AS kommune,
  c.maaned,
  CAST(c.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  CAST(c.[nettoudgift] AS DECIMAL(28, 5)) AS beloeb,
  CAST(c.[omraade] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [omraade],
  CAST(c.[funktion] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [funktion]
FROM noegle.laest_regnskab AS c
JOIN noegle.loekke_koder AS loekke1
  ON loekke1.loekke = N'driftsudgift_pr_indbygger, horsens_område 1' AND loekke1.kode = c.[omraade] AND c.aar BETWEEN loekke1.fra AND loekke1.til
JOIN noegle.medlemmer AS b ON b.figur = N'driftsudgift_pr_indbygger' COLLATE Latin1_General_100_BIN2 AND c.aar BETWEEN b.fra AND b.til AND b.v1 = loekke1.vaerdi
WHERE c.[kommune] = (SELECT v FROM noegle.egen_kommune())
  AND c.[kommune] <> ''
  AND c.maaned IS NOT NULL
  AND c.aar = 2008
UNION ALL
SELECT
  b.noegletal AS noegletal,
  N'taeller' COLLATE Latin1_General_100_BIN2 AS rolle,
  N'budget' COLLATE Latin1_General_100_BIN2 AS kilde,
  c.[kommune] AS kommune,
  c.maaned,
  CAST(c.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  CAST(c.[nettoudgift] AS DECIMAL(28, 5)) AS beloeb,
  CAST(c.[omraade] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [omraade],
  CAST(c.[funktion] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [funktion]
FROM noegle.laest_budget AS c
JOIN noegle.loekke_koder AS loekke1
  ON loekke1.loekke = N'driftsudgift_pr_indbygger, horsens_område 1' AND loekke1.kode = c.[omraade] AND c.aar BETWEEN loekke1.fra AND loekke1.til
JOIN noegle.medlemmer AS b ON b.figur = N'driftsudgift_pr_indbygger' COLLATE Latin1_General_100_BIN2 AND c.aar BETWEEN b.fra AND b.til AND b.v1 = loekke1.vaerdi
WHERE c.[kommune] = (SELECT v FROM noegle.egen_kommune())
  AND c.[kommune] <> ''
  AND c.maaned IS NOT NULL
  AND c.aar >= 2009
UNION ALL
SELECT
  N'driftsudgift_pr_indbygger' COLLATE Latin1_General_100_BIN2 AS noegletal,
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
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.grundlag_driftsudgift_pr_indbygger') AND p.minor_id = 0 AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Rækkerne bag nøgletallet »{navn}: driftsudgifter pr. indbygger«, kun for egen kommune', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'grundlag_driftsudgift_pr_indbygger';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Rækkerne bag nøgletallet »{navn}: driftsudgifter pr. indbygger«, kun for egen kommune', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'grundlag_driftsudgift_pr_indbygger';
GO
