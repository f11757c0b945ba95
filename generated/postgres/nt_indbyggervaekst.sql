DROP VIEW IF EXISTS noegle.nt_indbyggervaekst;
-- Vækst i antal indbyggere
-- Ændringen i antal indbyggere fra 1. januar året før til 1. januar i året, i procent.
-- Enhed: pct.
-- formel 100 * (indbyggere_primo_året - indbyggere_primo_året året før) / indbyggere_primo_året året før
CREATE VIEW noegle.nt_indbyggervaekst AS
WITH
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT DISTINCT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM noegle.kalender AS k
  JOIN noegle.leveret_folketal AS l ON l.maaned = k.fra
  WHERE k.slags = 'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = 'kommune'
),
dele AS (
  SELECT
    r.*,
    g1.vaerdi AS "indbyggere_primo_aaret",
    COALESCE(g1.grad, 3) AS "indbyggere_primo_aaret_grad",
    g2.vaerdi AS "indbyggere_primo_aaret_aaret_foer",
    COALESCE(g2.grad, 3) AS "indbyggere_primo_aaret_aaret_foer_grad"
  FROM raekker AS r
  LEFT JOIN noegle.gt_indbyggere_primo_aaret_aar AS g1 ON g1.kommune = r.kommune AND g1.fra = r.fra
  LEFT JOIN noegle.gt_indbyggere_primo_aaret_aar AS g2 ON g2.kommune = r.kommune AND g2.fra = r.fra - 12
),
-- Hvad der deles, i hele tal
led_1 AS (
  SELECT
    *,
    CAST(100 AS NUMERIC) * (CAST("indbyggere_primo_aaret" * 100000 AS NUMERIC) - CAST("indbyggere_primo_aaret_aaret_foer" * 100000 AS NUMERIC)) AS "kvotient_t",
    CAST("indbyggere_primo_aaret_aaret_foer" * 100000 AS NUMERIC) AS "kvotient_n"
  FROM dele
),
trin_1 AS (
  SELECT
    *,
    CASE WHEN "kvotient_n" = 0 THEN NULL WHEN "kvotient_t" < 0 AND "kvotient_n" > 0 OR "kvotient_t" > 0 AND "kvotient_n" < 0 THEN -1 ELSE 1 END
      * (DIV((200000 * ABS("kvotient_t") + ABS("kvotient_n")), (2 * ABS(NULLIF("kvotient_n", 0))))) AS "kvotient"
  FROM led_1
),
vaerdier AS (
  SELECT
    *,
    CAST(CAST("kvotient" AS NUMERIC(28, 0)) * 0.00001 AS NUMERIC(28, 5)) AS vaerdi,
    GREATEST("indbyggere_primo_aaret_grad", "indbyggere_primo_aaret_aaret_foer_grad", CASE WHEN "kvotient_n" = 0 THEN 2 ELSE 0 END) AS vaerdi_grad
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
  'indbyggervaekst' AS noegletal,
  '2009-2010' AS udgave,
  kommune,
  periode,
  periode_start,
  CAST(NULL AS NUMERIC(28, 5)) AS taeller,
  CAST(NULL AS NUMERIC(28, 5)) AS naevner,
  raa_resultat AS resultat,
  CASE grad WHEN 0 THEN 'ok' WHEN 1 THEN 'foreløbig' WHEN 2 THEN 'nævner_nul' ELSE 'mangler' END AS status
FROM beregnet;
COMMENT ON VIEW noegle.nt_indbyggervaekst IS 'Vækst i antal indbyggere. 100 * (indbyggere_primo_året - indbyggere_primo_året året før) / indbyggere_primo_året året før.';
COMMENT ON COLUMN noegle.nt_indbyggervaekst.noegletal IS 'Nøgletallets navn';
COMMENT ON COLUMN noegle.nt_indbyggervaekst.udgave IS 'Den udgave, som perioden er regnet efter';
COMMENT ON COLUMN noegle.nt_indbyggervaekst.kommune IS 'Kommunens nummer, tre cifre';
COMMENT ON COLUMN noegle.nt_indbyggervaekst.periode IS 'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25';
COMMENT ON COLUMN noegle.nt_indbyggervaekst.periode_start IS 'Periodens første dag';
COMMENT ON COLUMN noegle.nt_indbyggervaekst.taeller IS 'Tælleren';
COMMENT ON COLUMN noegle.nt_indbyggervaekst.naevner IS 'Nævneren';
COMMENT ON COLUMN noegle.nt_indbyggervaekst.resultat IS 'Resultatet, pct.';
COMMENT ON COLUMN noegle.nt_indbyggervaekst.status IS 'ok, foreløbig, mangler, nævner_nul eller skjult';
