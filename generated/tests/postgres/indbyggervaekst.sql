-- Nøgletallet indbyggervækst: Vækst i antal indbyggere
-- Prøves af 11 tilfælde ved grænserne for hver linje og betingelse. Alt bygges i skemaet noegle_proeve, som fjernes igen.

DROP SCHEMA IF EXISTS "noegle_proeve" CASCADE;

CREATE SCHEMA IF NOT EXISTS "noegle_proeve";

CREATE TABLE IF NOT EXISTS "noegle_proeve".adgang_kommuner (bruger TEXT COLLATE "C" PRIMARY KEY, kommune TEXT COLLATE "C" NOT NULL);

DROP TABLE IF EXISTS noegle_proeve."tilfaelde";

CREATE TABLE noegle_proeve."tilfaelde" (nr INTEGER, viser TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde" VALUES
  (1, 'I 2009, det første år i 2009-2010: resultatet er 150 (status ok).'),
  (2, 'I 2008, året før 2009-2010: der er ingen række.'),
  (3, 'I 2010, det sidste år i 2009-2010: resultatet er 150 (status ok).'),
  (4, 'I 2011, året efter 2009-2010: der er ingen række.'),
  (5, 'Uden formlens 1. række, fra folketal: der er ingen række.'),
  (6, 'Uden formlens 2. række, fra folketal: der vises intet resultat (status mangler).'),
  (7, 'Formlens første række har beløbet 0: resultatet er -100 (status ok).'),
  (8, 'Formlens første række har et tomt beløb: resultatet er -100 (status ok).'),
  (9, 'Formlens første række har et negativt beløb, -250,5: resultatet er -162,625 (status ok).'),
  (10, 'Formlens første række har 0,000004, som rundes ned til 0: resultatet er -100 (status ok).'),
  (11, 'Formlens første række har 0,000005, som rundes op: resultatet er -100 (status ok).');

DROP TABLE IF EXISTS noegle_proeve."tilfaelde_kommuner";

CREATE TABLE noegle_proeve."tilfaelde_kommuner" (nr INTEGER, runde INTEGER, kommune TEXT COLLATE "C", noegletal TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde_kommuner" VALUES
  (1, 1, '101', 'indbyggervaekst'),
  (2, 1, '147', 'indbyggervaekst'),
  (3, 1, '151', 'indbyggervaekst'),
  (4, 1, '153', 'indbyggervaekst'),
  (5, 1, '155', 'indbyggervaekst'),
  (6, 1, '157', 'indbyggervaekst'),
  (7, 1, '159', 'indbyggervaekst'),
  (8, 1, '161', 'indbyggervaekst'),
  (9, 1, '163', 'indbyggervaekst'),
  (10, 1, '165', 'indbyggervaekst'),
  (11, 1, '167', 'indbyggervaekst');

DROP TABLE IF EXISTS noegle_proeve."forventet";

CREATE TABLE noegle_proeve."forventet" (nr INTEGER, noegletal TEXT COLLATE "C", udgave TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", taeller NUMERIC(28, 5), naevner NUMERIC(28, 5), resultat NUMERIC(28, 5), status TEXT COLLATE "C");

INSERT INTO noegle_proeve."forventet" VALUES
  (1, 'indbyggervaekst', '2009-2010', '101', '2009', NULL, NULL, 150.00000, 'ok'),
  (3, 'indbyggervaekst', '2009-2010', '151', '2009', NULL, NULL, NULL, 'mangler'),
  (3, 'indbyggervaekst', '2009-2010', '151', '2010', NULL, NULL, 150.00000, 'ok'),
  (4, 'indbyggervaekst', '2009-2010', '153', '2010', NULL, NULL, NULL, 'mangler'),
  (5, 'indbyggervaekst', '2009-2010', '155', '2009', NULL, NULL, NULL, 'mangler'),
  (6, 'indbyggervaekst', '2009-2010', '157', '2010', NULL, NULL, NULL, 'mangler'),
  (7, 'indbyggervaekst', '2009-2010', '159', '2009', NULL, NULL, NULL, 'mangler'),
  (7, 'indbyggervaekst', '2009-2010', '159', '2010', NULL, NULL, -100.00000, 'ok'),
  (8, 'indbyggervaekst', '2009-2010', '161', '2009', NULL, NULL, NULL, 'mangler'),
  (8, 'indbyggervaekst', '2009-2010', '161', '2010', NULL, NULL, -100.00000, 'ok'),
  (9, 'indbyggervaekst', '2009-2010', '163', '2009', NULL, NULL, NULL, 'mangler'),
  (9, 'indbyggervaekst', '2009-2010', '163', '2010', NULL, NULL, -162.62500, 'ok'),
  (10, 'indbyggervaekst', '2009-2010', '165', '2009', NULL, NULL, NULL, 'mangler'),
  (10, 'indbyggervaekst', '2009-2010', '165', '2010', NULL, NULL, -100.00000, 'ok'),
  (11, 'indbyggervaekst', '2009-2010', '167', '2009', NULL, NULL, NULL, 'mangler'),
  (11, 'indbyggervaekst', '2009-2010', '167', '2010', NULL, NULL, -100.00000, 'ok');

DROP TABLE IF EXISTS noegle_proeve."fundet";

CREATE TABLE noegle_proeve."fundet" (nr INTEGER, noegletal TEXT COLLATE "C", udgave TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", taeller NUMERIC(28, 5), naevner NUMERIC(28, 5), resultat NUMERIC(28, 5), status TEXT COLLATE "C");

DROP TABLE IF EXISTS noegle_proeve."givet_folketal";

CREATE TABLE noegle_proeve."givet_folketal" ("kommune" TEXT COLLATE "C", "aar" TEXT COLLATE "C", "indbyggere" TEXT COLLATE "C");

INSERT INTO noegle_proeve."givet_folketal" ("kommune", "aar", "indbyggere") VALUES
  ('101', '2009', '1000'),
  ('101', '2008', '400'),
  ('147', '2008', '1000'),
  ('147', '2007', '400'),
  ('151', '2010', '1000'),
  ('151', '2009', '400'),
  ('153', '2011', '1000'),
  ('153', '2010', '400'),
  ('155', '2009', '400'),
  ('157', '2010', '1000'),
  ('159', '2010', '0'),
  ('159', '2009', '400'),
  ('161', '2010', NULL),
  ('161', '2009', '400'),
  ('163', '2010', '-250.5'),
  ('163', '2009', '400'),
  ('165', '2010', '0.000004'),
  ('165', '2009', '400'),
  ('167', '2010', '0.000005'),
  ('167', '2009', '400');

CREATE SCHEMA IF NOT EXISTS "noegle_proeve";

CREATE TABLE IF NOT EXISTS "noegle_proeve".adgang_kommuner (bruger TEXT COLLATE "C" PRIMARY KEY, kommune TEXT COLLATE "C" NOT NULL);

CREATE OR REPLACE FUNCTION "noegle_proeve".laes_tekst(x ANYELEMENT) RETURNS TEXT
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT COALESCE(CASE
  WHEN (PG_TYPEOF(x)::TEXT = 'date' OR PG_TYPEOF(x)::TEXT LIKE 'timestamp%') THEN LEFT(CAST(x AS TEXT), 10)
  WHEN (PG_TYPEOF(x)::TEXT IN ('real', 'double precision') OR PG_TYPEOF(x)::TEXT = 'numeric') AND CAST(x AS TEXT) LIKE '%.%' THEN RTRIM(RTRIM(CAST(x AS TEXT), '0'), '.')
  ELSE RTRIM(CAST(x AS TEXT), ' ')
END, '')
$$;

CREATE OR REPLACE FUNCTION "noegle_proeve".laes_kommune(x ANYELEMENT) RETURNS TEXT
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE WHEN NOT PG_TYPEOF(x)::TEXT IN ('text', 'character varying', 'character', 'name', 'unknown') AND LENGTH("noegle_proeve".laes_tekst(x)) BETWEEN 1 AND 2 THEN LPAD("noegle_proeve".laes_tekst(x), 3, '0') ELSE "noegle_proeve".laes_tekst(x) END
$$;

CREATE OR REPLACE FUNCTION "noegle_proeve".laes_aar(x ANYELEMENT) RETURNS INTEGER
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE
  WHEN (PG_TYPEOF(x)::TEXT = 'date' OR PG_TYPEOF(x)::TEXT LIKE 'timestamp%') AND LEFT(CAST(x AS TEXT), 5) ~ '^(19[0-9]{2}|2[0-9]{3})-$' THEN CAST(LEFT(CAST(x AS TEXT), 4) AS INTEGER)
  WHEN "noegle_proeve".laes_tekst(x) ~ '^(19[0-9]{2}|2[0-9]{3})$' THEN CAST("noegle_proeve".laes_tekst(x) AS INTEGER)
END
$$;

CREATE OR REPLACE FUNCTION "noegle_proeve".laes_beloeb(x ANYELEMENT) RETURNS NUMERIC(18, 5)
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE
  WHEN (PG_TYPEOF(x)::TEXT IN ('smallint', 'integer', 'bigint', 'numeric') OR PG_TYPEOF(x)::TEXT IN ('real', 'double precision')) AND CAST(x AS TEXT) ~ '^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$' THEN CASE WHEN ABS(ROUND(CAST(CAST(x AS TEXT) AS NUMERIC), 5)) < 1e13 THEN ROUND(CAST(CAST(x AS TEXT) AS NUMERIC), 5) END
  WHEN PG_TYPEOF(x)::TEXT IN ('text', 'character varying', 'character', 'name', 'unknown') AND "noegle_proeve".laes_tekst(x) ~ '^[+-]?[0-9]+([.][0-9]+)?$' THEN CASE WHEN ABS(ROUND(CAST("noegle_proeve".laes_tekst(x) AS NUMERIC), 5)) < 1e13 THEN ROUND(CAST("noegle_proeve".laes_tekst(x) AS NUMERIC), 5) END
END
$$;

CREATE OR REPLACE FUNCTION "noegle_proeve".hele_maaneder(fra INTEGER, til INTEGER) RETURNS INTEGER
LANGUAGE SQL IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE WHEN til >= fra THEN (12 * CAST(EXTRACT(YEAR FROM (DATE '1970-01-01' + til)) AS INTEGER) + CAST(EXTRACT(MONTH FROM (DATE '1970-01-01' + til)) AS INTEGER)) - (12 * CAST(EXTRACT(YEAR FROM (DATE '1970-01-01' + fra)) AS INTEGER) + CAST(EXTRACT(MONTH FROM (DATE '1970-01-01' + fra)) AS INTEGER)) - CASE WHEN CAST(EXTRACT(DAY FROM (DATE '1970-01-01' + til)) AS INTEGER) < CAST(EXTRACT(DAY FROM (DATE '1970-01-01' + fra)) AS INTEGER) THEN 1 ELSE 0 END ELSE -((12 * CAST(EXTRACT(YEAR FROM (DATE '1970-01-01' + fra)) AS INTEGER) + CAST(EXTRACT(MONTH FROM (DATE '1970-01-01' + fra)) AS INTEGER)) - (12 * CAST(EXTRACT(YEAR FROM (DATE '1970-01-01' + til)) AS INTEGER) + CAST(EXTRACT(MONTH FROM (DATE '1970-01-01' + til)) AS INTEGER)) - CASE WHEN CAST(EXTRACT(DAY FROM (DATE '1970-01-01' + fra)) AS INTEGER) < CAST(EXTRACT(DAY FROM (DATE '1970-01-01' + til)) AS INTEGER) THEN 1 ELSE 0 END) END
$$;

CREATE OR REPLACE FUNCTION "noegle_proeve".hele_aar(fra INTEGER, til INTEGER) RETURNS INTEGER
LANGUAGE SQL IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE
  WHEN til >= fra THEN "noegle_proeve".hele_maaneder(fra, til) / 12
  ELSE -("noegle_proeve".hele_maaneder(til, fra) / 12)
END
$$;

CREATE OR REPLACE FUNCTION "noegle_proeve".egen_kommune() RETURNS TEXT
LANGUAGE SQL STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
SELECT CASE
  WHEN pg_catalog.pg_has_role(SESSION_USER, CURRENT_USER, 'MEMBER') THEN NULLIF(pg_catalog.current_setting('noegle.kommune', TRUE), '')
  ELSE (SELECT k.kommune FROM "noegle_proeve".adgang_kommuner AS k WHERE k.bruger = SESSION_USER)
END
$$;

DROP TABLE IF EXISTS "noegle_proeve".koder;

-- Hvad lagrede tekster står for, år for år; omfang er koderne, de hører under
CREATE TABLE "noegle_proeve".koder (liste TEXT COLLATE "C", lagret TEXT COLLATE "C", omfang TEXT COLLATE "C", kode TEXT COLLATE "C", fra INTEGER, til INTEGER);

INSERT INTO "noegle_proeve".koder VALUES
  ('kommune', '101', '', '101', 0, 9999),
  ('kommune', '147', '', '147', 0, 9999),
  ('kommune', '151', '', '151', 0, 9999),
  ('kommune', '153', '', '153', 0, 9999),
  ('kommune', '155', '', '155', 0, 9999),
  ('kommune', '157', '', '157', 0, 9999),
  ('kommune', '159', '', '159', 0, 9999),
  ('kommune', '161', '', '161', 0, 9999),
  ('kommune', '163', '', '163', 0, 9999),
  ('kommune', '165', '', '165', 0, 9999),
  ('kommune', '167', '', '167', 0, 9999);

ANALYZE "noegle_proeve".koder;

DROP VIEW IF EXISTS "noegle_proeve".laest_folketal;

-- Rækkerne i folketal, læst: koder, der mangler eller ikke kendes, er tomme
CREATE VIEW "noegle_proeve".laest_folketal AS
WITH
-- Som lagret
raa AS (
  SELECT
    "noegle_proeve".laes_aar(k."aar") AS tid,
    "noegle_proeve".laes_tekst(k."aar") COLLATE "C" AS "raa_aar",
    "noegle_proeve".laes_kommune(k."kommune") COLLATE "C" AS "raa_kommune",
    "noegle_proeve".laes_beloeb(k."indbyggere") AS "indbyggere",
    "noegle_proeve".laes_tekst(k."indbyggere") COLLATE "C" AS "raa_indbyggere"
  FROM "noegle_proeve"."givet_folketal" AS k
),
-- Måneden; en supplementsperiode hører til december
tid AS (
  SELECT
    r.*,
    tid AS aar,
    12 * tid AS maaned,
    0 AS ekstra
  FROM raa AS r
),
-- Koder, der findes i rækkens eget år
kendt AS (
  SELECT
    r.*,
    COALESCE(k1.kode, '') AS "kommune"
  FROM tid AS r
  LEFT JOIN "noegle_proeve".koder AS k1
    ON k1.liste = 'kommune' AND k1.lagret = r."raa_kommune" AND r.aar BETWEEN k1.fra AND k1.til
)
SELECT
  r.tid,
  r.aar,
  r.maaned,
  r.ekstra,
  r."kommune",
  CAST(r."indbyggere" AS NUMERIC(28, 5)) AS "indbyggere",
  r."raa_aar",
  r."raa_kommune",
  r."raa_indbyggere"
FROM kendt AS r;

DROP TABLE IF EXISTS "noegle_proeve".celler_folketal;

-- Summer af folketal efter de kolonner, som nøgletal spørger om
CREATE TABLE "noegle_proeve".celler_folketal AS
SELECT
  "kommune",
  aar,
  maaned,
  ekstra,
  COALESCE(SUM("indbyggere"), 0) AS "indbyggere",
  COUNT(*) AS raekker
FROM "noegle_proeve".laest_folketal
WHERE maaned IS NOT NULL AND ("kommune" <> '')
GROUP BY "kommune", aar, maaned, ekstra
ORDER BY maaned;

ANALYZE "noegle_proeve".celler_folketal;

DROP TABLE IF EXISTS "noegle_proeve".leveret_folketal;

-- Måneder, som folketal har leveret
CREATE TABLE "noegle_proeve".leveret_folketal AS
SELECT 'kommune' AS rolle, c.kommune, m.fra AS maaned,
  CAST(SUM(CASE WHEN c.maaned = m.fra THEN c.raekker ELSE 0 END) AS INTEGER) AS raekker
FROM (
  SELECT "kommune" AS kommune, aar, maaned, raekker
  FROM "noegle_proeve".celler_folketal
  WHERE "kommune" <> '' AND ekstra = 0
) AS c
JOIN (
  SELECT GENERATE_SERIES(foerste, sidste - 1) AS fra FROM (SELECT 12 * MIN(aar) AS foerste, 12 * MAX(aar) + 12 AS sidste FROM "noegle_proeve".celler_folketal) AS s
) AS m
  ON m.fra BETWEEN 12 * c.aar AND 12 * c.aar + 11
GROUP BY c.kommune, m.fra;

ANALYZE "noegle_proeve".leveret_folketal;

DROP TABLE IF EXISTS "noegle_proeve".kalender;

-- Perioder; en måned er tallet 12 · år + måned - 1
CREATE TABLE "noegle_proeve".kalender AS
WITH
leveret AS (
  SELECT maaned FROM "noegle_proeve".leveret_folketal
),
-- Fra året før de første data til det sidste, der kan have rækker
aar AS (
  SELECT MIN(maaned) / 12 - 1 AS foerste, MAX(maaned) / 12 + 2 AS sidste
  FROM leveret
),
maaneder AS (
  SELECT GENERATE_SERIES(12 * foerste, 12 * sidste + 12 - 1) AS fra FROM aar
)
SELECT 'måned' AS slags, LPAD(CAST(fra / 12 AS TEXT), 4, '0') || '-' || LPAD(CAST(fra % 12 + 1 AS TEXT), 2, '0') AS periode, MAKE_DATE(fra / 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 0 AS til, fra / 12 AS aar
FROM maaneder
UNION ALL
SELECT 'kvartal' AS slags, LPAD(CAST(fra / 12 AS TEXT), 4, '0')
  || '-K'
  || LPAD(CAST((fra % 12) / 3 + 1 AS TEXT), 1, '0') AS periode, MAKE_DATE(fra / 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 2 AS til, fra / 12 AS aar
FROM maaneder
WHERE fra % 3 = 0
UNION ALL
SELECT 'år' AS slags, LPAD(CAST(fra / 12 AS TEXT), 4, '0') AS periode, MAKE_DATE(fra / 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 11 AS til, fra / 12 AS aar
FROM maaneder
WHERE fra % 12 = 0;

ANALYZE "noegle_proeve".kalender;

DROP TABLE IF EXISTS "noegle_proeve".gt_indbyggere_primo_aaret_aar;

-- Indbyggere den 1. januar
-- grundtal indbyggere_primo_året fra folketal
--   med alle
--   optælling antal indbyggere primo året
CREATE TABLE "noegle_proeve".gt_indbyggere_primo_aaret_aar AS
WITH
-- Grundtallet: summer pr. måned, derefter pr. periode; og hvad der er leveret
talt_maaneder AS (
  SELECT c."kommune" AS kommune, c.maaned, CAST(SUM(c."indbyggere") AS NUMERIC(38, 5)) AS beloeb
  FROM "noegle_proeve".celler_folketal AS c
  WHERE c."kommune" <> ''
  GROUP BY c."kommune", c.maaned
),
talt_beloeb AS (
  SELECT m.kommune, k.fra, SUM(m.beloeb) AS beloeb
  FROM "noegle_proeve".kalender AS k
  JOIN talt_maaneder AS m ON m.maaned = k.fra
  WHERE k.slags = 'år'
  GROUP BY m.kommune, k.fra
),
talt_leveret AS (
  SELECT l.kommune, k.fra, 0 AS grad
  FROM "noegle_proeve".kalender AS k
  JOIN "noegle_proeve".leveret_folketal AS l ON l.maaned = k.fra
  WHERE k.slags = 'år'
    AND l.rolle = 'kommune'
  GROUP BY l.kommune, k.fra, k.til, k.aar
)
SELECT
  l.kommune,
  k.periode,
  k.periode_start,
  k.fra,
  CAST(COALESCE(b.beloeb, 0) AS NUMERIC(28, 5)) AS vaerdi,
  l.grad
FROM talt_leveret AS l
JOIN "noegle_proeve".kalender AS k ON k.fra = l.fra
LEFT JOIN talt_beloeb AS b ON b.kommune = l.kommune AND b.fra = l.fra
WHERE k.slags = 'år';

ANALYZE "noegle_proeve".gt_indbyggere_primo_aaret_aar;

DROP VIEW IF EXISTS "noegle_proeve".nt_indbyggervaekst;

-- Vækst i antal indbyggere
-- Ændringen i antal indbyggere fra 1. januar året før til 1. januar i året, i procent.
-- Enhed: pct.
-- formel 100 * (indbyggere_primo_året - indbyggere_primo_året året før) / indbyggere_primo_året året før
CREATE VIEW "noegle_proeve".nt_indbyggervaekst AS
WITH
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT DISTINCT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM "noegle_proeve".kalender AS k
  JOIN "noegle_proeve".leveret_folketal AS l ON l.maaned = k.fra
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
  LEFT JOIN "noegle_proeve".gt_indbyggere_primo_aaret_aar AS g1 ON g1.kommune = r.kommune AND g1.fra = r.fra
  LEFT JOIN "noegle_proeve".gt_indbyggere_primo_aaret_aar AS g2 ON g2.kommune = r.kommune AND g2.fra = r.fra - 12
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

INSERT INTO noegle_proeve."fundet"
SELECT t.nr, v.noegletal, v.udgave, v.kommune, v.periode, v.taeller, v.naevner, v.resultat, v.status
FROM noegle_proeve."nt_indbyggervaekst" AS v
JOIN noegle_proeve."tilfaelde_kommuner" AS t
  ON t.kommune = v.kommune AND t.noegletal = v.noegletal AND t.runde = 1;

-- Rækker, der afviger; ingen, når alle tilfælde holder.
SELECT a.nr, t.viser,
  CASE WHEN a.antal > 0 THEN 'forventet' ELSE 'fundet' END AS hvad,
  a.noegletal, a.udgave, a.kommune, a.periode, a.taeller, a.naevner, a.resultat, a.status
FROM (
  SELECT nr, noegletal, udgave, kommune, periode, taeller, naevner, resultat, status, SUM(vaegt) AS antal
  FROM (
    SELECT nr, noegletal, udgave, kommune, periode, taeller, naevner, resultat, status, 1 AS vaegt FROM noegle_proeve."forventet"
    UNION ALL
    SELECT nr, noegletal, udgave, kommune, periode, taeller, naevner, resultat, status, -1 AS vaegt FROM noegle_proeve."fundet"
  ) AS begge
  GROUP BY nr, noegletal, udgave, kommune, periode, taeller, naevner, resultat, status
  HAVING SUM(vaegt) <> 0
) AS a
JOIN noegle_proeve."tilfaelde" AS t ON t.nr = a.nr
ORDER BY a.nr, a.kommune, a.periode, hvad;

DROP SCHEMA IF EXISTS "noegle_proeve" CASCADE;
