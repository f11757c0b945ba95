-- Folkeskolens andel af Undervisningsområdets budget
-- Budgettet til folkeskoler, funktion 3.22.01, i procent af hele Undervisningsområdets nettodriftsbudget.
-- Enhed: pct.
-- formel 100 * folkeskoleudgift / undervisningsudgift
CREATE OR REPLACE VIEW noegle.nt_folkeskolens_andel_af_undervisning AS
WITH
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT DISTINCT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM noegle.kalender AS k
  JOIN noegle.leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = 'kommune'
),
dele AS (
  SELECT
    r.*,
    g1.vaerdi AS "folkeskoleudgift",
    COALESCE(g1.grad, 3) AS "folkeskoleudgift_grad",
    g2.vaerdi AS "undervisningsudgift",
    COALESCE(g2.grad, 3) AS "undervisningsudgift_grad"
  FROM raekker AS r
  LEFT JOIN noegle.gt_folkeskoleudgift_aar AS g1 ON g1.kommune = r.kommune AND g1.fra = r.fra
  LEFT JOIN noegle.gt_undervisningsudgift_aar AS g2 ON g2.kommune = r.kommune AND g2.fra = r.fra
),
-- Hvad der deles, i hele tal
led_1 AS (
  SELECT
    *,
    CAST(100 AS HUGEINT) * CAST("folkeskoleudgift" * 100000 AS HUGEINT) AS "kvotient_t",
    CAST("undervisningsudgift" * 100000 AS HUGEINT) AS "kvotient_n"
  FROM dele
),
trin_1 AS (
  SELECT
    *,
    CASE WHEN "kvotient_n" = 0 THEN NULL WHEN "kvotient_t" < 0 AND "kvotient_n" > 0 OR "kvotient_t" > 0 AND "kvotient_n" < 0 THEN -1 ELSE 1 END
      * ((200000 * ABS("kvotient_t") + ABS("kvotient_n")) // (2 * ABS(NULLIF("kvotient_n", 0)))) AS "kvotient"
  FROM led_1
),
vaerdier AS (
  SELECT
    *,
    CAST(CAST("kvotient" AS DECIMAL(28, 0)) * 0.00001 AS DECIMAL(28, 5)) AS vaerdi,
    GREATEST("folkeskoleudgift_grad", "undervisningsudgift_grad", CASE WHEN "kvotient_n" = 0 THEN 2 ELSE 0 END) AS vaerdi_grad
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
  'folkeskolens_andel_af_undervisning' AS noegletal,
  '2009-2010' AS udgave,
  kommune,
  periode,
  periode_start,
  CAST(NULL AS DECIMAL(28, 5)) AS taeller,
  CAST(NULL AS DECIMAL(28, 5)) AS naevner,
  raa_resultat AS resultat,
  CASE grad WHEN 0 THEN 'ok' WHEN 1 THEN 'foreløbig' WHEN 2 THEN 'nævner_nul' ELSE 'mangler' END AS status
FROM beregnet;
COMMENT ON VIEW noegle.nt_folkeskolens_andel_af_undervisning IS 'Folkeskolens andel af Undervisningsområdets budget. 100 * folkeskoleudgift / undervisningsudgift.';
COMMENT ON COLUMN noegle.nt_folkeskolens_andel_af_undervisning.noegletal IS 'Nøgletallets navn';
COMMENT ON COLUMN noegle.nt_folkeskolens_andel_af_undervisning.udgave IS 'Den udgave, som perioden er regnet efter';
COMMENT ON COLUMN noegle.nt_folkeskolens_andel_af_undervisning.kommune IS 'Kommunens nummer, tre cifre';
COMMENT ON COLUMN noegle.nt_folkeskolens_andel_af_undervisning.periode IS 'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25';
COMMENT ON COLUMN noegle.nt_folkeskolens_andel_af_undervisning.periode_start IS 'Periodens første dag';
COMMENT ON COLUMN noegle.nt_folkeskolens_andel_af_undervisning.taeller IS 'Tælleren';
COMMENT ON COLUMN noegle.nt_folkeskolens_andel_af_undervisning.naevner IS 'Nævneren';
COMMENT ON COLUMN noegle.nt_folkeskolens_andel_af_undervisning.resultat IS 'Resultatet, pct.';
COMMENT ON COLUMN noegle.nt_folkeskolens_andel_af_undervisning.status IS 'ok, foreløbig, mangler, nævner_nul eller skjult';
