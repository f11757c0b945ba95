-- Den automatiske regel: folketal er entydig
-- Prøves af 3 tilfælde, der lige overholder og lige bryder hvert krav. Alt bygges i skemaet noegle_proeve, som fjernes igen.

DROP SCHEMA IF EXISTS "noegle_proeve" CASCADE;

CREATE SCHEMA IF NOT EXISTS "noegle_proeve";

CREATE OR REPLACE TABLE noegle_proeve."tilfaelde" (nr INTEGER, viser VARCHAR);

INSERT INTO noegle_proeve."tilfaelde" VALUES
  (1, 'Den samme række to gange: reglen er brudt.'),
  (2, 'Den samme række i to kommuner: reglen er ikke brudt.'),
  (3, 'Den samme række på to tider: reglen er ikke brudt.');

CREATE OR REPLACE TABLE noegle_proeve."tilfaelde_kommuner" (nr INTEGER, runde INTEGER, kommune VARCHAR, regel VARCHAR);

INSERT INTO noegle_proeve."tilfaelde_kommuner" VALUES
  (1, 1, '101', 'er entydig'),
  (2, 1, '147', 'er entydig'),
  (2, 1, '151', 'er entydig'),
  (3, 1, '153', 'er entydig');

CREATE OR REPLACE TABLE noegle_proeve."forventet" (nr INTEGER, regel VARCHAR, alvor VARCHAR, kommune VARCHAR, periode VARCHAR, noegle VARCHAR, vaerdi VARCHAR, sammenlignet_med VARCHAR, besked VARCHAR);

INSERT INTO noegle_proeve."forventet" VALUES
  (1, 'er entydig', 'fejl', '101', '2024', '', '2.00000', '1.00000', 'folketal: 2 rækker, hvor der efter »en række pr.« skulle være 1');

CREATE OR REPLACE TABLE noegle_proeve."fundet" (nr INTEGER, regel VARCHAR, alvor VARCHAR, kommune VARCHAR, periode VARCHAR, noegle VARCHAR, vaerdi VARCHAR, sammenlignet_med VARCHAR, besked VARCHAR);

CREATE OR REPLACE TABLE noegle_proeve."givet_folketal" ("kommune" VARCHAR, "aar" VARCHAR, "indbyggere" VARCHAR);

INSERT INTO noegle_proeve."givet_folketal" ("kommune", "aar", "indbyggere") VALUES
  ('101', '2024', NULL),
  ('101', '2024', NULL),
  ('147', '2024', NULL),
  ('151', '2024', NULL),
  ('153', '2024', NULL),
  ('153', '2025', NULL);

CREATE SCHEMA IF NOT EXISTS "noegle_proeve";

CREATE OR REPLACE MACRO "noegle_proeve".laes_tekst(x) AS
COALESCE(CASE
  WHEN (TYPEOF(x) = 'DATE' OR TYPEOF(x) LIKE 'TIMESTAMP%') THEN LEFT(CAST(x AS VARCHAR), 10)
  WHEN (TYPEOF(x) IN ('DOUBLE', 'FLOAT') OR TYPEOF(x) LIKE 'DECIMAL%') AND CAST(x AS VARCHAR) LIKE '%.%' THEN RTRIM(RTRIM(CAST(x AS VARCHAR), '0'), '.')
  ELSE RTRIM(CAST(x AS VARCHAR), ' ')
END, '');

CREATE OR REPLACE MACRO "noegle_proeve".laes_kommune(x) AS
CASE
  WHEN TYPEOF(x) <> 'VARCHAR' AND LENGTH("noegle_proeve".laes_tekst(x)) BETWEEN 1 AND 2 THEN LPAD("noegle_proeve".laes_tekst(x), 3, '0')
  ELSE "noegle_proeve".laes_tekst(x)
END;

CREATE OR REPLACE MACRO "noegle_proeve".laes_aar(x) AS
CASE
  WHEN (TYPEOF(x) = 'DATE' OR TYPEOF(x) LIKE 'TIMESTAMP%') AND REGEXP_FULL_MATCH(LEFT(CAST(x AS VARCHAR), 5), '(19[0-9]{2}|2[0-9]{3})-') THEN CAST(LEFT(CAST(x AS VARCHAR), 4) AS INTEGER)
  WHEN REGEXP_FULL_MATCH("noegle_proeve".laes_tekst(x), '(19[0-9]{2}|2[0-9]{3})') THEN CAST("noegle_proeve".laes_tekst(x) AS INTEGER)
END;

CREATE OR REPLACE MACRO "noegle_proeve".hele_maaneder(fra, til) AS
CASE WHEN til >= fra THEN DATE_DIFF('month', DATE '1970-01-01', (DATE '1970-01-01' + til)) - DATE_DIFF('month', DATE '1970-01-01', (DATE '1970-01-01' + fra)) - CASE WHEN RIGHT(CAST((DATE '1970-01-01' + til) AS VARCHAR), 2) < RIGHT(CAST((DATE '1970-01-01' + fra) AS VARCHAR), 2) THEN 1 ELSE 0 END ELSE -(DATE_DIFF('month', DATE '1970-01-01', (DATE '1970-01-01' + fra)) - DATE_DIFF('month', DATE '1970-01-01', (DATE '1970-01-01' + til)) - CASE WHEN RIGHT(CAST((DATE '1970-01-01' + fra) AS VARCHAR), 2) < RIGHT(CAST((DATE '1970-01-01' + til) AS VARCHAR), 2) THEN 1 ELSE 0 END) END;

CREATE OR REPLACE MACRO "noegle_proeve".hele_aar(fra, til) AS
CASE
  WHEN til >= fra THEN "noegle_proeve".hele_maaneder(fra, til) // 12
  ELSE -("noegle_proeve".hele_maaneder(til, fra) // 12)
END;

CREATE OR REPLACE MACRO "noegle_proeve".laes_beloeb(x) AS
CASE
  WHEN (TYPEOF(x) LIKE 'DECIMAL%' OR TYPEOF(x) LIKE '%INT' OR TYPEOF(x) = 'INTEGER' OR TYPEOF(x) = 'UINTEGER') THEN TRY_CAST(x AS DECIMAL(18, 5))
  WHEN TYPEOF(x) IN ('DOUBLE', 'FLOAT') THEN TRY_CAST(CAST(x AS VARCHAR) AS DECIMAL(18, 5))
  WHEN TYPEOF(x) = 'VARCHAR' AND REGEXP_FULL_MATCH("noegle_proeve".laes_tekst(x), '[+-]?[0-9]+(\.[0-9]+)?') THEN TRY_CAST("noegle_proeve".laes_tekst(x) AS DECIMAL(18, 5))
END;

-- Hvad lagrede tekster står for, år for år; omfang er koderne, de hører under
CREATE OR REPLACE TABLE "noegle_proeve".koder (liste VARCHAR, lagret VARCHAR, omfang VARCHAR, kode VARCHAR, fra INTEGER, til INTEGER);

INSERT INTO "noegle_proeve".koder VALUES
  ('kommune', '101', '', '101', 0, 9999),
  ('kommune', '147', '', '147', 0, 9999),
  ('kommune', '151', '', '151', 0, 9999),
  ('kommune', '153', '', '153', 0, 9999);

-- Rækkerne i folketal, læst: koder, der mangler eller ikke kendes, er tomme
CREATE OR REPLACE VIEW "noegle_proeve".laest_folketal AS
WITH
-- Som lagret
raa AS (
  SELECT
    "noegle_proeve".laes_aar(k."aar") AS tid,
    "noegle_proeve".laes_tekst(k."aar") AS "raa_aar",
    "noegle_proeve".laes_kommune(k."kommune") AS "raa_kommune",
    "noegle_proeve".laes_beloeb(k."indbyggere") AS "indbyggere",
    "noegle_proeve".laes_tekst(k."indbyggere") AS "raa_indbyggere"
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
  CAST(r."indbyggere" AS DECIMAL(28, 5)) AS "indbyggere",
  r."raa_aar",
  r."raa_kommune",
  r."raa_indbyggere"
FROM kendt AS r;

-- Summer af folketal efter de kolonner, som nøgletal spørger om
CREATE OR REPLACE TABLE "noegle_proeve".celler_folketal AS
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

-- Måneder, som folketal har leveret
CREATE OR REPLACE TABLE "noegle_proeve".leveret_folketal AS
SELECT 'kommune' AS rolle, c.kommune, m.fra AS maaned,
  CAST(SUM(CASE WHEN c.maaned = m.fra THEN c.raekker ELSE 0 END) AS INTEGER) AS raekker
FROM (
  SELECT "kommune" AS kommune, aar, maaned, raekker
  FROM "noegle_proeve".celler_folketal
  WHERE "kommune" <> '' AND ekstra = 0
) AS c
JOIN (
  SELECT CAST(UNNEST(RANGE(foerste, sidste)) AS INTEGER) AS fra FROM (SELECT 12 * MIN(aar) AS foerste, 12 * MAX(aar) + 12 AS sidste FROM "noegle_proeve".celler_folketal) AS s
) AS m
  ON m.fra BETWEEN 12 * c.aar AND 12 * c.aar + 11
GROUP BY c.kommune, m.fra;

-- Perioder; en måned er tallet 12 · år + måned - 1
CREATE OR REPLACE TABLE "noegle_proeve".kalender AS
WITH
leveret AS (
  SELECT maaned FROM "noegle_proeve".leveret_folketal
),
-- Fra året før de første data til det sidste, der kan have rækker
aar AS (
  SELECT MIN(maaned) // 12 - 1 AS foerste, MAX(maaned) // 12 + 2 AS sidste
  FROM leveret
),
maaneder AS (
  SELECT CAST(UNNEST(RANGE(12 * foerste, 12 * sidste + 12)) AS INTEGER) AS fra FROM aar
)
SELECT 'måned' AS slags, LPAD(CAST(fra // 12 AS VARCHAR), 4, '0')
  || '-'
  || LPAD(CAST(fra % 12 + 1 AS VARCHAR), 2, '0') AS periode, MAKE_DATE(fra // 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 0 AS til, fra // 12 AS aar
FROM maaneder
UNION ALL
SELECT 'kvartal' AS slags, LPAD(CAST(fra // 12 AS VARCHAR), 4, '0')
  || '-K'
  || LPAD(CAST((fra % 12) // 3 + 1 AS VARCHAR), 1, '0') AS periode, MAKE_DATE(fra // 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 2 AS til, fra // 12 AS aar
FROM maaneder
WHERE fra % 3 = 0
UNION ALL
SELECT 'år' AS slags, LPAD(CAST(fra // 12 AS VARCHAR), 4, '0') AS periode, MAKE_DATE(fra // 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 11 AS til, fra // 12 AS aar
FROM maaneder
WHERE fra % 12 = 0;

-- Kommuner og de år, de findes i
CREATE OR REPLACE TABLE "noegle_proeve".kommuner (kode VARCHAR, navn VARCHAR, fra INTEGER, til INTEGER);

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

-- folketal er entydig
-- Gælder: hver kommune, hvert år
-- alvor fejl
-- data fra folketal
-- krav er entydig
CREATE OR REPLACE VIEW "noegle_proeve".regel_1__folketal AS
WITH
-- Rækker, der er ens
udvalgt AS (
  SELECT
    r."kommune" AS kommune,
    LPAD(CAST((r.maaned - r.maaned % 12) // 12 AS VARCHAR), 4, '0') AS periode,
    r.maaned - r.maaned % 12 AS fra,
    '' AS t1,
    COUNT(*) AS ens
  FROM "noegle_proeve".laest_folketal AS r
  WHERE r.maaned IS NOT NULL
    AND r."kommune" <> ''
  GROUP BY r."kommune", LPAD(CAST((r.maaned - r.maaned % 12) // 12 AS VARCHAR), 4, '0'), r.maaned - r.maaned % 12, r.tid, r."raa_kommune"
  HAVING COUNT(*) > 1
),
fundet AS (
  SELECT
    u.kommune AS kommune,
    u.periode AS periode,
    u.fra AS fra,
    u.fra + 11 AS til,
    u.fra // 12 AS aar,
    u.t1 AS noegle,
    CAST(SUM(u.ens) * 100000 AS HUGEINT) AS vaerdi,
    CAST(COUNT(*) * 100000 AS HUGEINT) AS sammenlignet_med,
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
  CAST(CAST(CAST(f.vaerdi AS DECIMAL(28, 0)) * 0.00001 AS DECIMAL(28, 5)) AS VARCHAR) AS vaerdi,
  CAST(CAST(CAST(f.sammenlignet_med AS DECIMAL(28, 0)) * 0.00001 AS DECIMAL(28, 5)) AS VARCHAR) AS sammenlignet_med,
  'folketal: '
    || CAST(f.raekker AS VARCHAR)
    || ' rækker, hvor der efter »en række pr.« skulle være '
    || CASE WHEN f.sammenlignet_med IS NULL THEN '–' ELSE CASE WHEN f.sammenlignet_med < 0 THEN '-' ELSE '' END
    || REPLACE(FORMAT('{:,}', CAST(ABS(f.sammenlignet_med) // 100000 AS BIGINT)), ',', '.')
    || CASE WHEN ABS(f.sammenlignet_med) % 100000 = 0 THEN '' ELSE ',' || RTRIM(LPAD(CAST(ABS(f.sammenlignet_med) % 100000 AS VARCHAR), 5, '0'), '0') END END AS besked
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
