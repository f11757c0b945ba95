DROP VIEW IF EXISTS noegle.nt_forebyggelsens_andel;
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
CREATE VIEW noegle.nt_forebyggelsens_andel AS
WITH
-- Tæller: summer pr. måned, derefter pr. periode; og hvad der er leveret
taeller_maaneder AS (
  SELECT c."kommune" AS kommune, c.maaned, CAST(SUM(c."nettoudgift") AS NUMERIC(38, 5)) AS beloeb
  FROM noegle.celler_budget AS c
  WHERE c."kommune" <> ''
    AND c.aar >= 2009
    AND c."funktion" BETWEEN '5.28' AND '5.28.25'
    AND NOT (c."funktion" BETWEEN '5.28' AND '5.28.25' AND c."funktion" <> '5.28.21')
  GROUP BY c."kommune", c.maaned
),
taeller_beloeb AS (
  SELECT m.kommune, k.fra, SUM(m.beloeb) AS beloeb
  FROM noegle.kalender AS k
  JOIN taeller_maaneder AS m ON m.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
  GROUP BY m.kommune, k.fra
),
taeller_leveret AS (
  SELECT l.kommune, k.fra, CASE WHEN COUNT(*) < 12 THEN 1 ELSE 0 END AS grad
  FROM noegle.kalender AS k
  JOIN noegle.leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
    AND l.rolle = 'kommune'
    AND l.maaned >= 24108
  GROUP BY l.kommune, k.fra, k.til, k.aar
),
-- Nævner: summer pr. måned, derefter pr. periode; og hvad der er leveret
naevner_maaneder AS (
  SELECT c."kommune" AS kommune, c.maaned, CAST(SUM(c."nettoudgift") AS NUMERIC(38, 5)) AS beloeb
  FROM noegle.celler_budget AS c
  WHERE c."kommune" <> ''
    AND c.aar >= 2009
    AND c."funktion" BETWEEN '5.28' AND '5.28.25'
  GROUP BY c."kommune", c.maaned
),
naevner_beloeb AS (
  SELECT m.kommune, k.fra, SUM(m.beloeb) AS beloeb
  FROM noegle.kalender AS k
  JOIN naevner_maaneder AS m ON m.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
  GROUP BY m.kommune, k.fra
),
naevner_leveret AS (
  SELECT l.kommune, k.fra, CASE WHEN COUNT(*) < 12 THEN 1 ELSE 0 END AS grad
  FROM noegle.kalender AS k
  JOIN noegle.leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
    AND l.rolle = 'kommune'
    AND l.maaned >= 24108
  GROUP BY l.kommune, k.fra, k.til, k.aar
),
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
    CASE WHEN l1.grad IS NOT NULL THEN CAST(COALESCE(a1.beloeb, 0) AS NUMERIC(28, 5)) END AS "taeller",
    COALESCE(l1.grad, 3) AS "taeller_grad",
    CASE WHEN l2.grad IS NOT NULL THEN CAST(COALESCE(a2.beloeb, 0) AS NUMERIC(28, 5)) END AS "naevner",
    COALESCE(l2.grad, 3) AS "naevner_grad"
  FROM raekker AS r
  LEFT JOIN taeller_leveret AS l1 ON l1.kommune = r.kommune AND l1.fra = r.fra
  LEFT JOIN taeller_beloeb AS a1 ON a1.kommune = r.kommune AND a1.fra = r.fra
  LEFT JOIN naevner_leveret AS l2 ON l2.kommune = r.kommune AND l2.fra = r.fra
  LEFT JOIN naevner_beloeb AS a2 ON a2.kommune = r.kommune AND a2.fra = r.fra
),
-- Status: 0 ok, 1 foreløbig, 2 nævner_nul, 3 mangler; t og n er tæller og nævner i hundredtusindedele, delt med hele tal og afrundet væk fra nul
grader AS (
  SELECT
    *,
    GREATEST(taeller_grad, naevner_grad, CASE WHEN naevner = 0 THEN 2 ELSE 0 END) AS grad,
    CAST(taeller * 100000 AS NUMERIC) AS t,
    CAST(naevner * 100000 AS NUMERIC) AS n
  FROM dele
),
beregnet AS (
  SELECT
    *,
    CASE WHEN grad >= 2 THEN NULL ELSE
      CAST(CAST(CASE WHEN n = 0 THEN NULL WHEN t < 0 AND n > 0 OR t > 0 AND n < 0 THEN -1 ELSE 1 END
        * (DIV((20000000 * ABS(t) + ABS(n)), (2 * ABS(NULLIF(n, 0))))) AS NUMERIC(28, 0)) * 0.00001 AS NUMERIC(28, 5))
    END AS raa_resultat
  FROM grader
)
SELECT
  'forebyggelsens_andel' AS noegletal,
  '2009-2010' AS udgave,
  kommune,
  periode,
  periode_start,
  taeller,
  naevner,
  CAST(CASE
    WHEN grad = 3 THEN NULL
    WHEN naevner = 0 THEN NULL
    ELSE raa_resultat
  END AS NUMERIC(28, 5)) AS resultat,
  CASE grad WHEN 0 THEN 'ok' WHEN 1 THEN 'foreløbig' WHEN 2 THEN 'nævner_nul' ELSE 'mangler' END AS status
FROM beregnet;
COMMENT ON VIEW noegle.nt_forebyggelsens_andel IS 'Forebyggelsens andel af støtten til børn med særlige behov. 100 × nettoudgift for hele året i Horsens Kommunes vedtagne budget efter driftsområde og funktion (med [særlig_støtte_til_børn]; uden [anbringelser]), delt med nettoudgift for hele året i Horsens Kommunes vedtagne budget efter driftsområde og funktion (med [særlig_støtte_til_børn]).';
COMMENT ON COLUMN noegle.nt_forebyggelsens_andel.noegletal IS 'Nøgletallets navn';
COMMENT ON COLUMN noegle.nt_forebyggelsens_andel.udgave IS 'Den udgave, som perioden er regnet efter';
COMMENT ON COLUMN noegle.nt_forebyggelsens_andel.kommune IS 'Kommunens nummer, tre cifre';
COMMENT ON COLUMN noegle.nt_forebyggelsens_andel.periode IS 'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25';
COMMENT ON COLUMN noegle.nt_forebyggelsens_andel.periode_start IS 'Periodens første dag';
COMMENT ON COLUMN noegle.nt_forebyggelsens_andel.taeller IS 'Tælleren';
COMMENT ON COLUMN noegle.nt_forebyggelsens_andel.naevner IS 'Nævneren';
COMMENT ON COLUMN noegle.nt_forebyggelsens_andel.resultat IS 'Resultatet, pct.';
COMMENT ON COLUMN noegle.nt_forebyggelsens_andel.status IS 'ok, foreløbig, mangler, nævner_nul eller skjult';
