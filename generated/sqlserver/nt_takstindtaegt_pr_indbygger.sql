-- Nettoindtægter fra takster pr. indbygger
-- Takstindtægter på hovedkonto 1 fratrukket udgifterne, delt med indbyggerne den 1. januar. Positiv, når forsyningen tager mere ind, end den bruger.
-- Enhed: kr. pr. indbygger
-- tæller fra budget
--   med hovedkonto 1
--   optælling nettoudgift for hele året
--   fortegn vendes
-- nævner = indbyggere_primo_året
CREATE OR ALTER VIEW noegle.nt_takstindtaegt_pr_indbygger AS
WITH
-- Tæller: summer pr. måned, derefter pr. periode; og hvad der er leveret
taeller_maaneder AS (
  SELECT c.[kommune] AS kommune, c.maaned, CAST(-SUM(c.[nettoudgift]) AS DECIMAL(38, 5)) AS beloeb
  FROM noegle.celler_budget AS c
  WHERE c.[kommune] <> ''
    AND c.aar >= 2009
    AND c.[funktion] BETWEEN N'1' AND N'1.38.66'
  GROUP BY c.[kommune], c.maaned
),
taeller_beloeb AS (
  SELECT m.kommune, k.fra, SUM(m.beloeb) AS beloeb
  FROM noegle.kalender AS k
  JOIN taeller_maaneder AS m ON m.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
  GROUP BY m.kommune, k.fra
),
taeller_leveret AS (
  SELECT l.kommune, k.fra, CASE WHEN COUNT(*) < 12 THEN 1 ELSE 0 END AS grad
  FROM noegle.kalender AS k
  JOIN noegle.leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
    AND l.rolle = N'kommune'
    AND l.maaned >= 24108
  GROUP BY l.kommune, k.fra, k.til, k.aar
),
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM noegle.kalender AS k
  JOIN noegle.leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = N'kommune'
  UNION
  SELECT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM noegle.kalender AS k
  JOIN noegle.leveret_folketal AS l ON l.maaned = k.fra
  WHERE k.slags = N'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = N'kommune'
),
dele AS (
  SELECT
    r.*,
    CASE WHEN l1.grad IS NOT NULL THEN CAST(COALESCE(a1.beloeb, 0) AS DECIMAL(28, 5)) END AS [taeller],
    COALESCE(l1.grad, 3) AS [taeller_grad],
    g2.vaerdi AS [naevner],
    COALESCE(g2.grad, 3) AS [naevner_grad]
  FROM raekker AS r
  LEFT JOIN taeller_leveret AS l1 ON l1.kommune = r.kommune AND l1.fra = r.fra
  LEFT JOIN taeller_beloeb AS a1 ON a1.kommune = r.kommune AND a1.fra = r.fra
  LEFT JOIN noegle.gt_indbyggere_primo_aaret_aar AS g2 ON g2.kommune = r.kommune AND g2.fra = r.fra
),
-- Status: 0 ok, 1 foreløbig, 2 nævner_nul, 3 mangler; t og n er tæller og nævner i hundredtusindedele, delt med hele tal og afrundet væk fra nul
grader AS (
  SELECT
    *,
    (SELECT MAX(m.v) FROM (VALUES (taeller_grad), (naevner_grad), (CASE WHEN naevner = 0 THEN 2 ELSE 0 END)) AS m(v)) AS grad,
    CAST(taeller * 100000 AS DECIMAL(38, 0)) AS t,
    CAST(naevner * 100000 AS DECIMAL(38, 0)) AS n
  FROM dele
),
beregnet AS (
  SELECT
    *,
    CASE WHEN grad >= 2 THEN NULL ELSE
      CAST(CAST(CASE WHEN n = 0 THEN NULL WHEN t < 0 AND n > 0 OR t > 0 AND n < 0 THEN -1 ELSE 1 END
        * (CAST(((200000 * ABS(t) + ABS(n)) - (200000 * ABS(t) + ABS(n)) % (2 * ABS(NULLIF(n, 0)))) / (2 * ABS(NULLIF(n, 0))) AS DECIMAL(38, 0))) AS DECIMAL(28, 0)) * 0.00001 AS DECIMAL(28, 5))
    END AS raa_resultat
  FROM grader
)
SELECT
  N'takstindtaegt_pr_indbygger' COLLATE Latin1_General_100_BIN2 AS noegletal,
  N'2009-2010' COLLATE Latin1_General_100_BIN2 AS udgave,
  kommune,
  periode,
  periode_start,
  taeller,
  naevner,
  CAST(CASE
    WHEN grad = 3 THEN NULL
    WHEN naevner = 0 THEN NULL
    ELSE raa_resultat
  END AS DECIMAL(28, 5)) AS resultat,
  CASE grad WHEN 0 THEN N'ok' COLLATE Latin1_General_100_BIN2 WHEN 1 THEN N'foreløbig' COLLATE Latin1_General_100_BIN2 WHEN 2 THEN N'nævner_nul' COLLATE Latin1_General_100_BIN2 ELSE N'mangler' COLLATE Latin1_General_100_BIN2 END AS status
FROM beregnet;
GO
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = 0 AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Nettoindtægter fra takster pr. indbygger. Nettoudgift for hele året med vendt fortegn i Horsens Kommunes vedtagne budget efter driftsområde og funktion (med hovedkonto 1), delt med indbyggere_primo_året.', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Nettoindtægter fra takster pr. indbygger. Nettoudgift for hele året med vendt fortegn i Horsens Kommunes vedtagne budget efter driftsområde og funktion (med hovedkonto 1), delt med indbyggere_primo_året.', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger'), N'noegletal', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Nøgletallets navn', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'noegletal';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Nøgletallets navn', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'noegletal';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger'), N'udgave', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Den udgave, som perioden er regnet efter', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'udgave';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Den udgave, som perioden er regnet efter', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'udgave';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger'), N'kommune', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'kommune';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'kommune';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger'), N'periode', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'periode';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'periode';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger'), N'periode_start', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Periodens første dag', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'periode_start';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Periodens første dag', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'periode_start';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger'), N'taeller', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Tælleren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'taeller';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Tælleren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'taeller';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger'), N'naevner', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Nævneren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'naevner';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Nævneren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'naevner';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger'), N'resultat', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Resultatet, kr. pr. indbygger', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'resultat';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Resultatet, kr. pr. indbygger', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'resultat';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_takstindtaegt_pr_indbygger'), N'status', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'ok, foreløbig, mangler, nævner_nul eller skjult', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'status';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'ok, foreløbig, mangler, nævner_nul eller skjult', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_takstindtaegt_pr_indbygger', @level2type = N'COLUMN', @level2name = N'status';
GO
