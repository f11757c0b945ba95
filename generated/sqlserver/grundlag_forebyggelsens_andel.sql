-- Forebyggelsens andel af støtten til børn med særlige behov
-- Budgettet til forebyggende foranstaltninger i procent af budgettet til alle tilbud til børn og unge med særlige behov.
-- Enhed: pct.
-- tæller fra budget
--   med [særlig_støtte_til_børn]
--   uden [anbringelser]
--   optælling nettoudgift for hele året
-- nævner fra budget
--   med [særlig_støtte_til_børn]
--   optælling nettoudgift for hele året
-- Rækkerne bag nøgletallet, kun for egen kommune: brugerens kommune står i adgang_kommuner; den, der bygger, vælger selv: EXEC sys.sp_set_session_context N'kommune', N'…'; uden den ses ingen
CREATE OR ALTER VIEW noegle.grundlag_forebyggelsens_andel AS
SELECT
  N'forebyggelsens_andel' COLLATE Latin1_General_100_BIN2 AS noegletal,
  N'taeller' COLLATE Latin1_General_100_BIN2 AS rolle,
  N'budget' COLLATE Latin1_General_100_BIN2 AS kilde,
  c.[kommune] AS kommune,
  c.maaned,
  CAST(c.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  CAST(c.[nettoudgift] AS DECIMAL(28, 5)) AS beloeb,
  CAST(c.[omraade] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [omraade],
  CAST(c.[funktion] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [funktion]
FROM noegle.laest_budget AS c
WHERE c.[kommune] = (SELECT v FROM noegle.egen_kommune())
  AND c.[kommune] <> ''
  AND c.maaned IS NOT NULL
  AND c.aar >= 2009
  AND c.[funktion] BETWEEN N'5.28' AND N'5.28.25'
  AND NOT (c.[funktion] BETWEEN N'5.28' AND N'5.28.25' AND c.[funktion] <> N'5.28.21')
UNION ALL
SELECT
  N'forebyggelsens_andel' COLLATE Latin1_General_100_BIN2 AS noegletal,
  N'naevner' COLLATE Latin1_General_100_BIN2 AS rolle,
  N'budget' COLLATE Latin1_General_100_BIN2 AS kilde,
  c.[kommune] AS kommune,
  c.maaned,
  CAST(c.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  CAST(c.[nettoudgift] AS DECIMAL(28, 5)) AS beloeb,
  CAST(c.[omraade] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [omraade],
  CAST(c.[funktion] AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS [funktion]
FROM noegle.laest_budget AS c
WHERE c.[kommune] = (SELECT v FROM noegle.egen_kommune())
  AND c.[kommune] <> ''
  AND c.maaned IS NOT NULL
  AND c.aar >= 2009
  AND c.[funktion] BETWEEN N'5.28' AND N'5.28.25';
GO
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.grundlag_forebyggelsens_andel') AND p.minor_id = 0 AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Rækkerne bag nøgletallet »Forebyggelsens andel af støtten til børn med særlige behov«, kun for egen kommune', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'grundlag_forebyggelsens_andel';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Rækkerne bag nøgletallet »Forebyggelsens andel af støtten til børn med særlige behov«, kun for egen kommune', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'grundlag_forebyggelsens_andel';
GO
