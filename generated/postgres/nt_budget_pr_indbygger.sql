DROP VIEW IF EXISTS noegle.nt_budget_pr_indbygger;
-- {kode} {navn}: budget pr. indbygger
-- Nettodriftsbudgettet til hovedfunktionen, uanset hvilket område det ligger i, delt med indbyggerne den 1. januar.
-- Enhed: kr. pr. indbygger
-- tæller fra budget
--   med denne hovedfunktion
--   optælling nettoudgift for hele året
-- nævner = indbyggere_primo_året
CREATE VIEW noegle.nt_budget_pr_indbygger AS
WITH
-- Tæller: summer pr. måned, derefter pr. periode; og hvad der er leveret
taeller_maaneder AS (
  SELECT c."kommune" AS kommune, c.maaned, loekke1.vaerdi AS v1, CAST(SUM(c."nettoudgift") AS NUMERIC(38, 5)) AS beloeb
  FROM noegle.celler_budget AS c
  JOIN noegle.loekke_koder AS loekke1
    ON loekke1.loekke = 'budget_pr_indbygger, hovedfunktion 1' AND loekke1.kode = c."funktion" AND c.aar BETWEEN loekke1.fra AND loekke1.til
  WHERE c."kommune" <> ''
    AND c.aar >= 2009
  GROUP BY c."kommune", c.maaned, loekke1.vaerdi
),
taeller_beloeb AS (
  SELECT m.kommune, k.fra, m.v1, SUM(m.beloeb) AS beloeb
  FROM noegle.kalender AS k
  JOIN taeller_maaneder AS m ON m.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
  GROUP BY m.kommune, k.fra, m.v1
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
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM noegle.kalender AS k
  JOIN noegle.leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = 'kommune'
  UNION
  SELECT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM noegle.kalender AS k
  JOIN noegle.leveret_folketal AS l ON l.maaned = k.fra
  WHERE k.slags = 'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = 'kommune'
),
dele AS (
  SELECT
    r.*,
    b.noegletal, b.kode,
    CASE WHEN l1.grad IS NOT NULL THEN CAST(COALESCE(a1.beloeb, 0) AS NUMERIC(28, 5)) END AS "taeller",
    COALESCE(l1.grad, 3) AS "taeller_grad",
    g2.vaerdi AS "naevner",
    COALESCE(g2.grad, 3) AS "naevner_grad"
  FROM raekker AS r
  JOIN noegle.medlemmer AS b ON b.figur = 'budget_pr_indbygger' AND r.aar BETWEEN b.fra AND b.til
  LEFT JOIN taeller_leveret AS l1 ON l1.kommune = r.kommune AND l1.fra = r.fra
  LEFT JOIN taeller_beloeb AS a1 ON a1.kommune = r.kommune AND a1.fra = r.fra AND a1.v1 = b.v1
  LEFT JOIN noegle.gt_indbyggere_primo_aaret_aar AS g2 ON g2.kommune = r.kommune AND g2.fra = r.fra
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
        * (DIV((200000 * ABS(t) + ABS(n)), (2 * ABS(NULLIF(n, 0))))) AS NUMERIC(28, 0)) * 0.00001 AS NUMERIC(28, 5))
    END AS raa_resultat
  FROM grader
)
SELECT
  kode,
  noegletal,
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
COMMENT ON VIEW noegle.nt_budget_pr_indbygger IS '{kode} {navn}: budget pr. indbygger. Nettoudgift for hele året i Horsens Kommunes vedtagne budget efter driftsområde og funktion (med denne hovedfunktion), delt med indbyggere_primo_året.';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.kode IS 'Koden, som medlemmet er for';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.noegletal IS 'Nøgletallets navn';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.udgave IS 'Den udgave, som perioden er regnet efter';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.kommune IS 'Kommunens nummer, tre cifre';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.periode IS 'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.periode_start IS 'Periodens første dag';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.taeller IS 'Tælleren';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.naevner IS 'Nævneren';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.resultat IS 'Resultatet, kr. pr. indbygger';
COMMENT ON COLUMN noegle.nt_budget_pr_indbygger.status IS 'ok, foreløbig, mangler, nævner_nul eller skjult';
