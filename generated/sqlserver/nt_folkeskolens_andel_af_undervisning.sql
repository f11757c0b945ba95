-- Folkeskolens andel af Undervisningsområdets budget
-- Budgettet til folkeskoler, funktion 3.22.01, i procent af hele Undervisningsområdets nettodriftsbudget.
-- Enhed: pct.
-- formel 100 * folkeskoleudgift / undervisningsudgift
CREATE OR ALTER VIEW noegle.nt_folkeskolens_andel_af_undervisning AS
WITH
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT DISTINCT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM noegle.kalender AS k
  JOIN noegle.leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = N'kommune'
),
dele AS (
  SELECT
    r.*,
    g1.vaerdi AS [folkeskoleudgift],
    COALESCE(g1.grad, 3) AS [folkeskoleudgift_grad],
    g2.vaerdi AS [undervisningsudgift],
    COALESCE(g2.grad, 3) AS [undervisningsudgift_grad]
  FROM raekker AS r
  LEFT JOIN noegle.gt_folkeskoleudgift_aar AS g1 ON g1.kommune = r.kommune AND g1.fra = r.fra
  LEFT JOIN noegle.gt_undervisningsudgift_aar AS g2 ON g2.kommune = r.kommune AND g2.fra = r.fra
),
-- Hvad der deles, i hele tal
led_1 AS (
  SELECT
    *,
    CAST(100 AS DECIMAL(38, 0)) * CAST([folkeskoleudgift] * 100000 AS DECIMAL(38, 0)) AS [kvotient_t],
    CAST([undervisningsudgift] * 100000 AS DECIMAL(38, 0)) AS [kvotient_n]
  FROM dele
),
trin_1 AS (
  SELECT
    *,
    CASE WHEN [kvotient_n] = 0 THEN NULL WHEN [kvotient_t] < 0 AND [kvotient_n] > 0 OR [kvotient_t] > 0 AND [kvotient_n] < 0 THEN -1 ELSE 1 END
      * (CAST(((200000 * ABS([kvotient_t]) + ABS([kvotient_n])) - (200000 * ABS([kvotient_t]) + ABS([kvotient_n])) % (2 * ABS(NULLIF([kvotient_n], 0)))) / (2 * ABS(NULLIF([kvotient_n], 0))) AS DECIMAL(38, 0))) AS [kvotient]
  FROM led_1
),
vaerdier AS (
  SELECT
    *,
    CAST(CAST([kvotient] AS DECIMAL(28, 0)) * 0.00001 AS DECIMAL(28, 5)) AS vaerdi,
    (SELECT MAX(m.v) FROM (VALUES ([folkeskoleudgift_grad]), ([undervisningsudgift_grad]), (CASE WHEN [kvotient_n] = 0 THEN 2 ELSE 0 END)) AS m(v)) AS vaerdi_grad
  FROM trin_1
),
-- Status: 0 ok, 1 foreløbig, 2 nævner_nul, 3 mangler
grader AS (
  SELECT
    *,
    vaerdi_grad AS grad
  FROM vaerdier
),
beregnet AS (
  SELECT
    *,
    CASE WHEN grad >= 2 THEN NULL ELSE
      vaerdi
    END AS raa_resultat
  FROM grader
)
SELECT
  N'folkeskolens_andel_af_undervisning' COLLATE Latin1_General_100_BIN2 AS noegletal,
  N'2009-2010' COLLATE Latin1_General_100_BIN2 AS udgave,
  kommune,
  periode,
  periode_start,
  CAST(NULL AS DECIMAL(28, 5)) AS taeller,
  CAST(NULL AS DECIMAL(28, 5)) AS naevner,
  raa_resultat AS resultat,
  CASE grad WHEN 0 THEN N'ok' COLLATE Latin1_General_100_BIN2 WHEN 1 THEN N'foreløbig' COLLATE Latin1_General_100_BIN2 WHEN 2 THEN N'nævner_nul' COLLATE Latin1_General_100_BIN2 ELSE N'mangler' COLLATE Latin1_General_100_BIN2 END AS status
FROM beregnet;
GO
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = 0 AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Folkeskolens andel af Undervisningsområdets budget. 100 * folkeskoleudgift / undervisningsudgift.', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Folkeskolens andel af Undervisningsområdets budget. 100 * folkeskoleudgift / undervisningsudgift.', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning'), N'noegletal', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Nøgletallets navn', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'noegletal';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Nøgletallets navn', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'noegletal';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning'), N'udgave', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Den udgave, som perioden er regnet efter', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'udgave';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Den udgave, som perioden er regnet efter', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'udgave';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning'), N'kommune', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'kommune';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'kommune';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning'), N'periode', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'periode';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'periode';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning'), N'periode_start', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Periodens første dag', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'periode_start';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Periodens første dag', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'periode_start';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning'), N'taeller', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Tælleren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'taeller';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Tælleren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'taeller';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning'), N'naevner', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Nævneren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'naevner';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Nævneren', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'naevner';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning'), N'resultat', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Resultatet, pct.', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'resultat';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Resultatet, pct.', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'resultat';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.nt_folkeskolens_andel_af_undervisning'), N'status', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'ok, foreløbig, mangler, nævner_nul eller skjult', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'status';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'ok, foreløbig, mangler, nævner_nul eller skjult', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'VIEW', @level1name = N'nt_folkeskolens_andel_af_undervisning', @level2type = N'COLUMN', @level2name = N'status';
GO
