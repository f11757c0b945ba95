-- Den automatiske regel: folketal er entydig
-- Prøves af 3 tilfælde, der lige overholder og lige bryder hvert krav. Alt bygges i skemaet noegle_proeve, som fjernes igen.

DROP SCHEMA IF EXISTS "noegle_proeve" CASCADE;

CREATE SCHEMA IF NOT EXISTS "noegle_proeve";

CREATE TABLE IF NOT EXISTS "noegle_proeve".adgang_kommuner (bruger TEXT COLLATE "C" PRIMARY KEY, kommune TEXT COLLATE "C" NOT NULL);

DROP TABLE IF EXISTS noegle_proeve."tilfaelde";

CREATE TABLE noegle_proeve."tilfaelde" (nr INTEGER, viser TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde" VALUES
  (1, 'Den samme række to gange: reglen er brudt.'),
  (2, 'Den samme række i to kommuner: reglen er ikke brudt.'),
  (3, 'Den samme række på to tider: reglen er ikke brudt.');

DROP TABLE IF EXISTS noegle_proeve."tilfaelde_kommuner";

CREATE TABLE noegle_proeve."tilfaelde_kommuner" (nr INTEGER, runde INTEGER, kommune TEXT COLLATE "C", regel TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde_kommuner" VALUES
  (1, 1, '101', 'er entydig'),
  (2, 1, '147', 'er entydig'),
  (2, 1, '151', 'er entydig'),
  (3, 1, '153', 'er entydig');

DROP TABLE IF EXISTS noegle_proeve."forventet";

CREATE TABLE noegle_proeve."forventet" (nr INTEGER, regel TEXT COLLATE "C", alvor TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", noegle TEXT COLLATE "C", vaerdi TEXT COLLATE "C", sammenlignet_med TEXT COLLATE "C", besked TEXT COLLATE "C");

INSERT INTO noegle_proeve."forventet" VALUES
  (1, 'er entydig', 'fejl', '101', '2024', '', '2.00000', '1.00000', 'folketal: 2 rækker, hvor der efter »en række pr.« skulle være 1');

DROP TABLE IF EXISTS noegle_proeve."fundet";

CREATE TABLE noegle_proeve."fundet" (nr INTEGER, regel TEXT COLLATE "C", alvor TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", noegle TEXT COLLATE "C", vaerdi TEXT COLLATE "C", sammenlignet_med TEXT COLLATE "C", besked TEXT COLLATE "C");

DROP TABLE IF EXISTS noegle_proeve."givet_folketal";

CREATE TABLE noegle_proeve."givet_folketal" ("kommune" TEXT COLLATE "C", "aar" TEXT COLLATE "C", "indbyggere" TEXT COLLATE "C");

INSERT INTO noegle_proeve."givet_folketal" ("kommune", "aar", "indbyggere") VALUES
  ('101', '2024', NULL),
  ('101', '2024', NULL),
  ('147', '2024', NULL),
  ('151', '2024', NULL),
  ('153', '2024', NULL),
  ('153', '2025', NULL);

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
  ('kommune', '153', '', '153', 0, 9999);

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

DROP TABLE IF EXISTS "noegle_proeve".kommuner;

-- Kommuner og de år, de findes i
CREATE TABLE "noegle_proeve".kommuner (kode TEXT COLLATE "C", navn TEXT COLLATE "C", fra INTEGER, til INTEGER);

INSERT INTO "noegle_proeve".kommuner VALUES
  ('101', 'København', 0, 9999),
  ('147', 'Frederiksberg', 0, 9999),
  ('151', 'Ballerup', 0, 9999),
  ('153', 'Brøndby', 0, 9999),
  ('155', 'Dragør', 0, 9999),
  ('157', 'Gentofte', 0, 9999),
  ('159', 'Gladsaxe', 0, 9999),
  ('161', 'Glostrup', 0, 9999),
  ('163', 'Herlev', 0, 9999),
  ('165', 'Albertslund', 0, 9999),
  ('167', 'Hvidovre', 0, 9999),
  ('169', 'Høje-Taastrup', 0, 9999),
  ('173', 'Lyngby-Taarbæk', 0, 9999),
  ('175', 'Rødovre', 0, 9999),
  ('183', 'Ishøj', 0, 9999),
  ('185', 'Tårnby', 0, 9999),
  ('187', 'Vallensbæk', 0, 9999),
  ('190', 'Furesø', 0, 9999),
  ('201', 'Allerød', 0, 9999),
  ('210', 'Fredensborg', 0, 9999),
  ('217', 'Helsingør', 0, 9999),
  ('219', 'Hillerød', 0, 9999),
  ('223', 'Hørsholm', 0, 9999),
  ('230', 'Rudersdal', 0, 9999),
  ('240', 'Egedal', 0, 9999),
  ('250', 'Frederikssund', 0, 9999),
  ('253', 'Greve', 0, 9999),
  ('259', 'Køge', 0, 9999),
  ('260', 'Halsnæs', 0, 9999),
  ('265', 'Roskilde', 0, 9999),
  ('269', 'Solrød', 0, 9999),
  ('270', 'Gribskov', 0, 9999),
  ('306', 'Odsherred', 0, 9999),
  ('316', 'Holbæk', 0, 9999),
  ('320', 'Faxe', 0, 9999),
  ('326', 'Kalundborg', 0, 9999),
  ('329', 'Ringsted', 0, 9999),
  ('330', 'Slagelse', 0, 9999),
  ('336', 'Stevns', 0, 9999),
  ('340', 'Sorø', 0, 9999),
  ('350', 'Lejre', 0, 9999),
  ('360', 'Lolland', 0, 9999),
  ('370', 'Næstved', 0, 9999),
  ('376', 'Guldborgsund', 0, 9999),
  ('390', 'Vordingborg', 0, 9999),
  ('400', 'Bornholm', 0, 9999),
  ('410', 'Middelfart', 0, 9999),
  ('411', 'Christiansø', 0, 9999),
  ('420', 'Assens', 0, 9999),
  ('430', 'Faaborg-Midtfyn', 0, 9999),
  ('440', 'Kerteminde', 0, 9999),
  ('450', 'Nyborg', 0, 9999),
  ('461', 'Odense', 0, 9999),
  ('479', 'Svendborg', 0, 9999),
  ('480', 'Nordfyns', 0, 9999),
  ('482', 'Langeland', 0, 9999),
  ('492', 'Ærø', 0, 9999),
  ('510', 'Haderslev', 0, 9999),
  ('530', 'Billund', 0, 9999),
  ('540', 'Sønderborg', 0, 9999),
  ('550', 'Tønder', 0, 9999),
  ('561', 'Esbjerg', 0, 9999),
  ('563', 'Fanø', 0, 9999),
  ('573', 'Varde', 0, 9999),
  ('575', 'Vejen', 0, 9999),
  ('580', 'Aabenraa', 0, 9999),
  ('607', 'Fredericia', 0, 9999),
  ('615', 'Horsens', 0, 9999),
  ('621', 'Kolding', 0, 9999),
  ('630', 'Vejle', 0, 9999),
  ('657', 'Herning', 0, 9999),
  ('661', 'Holstebro', 0, 9999),
  ('665', 'Lemvig', 0, 9999),
  ('671', 'Struer', 0, 9999),
  ('706', 'Syddjurs', 0, 9999),
  ('707', 'Norddjurs', 0, 9999),
  ('710', 'Favrskov', 0, 9999),
  ('727', 'Odder', 0, 9999),
  ('730', 'Randers', 0, 9999),
  ('740', 'Silkeborg', 0, 9999),
  ('741', 'Samsø', 0, 9999),
  ('746', 'Skanderborg', 0, 9999),
  ('751', 'Aarhus', 0, 9999),
  ('756', 'Ikast-Brande', 0, 9999),
  ('760', 'Ringkøbing-Skjern', 0, 9999),
  ('766', 'Hedensted', 0, 9999),
  ('773', 'Morsø', 0, 9999),
  ('779', 'Skive', 0, 9999),
  ('787', 'Thisted', 0, 9999),
  ('791', 'Viborg', 0, 9999),
  ('810', 'Brønderslev', 0, 9999),
  ('813', 'Frederikshavn', 0, 9999),
  ('820', 'Vesthimmerlands', 0, 9999),
  ('825', 'Læsø', 0, 9999),
  ('840', 'Rebild', 0, 9999),
  ('846', 'Mariagerfjord', 0, 9999),
  ('849', 'Jammerbugt', 0, 9999),
  ('851', 'Aalborg', 0, 9999),
  ('860', 'Hjørring', 0, 9999);

ANALYZE "noegle_proeve".kommuner;

DROP VIEW IF EXISTS "noegle_proeve".regel_1__folketal;

-- folketal er entydig
-- Gælder: hver kommune, hvert år
-- alvor fejl
-- data fra folketal
-- krav er entydig
CREATE VIEW "noegle_proeve".regel_1__folketal AS
WITH
-- Rækker, der er ens
udvalgt AS (
  SELECT
    r."kommune" AS kommune,
    LPAD(CAST((r.maaned - r.maaned % 12) / 12 AS TEXT), 4, '0') AS periode,
    r.maaned - r.maaned % 12 AS fra,
    '' AS t1,
    COUNT(*) AS ens
  FROM "noegle_proeve".laest_folketal AS r
  WHERE r.maaned IS NOT NULL
    AND r."kommune" <> ''
  GROUP BY r."kommune", LPAD(CAST((r.maaned - r.maaned % 12) / 12 AS TEXT), 4, '0'), r.maaned - r.maaned % 12, r.tid, r."raa_kommune"
  HAVING COUNT(*) > 1
),
fundet AS (
  SELECT
    u.kommune AS kommune,
    u.periode AS periode,
    u.fra AS fra,
    u.fra + 11 AS til,
    u.fra / 12 AS aar,
    u.t1 AS noegle,
    CAST(SUM(u.ens) * 100000 AS NUMERIC) AS vaerdi,
    CAST(COUNT(*) * 100000 AS NUMERIC) AS sammenlignet_med,
    SUM(u.ens) AS raekker,
    0 AS for_stor
  FROM udvalgt AS u
  GROUP BY u.kommune, u.periode, u.fra, u.t1
)
SELECT
  'er entydig' AS regel,
  'fejl' AS alvor,
  f.kommune,
  f.periode,
  f.noegle,
  CAST(CAST(CAST(f.vaerdi AS NUMERIC(28, 0)) * 0.00001 AS NUMERIC(28, 5)) AS TEXT) AS vaerdi,
  CAST(CAST(CAST(f.sammenlignet_med AS NUMERIC(28, 0)) * 0.00001 AS NUMERIC(28, 5)) AS TEXT) AS sammenlignet_med,
  'folketal: '
    || CAST(f.raekker AS TEXT)
    || ' rækker, hvor der efter »en række pr.« skulle være '
    || CASE WHEN f.sammenlignet_med IS NULL THEN '–' ELSE CASE WHEN f.sammenlignet_med < 0 THEN '-' ELSE '' END
    || REPLACE(TO_CHAR(DIV(ABS(f.sammenlignet_med), 100000), 'FM999,999,999,999,999,999,999,999,999,999,999,999,990'), ',', '.')
    || CASE WHEN ABS(f.sammenlignet_med) % 100000 = 0 THEN '' ELSE ',' || RTRIM(LPAD(CAST(ABS(f.sammenlignet_med) % 100000 AS TEXT), 5, '0'), '0') END END AS besked
FROM fundet AS f
LEFT JOIN (SELECT * FROM "noegle_proeve".kommuner) AS k ON k.kode = f.kommune AND f.aar BETWEEN k.fra AND k.til;

INSERT INTO noegle_proeve."fundet"
SELECT t.nr, v.regel, v.alvor, v.kommune, v.periode, v.noegle, v.vaerdi, v.sammenlignet_med, v.besked
FROM noegle_proeve."regel_1__folketal" AS v
JOIN noegle_proeve."tilfaelde_kommuner" AS t
  ON t.kommune = v.kommune AND t.regel = v.regel AND t.runde = 1;

-- Rækker, der afviger; ingen, når alle tilfælde holder.
SELECT a.nr, t.viser,
  CASE WHEN a.antal > 0 THEN 'forventet' ELSE 'fundet' END AS hvad,
  a.regel, a.alvor, a.kommune, a.periode, a.noegle, a.vaerdi, a.sammenlignet_med, a.besked
FROM (
  SELECT nr, regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked, SUM(vaegt) AS antal
  FROM (
    SELECT nr, regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked, 1 AS vaegt FROM noegle_proeve."forventet"
    UNION ALL
    SELECT nr, regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked, -1 AS vaegt FROM noegle_proeve."fundet"
  ) AS begge
  GROUP BY nr, regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked
  HAVING SUM(vaegt) <> 0
) AS a
JOIN noegle_proeve."tilfaelde" AS t ON t.nr = a.nr
ORDER BY a.nr, a.kommune, a.periode, hvad;

DROP SCHEMA IF EXISTS "noegle_proeve" CASCADE;
