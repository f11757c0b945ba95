-- Grundtallet undervisningsudgift: Nettoudgifter på Undervisningsområdet
-- Prøves af 16 tilfælde ved grænserne for hver linje og betingelse. Alt bygges i skemaet noegle_proeve, som fjernes igen.

DROP SCHEMA IF EXISTS "noegle_proeve" CASCADE;

CREATE SCHEMA IF NOT EXISTS "noegle_proeve";

CREATE TABLE IF NOT EXISTS "noegle_proeve".adgang_kommuner (bruger TEXT COLLATE "C" PRIMARY KEY, kommune TEXT COLLATE "C" NOT NULL);

DROP TABLE IF EXISTS noegle_proeve."tilfaelde";

CREATE TABLE noegle_proeve."tilfaelde" (nr INTEGER, viser TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde" VALUES
  (1, 'Horsens_område 7 er nævnt selv og tælles med.'),
  (2, 'Horsens_område 6 ligger lige uden for 7 og tælles ikke med.'),
  (3, 'Horsens_område 90 ligger lige uden for 7 og tælles ikke med.'),
  (4, 'En række uden horsens_område tælles ikke med.'),
  (5, 'Horsens_område 99 findes ikke og tælles ikke med.'),
  (6, 'En række fra 2023 ligger lige før det, der læses for 2024 (for hele året) og tælles ikke med.'),
  (7, 'En række fra 2025 ligger lige efter det, der læses for 2024 (for hele året) og tælles ikke med.'),
  (8, 'En række for en anden kommune tælles ikke med.'),
  (9, 'En række uden kommune tælles ikke med.'),
  (10, 'Kommune 999 findes ikke, og rækken tælles ikke med.'),
  (11, 'Alt er leveret, og én række tælles med hvert sted: resultatet er 1.000 (status ok).'),
  (12, 'Tællerens række har beløbet 0: resultatet er 0 (status ok).'),
  (13, 'Tællerens række har et tomt beløb: resultatet er 0 (status ok).'),
  (14, 'Tællerens række har et negativt beløb, -250,5: resultatet er -250,5 (status ok).'),
  (15, 'Tællerens række har 0,000004, som rundes ned til 0: resultatet er 0 (status ok).'),
  (16, 'Tællerens række har 0,000005, som rundes op: resultatet er 0,00001 (status ok).');

DROP TABLE IF EXISTS noegle_proeve."tilfaelde_kommuner";

CREATE TABLE noegle_proeve."tilfaelde_kommuner" (nr INTEGER, runde INTEGER, kommune TEXT COLLATE "C", noegletal TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde_kommuner" VALUES
  (1, 1, '101', 'undervisningsudgift'),
  (2, 1, '147', 'undervisningsudgift'),
  (3, 1, '151', 'undervisningsudgift'),
  (4, 1, '153', 'undervisningsudgift'),
  (5, 1, '155', 'undervisningsudgift'),
  (6, 1, '157', 'undervisningsudgift'),
  (7, 1, '159', 'undervisningsudgift'),
  (8, 1, '161', 'undervisningsudgift'),
  (8, 1, '163', 'undervisningsudgift'),
  (9, 1, '165', 'undervisningsudgift'),
  (10, 1, '167', 'undervisningsudgift'),
  (11, 1, '169', 'undervisningsudgift'),
  (12, 1, '173', 'undervisningsudgift'),
  (13, 1, '175', 'undervisningsudgift'),
  (14, 1, '183', 'undervisningsudgift'),
  (15, 1, '185', 'undervisningsudgift'),
  (16, 1, '187', 'undervisningsudgift');

DROP TABLE IF EXISTS noegle_proeve."forventet";

CREATE TABLE noegle_proeve."forventet" (nr INTEGER, noegletal TEXT COLLATE "C", udgave TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", taeller NUMERIC(28, 5), naevner NUMERIC(28, 5), resultat NUMERIC(28, 5), status TEXT COLLATE "C");

INSERT INTO noegle_proeve."forventet" VALUES
  (1, 'undervisningsudgift', 'alle', '101', '2024', 1010.00000, NULL, 1010.00000, 'ok'),
  (2, 'undervisningsudgift', 'alle', '147', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (3, 'undervisningsudgift', 'alle', '151', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (4, 'undervisningsudgift', 'alle', '153', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (5, 'undervisningsudgift', 'alle', '155', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (6, 'undervisningsudgift', 'alle', '157', '2023', 10.00000, NULL, 10.00000, 'ok'),
  (6, 'undervisningsudgift', 'alle', '157', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (7, 'undervisningsudgift', 'alle', '159', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (7, 'undervisningsudgift', 'alle', '159', '2025', 10.00000, NULL, 10.00000, 'ok'),
  (8, 'undervisningsudgift', 'alle', '161', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (8, 'undervisningsudgift', 'alle', '163', '2024', 10.00000, NULL, 10.00000, 'ok'),
  (9, 'undervisningsudgift', 'alle', '165', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (10, 'undervisningsudgift', 'alle', '167', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (11, 'undervisningsudgift', 'alle', '169', '2024', 1000.00000, NULL, 1000.00000, 'ok'),
  (12, 'undervisningsudgift', 'alle', '173', '2024', 0.00000, NULL, 0.00000, 'ok'),
  (13, 'undervisningsudgift', 'alle', '175', '2024', 0.00000, NULL, 0.00000, 'ok'),
  (14, 'undervisningsudgift', 'alle', '183', '2024', -250.50000, NULL, -250.50000, 'ok'),
  (15, 'undervisningsudgift', 'alle', '185', '2024', 0.00000, NULL, 0.00000, 'ok'),
  (16, 'undervisningsudgift', 'alle', '187', '2024', 0.00001, NULL, 0.00001, 'ok');

DROP TABLE IF EXISTS noegle_proeve."fundet";

CREATE TABLE noegle_proeve."fundet" (nr INTEGER, noegletal TEXT COLLATE "C", udgave TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", taeller NUMERIC(28, 5), naevner NUMERIC(28, 5), resultat NUMERIC(28, 5), status TEXT COLLATE "C");

DROP TABLE IF EXISTS noegle_proeve."givet_budget";

CREATE TABLE noegle_proeve."givet_budget" ("kommune" TEXT COLLATE "C", "aar" TEXT COLLATE "C", "omraade" TEXT COLLATE "C", "funktion" TEXT COLLATE "C", "beloeb" TEXT COLLATE "C");

INSERT INTO noegle_proeve."givet_budget" ("kommune", "aar", "omraade", "funktion", "beloeb") VALUES
  ('101', '2024', '7', NULL, '1000'),
  ('101', '2024', '7', NULL, '10'),
  ('147', '2024', '7', NULL, '1000'),
  ('147', '2024', '6', NULL, '10'),
  ('151', '2024', '7', NULL, '1000'),
  ('151', '2024', '90', NULL, '10'),
  ('153', '2024', '7', NULL, '1000'),
  ('153', '2024', NULL, NULL, '10'),
  ('155', '2024', '7', NULL, '1000'),
  ('155', '2024', '99', NULL, '10'),
  ('157', '2024', '7', NULL, '1000'),
  ('157', '2023', '7', NULL, '10'),
  ('159', '2024', '7', NULL, '1000'),
  ('159', '2025', '7', NULL, '10'),
  ('161', '2024', '7', NULL, '1000'),
  ('163', '2024', '7', NULL, '10'),
  ('165', '2024', '7', NULL, '1000'),
  (NULL, '2024', '7', NULL, '10'),
  ('167', '2024', '7', NULL, '1000'),
  ('999', '2024', '7', NULL, '10'),
  ('169', '2024', '7', NULL, '1000'),
  ('173', '2024', '7', NULL, '0'),
  ('175', '2024', '7', NULL, NULL),
  ('183', '2024', '7', NULL, '-250.5'),
  ('185', '2024', '7', NULL, '0.000004'),
  ('187', '2024', '7', NULL, '0.000005');

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
  ('kommune', '167', '', '167', 0, 9999),
  ('kommune', '169', '', '169', 0, 9999),
  ('kommune', '173', '', '173', 0, 9999),
  ('kommune', '175', '', '175', 0, 9999),
  ('kommune', '183', '', '183', 0, 9999),
  ('kommune', '185', '', '185', 0, 9999),
  ('kommune', '187', '', '187', 0, 9999),
  ('horsens_område', '6', '', '6', 0, 9999),
  ('horsens_område', '7', '', '7', 0, 9999),
  ('horsens_område', '90', '', '90', 0, 9999),
  ('funktion', '6', '', '6', 0, 9999),
  ('funktion', '7', '', '7', 0, 9999);

ANALYZE "noegle_proeve".koder;

DROP VIEW IF EXISTS "noegle_proeve".laest_budget;

-- Rækkerne i budget, læst: koder, der mangler eller ikke kendes, er tomme
CREATE VIEW "noegle_proeve".laest_budget AS
WITH
-- Som lagret
raa AS (
  SELECT
    "noegle_proeve".laes_aar(k."aar") AS tid,
    "noegle_proeve".laes_tekst(k."aar") COLLATE "C" AS "raa_aar",
    "noegle_proeve".laes_kommune(k."kommune") COLLATE "C" AS "raa_kommune",
    "noegle_proeve".laes_tekst(k."omraade") COLLATE "C" AS "raa_omraade",
    "noegle_proeve".laes_tekst(k."funktion") COLLATE "C" AS "raa_funktion",
    "noegle_proeve".laes_beloeb(k."beloeb") AS "nettoudgift",
    "noegle_proeve".laes_tekst(k."beloeb") COLLATE "C" AS "raa_nettoudgift"
  FROM "noegle_proeve"."givet_budget" AS k
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
    COALESCE(k1.kode, '') AS "kommune",
    COALESCE(k2.kode, '') AS "omraade",
    COALESCE(k3.kode, '') AS "funktion"
  FROM tid AS r
  LEFT JOIN "noegle_proeve".koder AS k1
    ON k1.liste = 'kommune' AND k1.lagret = r."raa_kommune" AND r.aar BETWEEN k1.fra AND k1.til
  LEFT JOIN "noegle_proeve".koder AS k2
    ON k2.liste = 'horsens_område' AND k2.lagret = r."raa_omraade" AND r.aar BETWEEN k2.fra AND k2.til
  LEFT JOIN "noegle_proeve".koder AS k3
    ON k3.liste = 'funktion' AND k3.lagret = r."raa_funktion" AND r.aar BETWEEN k3.fra AND k3.til
)
SELECT
  r.tid,
  r.aar,
  r.maaned,
  r.ekstra,
  r."kommune",
  r."omraade",
  r."funktion",
  CAST(r."nettoudgift" AS NUMERIC(28, 5)) AS "nettoudgift",
  r."raa_aar",
  r."raa_kommune",
  r."raa_omraade",
  r."raa_funktion",
  r."raa_nettoudgift"
FROM kendt AS r;

DROP TABLE IF EXISTS "noegle_proeve".celler_budget;

-- Summer af budget efter de kolonner, som nøgletal spørger om
CREATE TABLE "noegle_proeve".celler_budget AS
SELECT
  "kommune",
  aar,
  maaned,
  ekstra,
  "omraade",
  COALESCE(SUM("nettoudgift"), 0) AS "nettoudgift",
  COUNT(*) AS raekker
FROM "noegle_proeve".laest_budget
WHERE maaned IS NOT NULL AND ("kommune" <> '')
GROUP BY "kommune", aar, maaned, ekstra, "omraade"
ORDER BY "omraade";

ANALYZE "noegle_proeve".celler_budget;

DROP TABLE IF EXISTS "noegle_proeve".leveret_budget;

-- Måneder, som budget har leveret
CREATE TABLE "noegle_proeve".leveret_budget AS
SELECT 'kommune' AS rolle, c.kommune, m.fra AS maaned,
  CAST(SUM(CASE WHEN c.maaned = m.fra THEN c.raekker ELSE 0 END) AS INTEGER) AS raekker
FROM (
  SELECT "kommune" AS kommune, aar, maaned, raekker
  FROM "noegle_proeve".celler_budget
  WHERE "kommune" <> '' AND ekstra = 0
) AS c
JOIN (
  SELECT GENERATE_SERIES(foerste, sidste - 1) AS fra FROM (SELECT 12 * MIN(aar) AS foerste, 12 * MAX(aar) + 12 AS sidste FROM "noegle_proeve".celler_budget) AS s
) AS m
  ON m.fra BETWEEN 12 * c.aar AND 12 * c.aar + 11
GROUP BY c.kommune, m.fra;

ANALYZE "noegle_proeve".leveret_budget;

DROP TABLE IF EXISTS "noegle_proeve".kalender;

-- Perioder; en måned er tallet 12 · år + måned - 1
CREATE TABLE "noegle_proeve".kalender AS
WITH
leveret AS (
  SELECT maaned FROM "noegle_proeve".leveret_budget
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

DROP TABLE IF EXISTS "noegle_proeve".gt_undervisningsudgift_aar;

-- Nettoudgifter på Undervisningsområdet
-- grundtal undervisningsudgift fra budget
--   med horsens_område 7
--   optælling nettoudgift for hele året
CREATE TABLE "noegle_proeve".gt_undervisningsudgift_aar AS
WITH
-- Grundtallet: summer pr. måned, derefter pr. periode; og hvad der er leveret
talt_maaneder AS (
  SELECT c."kommune" AS kommune, c.maaned, CAST(SUM(c."nettoudgift") AS NUMERIC(38, 5)) AS beloeb
  FROM "noegle_proeve".celler_budget AS c
  WHERE c."kommune" <> ''
    AND c."omraade" = '7'
  GROUP BY c."kommune", c.maaned
),
talt_beloeb AS (
  SELECT m.kommune, k.fra, SUM(m.beloeb) AS beloeb
  FROM "noegle_proeve".kalender AS k
  JOIN talt_maaneder AS m ON m.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
  GROUP BY m.kommune, k.fra
),
talt_leveret AS (
  SELECT l.kommune, k.fra, CASE WHEN COUNT(*) < 12 THEN 1 ELSE 0 END AS grad
  FROM "noegle_proeve".kalender AS k
  JOIN "noegle_proeve".leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
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

ANALYZE "noegle_proeve".gt_undervisningsudgift_aar;

DROP VIEW IF EXISTS "noegle_proeve".nt_undervisningsudgift;

-- Nettoudgifter på Undervisningsområdet
-- Enhed: kr.
-- tæller = undervisningsudgift
CREATE VIEW "noegle_proeve".nt_undervisningsudgift AS
WITH
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT DISTINCT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM "noegle_proeve".kalender AS k
  JOIN "noegle_proeve".leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
    AND l.rolle = 'kommune'
),
dele AS (
  SELECT
    r.*,
    g1.vaerdi AS "taeller",
    COALESCE(g1.grad, 3) AS "taeller_grad"
  FROM raekker AS r
  LEFT JOIN "noegle_proeve".gt_undervisningsudgift_aar AS g1 ON g1.kommune = r.kommune AND g1.fra = r.fra
),
-- Status: 0 ok, 1 foreløbig, 2 nævner_nul, 3 mangler
grader AS (
  SELECT
    *,
    taeller_grad AS grad
  FROM dele
),
beregnet AS (
  SELECT
    *,
    CASE WHEN grad >= 2 THEN NULL ELSE
      taeller
    END AS raa_resultat
  FROM grader
)
SELECT
  'undervisningsudgift' AS noegletal,
  'alle' AS udgave,
  kommune,
  periode,
  periode_start,
  taeller,
  CAST(NULL AS NUMERIC(28, 5)) AS naevner,
  raa_resultat AS resultat,
  CASE grad WHEN 0 THEN 'ok' WHEN 1 THEN 'foreløbig' WHEN 2 THEN 'nævner_nul' ELSE 'mangler' END AS status
FROM beregnet;

INSERT INTO noegle_proeve."fundet"
SELECT t.nr, v.noegletal, v.udgave, v.kommune, v.periode, v.taeller, v.naevner, v.resultat, v.status
FROM noegle_proeve."nt_undervisningsudgift" AS v
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
