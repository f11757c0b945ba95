-- Nøgletallet driftsudgift_pr_indbygger: {navn}: driftsudgifter pr. indbygger
-- Prøves af 32 tilfælde ved grænserne for hver linje og betingelse. Alt bygges i skemaet noegle_proeve, som fjernes igen.

DROP SCHEMA IF EXISTS "noegle_proeve" CASCADE;

CREATE SCHEMA IF NOT EXISTS "noegle_proeve";

CREATE TABLE IF NOT EXISTS "noegle_proeve".adgang_kommuner (bruger TEXT COLLATE "C" PRIMARY KEY, kommune TEXT COLLATE "C" NOT NULL);

DROP TABLE IF EXISTS noegle_proeve."tilfaelde";

CREATE TABLE noegle_proeve."tilfaelde" (nr INTEGER, viser TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde" VALUES
  (1, 'Horsens_område 1 er nævnt selv og tælles med i tælleren.'),
  (2, 'Horsens_område 2 ligger lige uden for 1 og tælles ikke med i tælleren.'),
  (3, 'En række uden horsens_område tælles ikke med i tælleren.'),
  (4, 'Horsens_område 99 findes ikke og tælles ikke med i tælleren.'),
  (5, 'Horsens_område 1 er nævnt selv og tælles med i tælleren.'),
  (6, 'Horsens_område 2 ligger lige uden for 1 og tælles ikke med i tælleren.'),
  (7, 'En række uden horsens_område tælles ikke med i tælleren.'),
  (8, 'Horsens_område 99 findes ikke og tælles ikke med i tælleren.'),
  (9, 'I 2007, året før 2008: der er ingen række.'),
  (10, 'Tællerens række har et negativt beløb, -250,5: resultatet er -0,62625 (status ok).'),
  (11, 'Nævnerens række har 0,000004, som rundes ned til 0: der vises intet resultat (status nævner_nul).'),
  (12, 'Nævneren er 0,01, lige over grænsen 0: der vises intet resultat (status mangler).'),
  (13, 'I 2010, det sidste år i 2009-2010: resultatet er 2,5 (status ok).'),
  (14, 'Tællerens række har et negativt beløb, -250,5: resultatet er -0,62625 (status ok).'),
  (15, 'Nævnerens række har 0,000004, som rundes ned til 0: der vises intet resultat (status nævner_nul).'),
  (16, 'Nævneren er 0,01, lige over grænsen 0: der vises intet resultat (status mangler).'),
  (17, 'Horsens_område 90 er nævnt selv og tælles med i tælleren.'),
  (18, 'Horsens_område 7 ligger lige uden for 90 og tælles ikke med i tælleren.'),
  (19, 'En række uden horsens_område tælles ikke med i tælleren.'),
  (20, 'Horsens_område 99 findes ikke og tælles ikke med i tælleren.'),
  (21, 'Horsens_område 90 er nævnt selv og tælles med i tælleren.'),
  (22, 'Horsens_område 7 ligger lige uden for 90 og tælles ikke med i tælleren.'),
  (23, 'En række uden horsens_område tælles ikke med i tælleren.'),
  (24, 'Horsens_område 99 findes ikke og tælles ikke med i tælleren.'),
  (25, 'I 2007, året før 2008: der er ingen række.'),
  (26, 'Tællerens række har et negativt beløb, -250,5: resultatet er -0,62625 (status ok).'),
  (27, 'Nævnerens række har 0,000004, som rundes ned til 0: der vises intet resultat (status nævner_nul).'),
  (28, 'Nævneren er 0,01, lige over grænsen 0: der vises intet resultat (status mangler).'),
  (29, 'I 2010, det sidste år i 2009-2010: resultatet er 2,5 (status ok).'),
  (30, 'Tællerens række har et negativt beløb, -250,5: resultatet er -0,62625 (status ok).'),
  (31, 'Nævnerens række har 0,000004, som rundes ned til 0: der vises intet resultat (status nævner_nul).'),
  (32, 'Nævneren er 0,01, lige over grænsen 0: der vises intet resultat (status mangler).');

DROP TABLE IF EXISTS noegle_proeve."tilfaelde_kommuner";

CREATE TABLE noegle_proeve."tilfaelde_kommuner" (nr INTEGER, runde INTEGER, kommune TEXT COLLATE "C", noegletal TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde_kommuner" VALUES
  (1, 1, '101', 'driftsudgift_pr_indbygger__1'),
  (2, 1, '147', 'driftsudgift_pr_indbygger__1'),
  (3, 1, '151', 'driftsudgift_pr_indbygger__1'),
  (4, 1, '153', 'driftsudgift_pr_indbygger__1'),
  (5, 1, '155', 'driftsudgift_pr_indbygger__1'),
  (6, 1, '157', 'driftsudgift_pr_indbygger__1'),
  (7, 1, '159', 'driftsudgift_pr_indbygger__1'),
  (8, 1, '161', 'driftsudgift_pr_indbygger__1'),
  (9, 1, '163', 'driftsudgift_pr_indbygger__1'),
  (10, 1, '165', 'driftsudgift_pr_indbygger__1'),
  (11, 1, '167', 'driftsudgift_pr_indbygger__1'),
  (12, 1, '169', 'driftsudgift_pr_indbygger__1'),
  (13, 1, '173', 'driftsudgift_pr_indbygger__1'),
  (14, 1, '175', 'driftsudgift_pr_indbygger__1'),
  (15, 1, '183', 'driftsudgift_pr_indbygger__1'),
  (16, 1, '185', 'driftsudgift_pr_indbygger__1'),
  (17, 1, '187', 'driftsudgift_pr_indbygger__90'),
  (18, 1, '190', 'driftsudgift_pr_indbygger__90'),
  (19, 1, '201', 'driftsudgift_pr_indbygger__90'),
  (20, 1, '210', 'driftsudgift_pr_indbygger__90'),
  (21, 1, '217', 'driftsudgift_pr_indbygger__90'),
  (22, 1, '219', 'driftsudgift_pr_indbygger__90'),
  (23, 1, '223', 'driftsudgift_pr_indbygger__90'),
  (24, 1, '230', 'driftsudgift_pr_indbygger__90'),
  (25, 1, '240', 'driftsudgift_pr_indbygger__90'),
  (26, 1, '250', 'driftsudgift_pr_indbygger__90'),
  (27, 1, '253', 'driftsudgift_pr_indbygger__90'),
  (28, 1, '259', 'driftsudgift_pr_indbygger__90'),
  (29, 1, '260', 'driftsudgift_pr_indbygger__90'),
  (30, 1, '265', 'driftsudgift_pr_indbygger__90'),
  (31, 1, '269', 'driftsudgift_pr_indbygger__90'),
  (32, 1, '270', 'driftsudgift_pr_indbygger__90');

DROP TABLE IF EXISTS noegle_proeve."forventet";

CREATE TABLE noegle_proeve."forventet" (nr INTEGER, noegletal TEXT COLLATE "C", udgave TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", taeller NUMERIC(28, 5), naevner NUMERIC(28, 5), resultat NUMERIC(28, 5), status TEXT COLLATE "C");

INSERT INTO noegle_proeve."forventet" VALUES
  (1, 'driftsudgift_pr_indbygger__1', '2008', '101', '2008', 1010.00000, 400.00000, 2.52500, 'ok'),
  (2, 'driftsudgift_pr_indbygger__1', '2008', '147', '2008', 1000.00000, 400.00000, 2.50000, 'ok'),
  (3, 'driftsudgift_pr_indbygger__1', '2008', '151', '2008', 1000.00000, 400.00000, 2.50000, 'ok'),
  (4, 'driftsudgift_pr_indbygger__1', '2008', '153', '2008', 1000.00000, 400.00000, 2.50000, 'ok'),
  (5, 'driftsudgift_pr_indbygger__1', '2009-2010', '155', '2010', 1010.00000, 400.00000, 2.52500, 'ok'),
  (6, 'driftsudgift_pr_indbygger__1', '2009-2010', '157', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (7, 'driftsudgift_pr_indbygger__1', '2009-2010', '159', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (8, 'driftsudgift_pr_indbygger__1', '2009-2010', '161', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (10, 'driftsudgift_pr_indbygger__1', '2008', '165', '2008', -250.50000, 400.00000, -0.62625, 'ok'),
  (11, 'driftsudgift_pr_indbygger__1', '2008', '167', '2008', 1000.00000, 0.00000, NULL, 'nævner_nul'),
  (12, 'driftsudgift_pr_indbygger__1', '2008', '169', '2008', NULL, 0.01000, NULL, 'mangler'),
  (13, 'driftsudgift_pr_indbygger__1', '2009-2010', '173', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (14, 'driftsudgift_pr_indbygger__1', '2009-2010', '175', '2010', -250.50000, 400.00000, -0.62625, 'ok'),
  (15, 'driftsudgift_pr_indbygger__1', '2009-2010', '183', '2010', 1000.00000, 0.00000, NULL, 'nævner_nul'),
  (16, 'driftsudgift_pr_indbygger__1', '2009-2010', '185', '2010', NULL, 0.01000, NULL, 'mangler'),
  (17, 'driftsudgift_pr_indbygger__90', '2008', '187', '2008', 1010.00000, 400.00000, 2.52500, 'ok'),
  (18, 'driftsudgift_pr_indbygger__90', '2008', '190', '2008', 1000.00000, 400.00000, 2.50000, 'ok'),
  (19, 'driftsudgift_pr_indbygger__90', '2008', '201', '2008', 1000.00000, 400.00000, 2.50000, 'ok'),
  (20, 'driftsudgift_pr_indbygger__90', '2008', '210', '2008', 1000.00000, 400.00000, 2.50000, 'ok'),
  (21, 'driftsudgift_pr_indbygger__90', '2009-2010', '217', '2010', 1010.00000, 400.00000, 2.52500, 'ok'),
  (22, 'driftsudgift_pr_indbygger__90', '2009-2010', '219', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (23, 'driftsudgift_pr_indbygger__90', '2009-2010', '223', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (24, 'driftsudgift_pr_indbygger__90', '2009-2010', '230', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (26, 'driftsudgift_pr_indbygger__90', '2008', '250', '2008', -250.50000, 400.00000, -0.62625, 'ok'),
  (27, 'driftsudgift_pr_indbygger__90', '2008', '253', '2008', 1000.00000, 0.00000, NULL, 'nævner_nul'),
  (28, 'driftsudgift_pr_indbygger__90', '2008', '259', '2008', NULL, 0.01000, NULL, 'mangler'),
  (29, 'driftsudgift_pr_indbygger__90', '2009-2010', '260', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (30, 'driftsudgift_pr_indbygger__90', '2009-2010', '265', '2010', -250.50000, 400.00000, -0.62625, 'ok'),
  (31, 'driftsudgift_pr_indbygger__90', '2009-2010', '269', '2010', 1000.00000, 0.00000, NULL, 'nævner_nul'),
  (32, 'driftsudgift_pr_indbygger__90', '2009-2010', '270', '2010', NULL, 0.01000, NULL, 'mangler');

DROP TABLE IF EXISTS noegle_proeve."fundet";

CREATE TABLE noegle_proeve."fundet" (nr INTEGER, noegletal TEXT COLLATE "C", udgave TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", taeller NUMERIC(28, 5), naevner NUMERIC(28, 5), resultat NUMERIC(28, 5), status TEXT COLLATE "C");

DROP TABLE IF EXISTS noegle_proeve."givet_regnskab";

CREATE TABLE noegle_proeve."givet_regnskab" ("kommune" TEXT COLLATE "C", "aar" TEXT COLLATE "C", "omraade" TEXT COLLATE "C", "funktion" TEXT COLLATE "C", "beloeb" TEXT COLLATE "C");

INSERT INTO noegle_proeve."givet_regnskab" ("kommune", "aar", "omraade", "funktion", "beloeb") VALUES
  ('101', '2008', '1', NULL, '1000'),
  ('101', '2008', '1', NULL, '10'),
  ('147', '2008', '1', NULL, '1000'),
  ('147', '2008', '2', NULL, '10'),
  ('151', '2008', '1', NULL, '1000'),
  ('151', '2008', NULL, NULL, '10'),
  ('153', '2008', '1', NULL, '1000'),
  ('153', '2008', '99', NULL, '10'),
  ('163', '2007', '1', NULL, '1000'),
  ('165', '2008', '1', NULL, '-250.5'),
  ('167', '2008', '1', NULL, '1000'),
  ('187', '2008', '90', NULL, '1000'),
  ('187', '2008', '90', NULL, '10'),
  ('190', '2008', '90', NULL, '1000'),
  ('190', '2008', '7', NULL, '10'),
  ('201', '2008', '90', NULL, '1000'),
  ('201', '2008', NULL, NULL, '10'),
  ('210', '2008', '90', NULL, '1000'),
  ('210', '2008', '99', NULL, '10'),
  ('240', '2007', '90', NULL, '1000'),
  ('250', '2008', '90', NULL, '-250.5'),
  ('253', '2008', '90', NULL, '1000');

DROP TABLE IF EXISTS noegle_proeve."givet_budget";

CREATE TABLE noegle_proeve."givet_budget" ("kommune" TEXT COLLATE "C", "aar" TEXT COLLATE "C", "omraade" TEXT COLLATE "C", "funktion" TEXT COLLATE "C", "beloeb" TEXT COLLATE "C");

INSERT INTO noegle_proeve."givet_budget" ("kommune", "aar", "omraade", "funktion", "beloeb") VALUES
  ('155', '2010', '1', NULL, '1000'),
  ('155', '2010', '1', NULL, '10'),
  ('157', '2010', '1', NULL, '1000'),
  ('157', '2010', '2', NULL, '10'),
  ('159', '2010', '1', NULL, '1000'),
  ('159', '2010', NULL, NULL, '10'),
  ('161', '2010', '1', NULL, '1000'),
  ('161', '2010', '99', NULL, '10'),
  ('173', '2010', '1', NULL, '1000'),
  ('175', '2010', '1', NULL, '-250.5'),
  ('183', '2010', '1', NULL, '1000'),
  ('217', '2010', '90', NULL, '1000'),
  ('217', '2010', '90', NULL, '10'),
  ('219', '2010', '90', NULL, '1000'),
  ('219', '2010', '7', NULL, '10'),
  ('223', '2010', '90', NULL, '1000'),
  ('223', '2010', NULL, NULL, '10'),
  ('230', '2010', '90', NULL, '1000'),
  ('230', '2010', '99', NULL, '10'),
  ('260', '2010', '90', NULL, '1000'),
  ('265', '2010', '90', NULL, '-250.5'),
  ('269', '2010', '90', NULL, '1000');

DROP TABLE IF EXISTS noegle_proeve."givet_folketal";

CREATE TABLE noegle_proeve."givet_folketal" ("kommune" TEXT COLLATE "C", "aar" TEXT COLLATE "C", "indbyggere" TEXT COLLATE "C");

INSERT INTO noegle_proeve."givet_folketal" ("kommune", "aar", "indbyggere") VALUES
  ('101', '2008', '400'),
  ('147', '2008', '400'),
  ('151', '2008', '400'),
  ('153', '2008', '400'),
  ('155', '2010', '400'),
  ('157', '2010', '400'),
  ('159', '2010', '400'),
  ('161', '2010', '400'),
  ('163', '2007', '400'),
  ('165', '2008', '400'),
  ('167', '2008', '0.000004'),
  ('169', '2008', '0.01'),
  ('173', '2010', '400'),
  ('175', '2010', '400'),
  ('183', '2010', '0.000004'),
  ('185', '2010', '0.01'),
  ('187', '2008', '400'),
  ('190', '2008', '400'),
  ('201', '2008', '400'),
  ('210', '2008', '400'),
  ('217', '2010', '400'),
  ('219', '2010', '400'),
  ('223', '2010', '400'),
  ('230', '2010', '400'),
  ('240', '2007', '400'),
  ('250', '2008', '400'),
  ('253', '2008', '0.000004'),
  ('259', '2008', '0.01'),
  ('260', '2010', '400'),
  ('265', '2010', '400'),
  ('269', '2010', '0.000004'),
  ('270', '2010', '0.01');

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
  ('kommune', '190', '', '190', 0, 9999),
  ('kommune', '201', '', '201', 0, 9999),
  ('kommune', '210', '', '210', 0, 9999),
  ('kommune', '217', '', '217', 0, 9999),
  ('kommune', '219', '', '219', 0, 9999),
  ('kommune', '223', '', '223', 0, 9999),
  ('kommune', '230', '', '230', 0, 9999),
  ('kommune', '240', '', '240', 0, 9999),
  ('kommune', '250', '', '250', 0, 9999),
  ('kommune', '253', '', '253', 0, 9999),
  ('kommune', '259', '', '259', 0, 9999),
  ('kommune', '260', '', '260', 0, 9999),
  ('kommune', '265', '', '265', 0, 9999),
  ('kommune', '269', '', '269', 0, 9999),
  ('kommune', '270', '', '270', 0, 9999),
  ('horsens_område', '1', '', '1', 0, 9999),
  ('horsens_område', '2', '', '2', 0, 9999),
  ('horsens_område', '7', '', '7', 0, 9999),
  ('horsens_område', '90', '', '90', 0, 9999),
  ('funktion', '1', '', '1', 0, 9999),
  ('funktion', '2', '', '2', 0, 9999),
  ('funktion', '7', '', '7', 0, 9999);

ANALYZE "noegle_proeve".koder;

DROP TABLE IF EXISTS "noegle_proeve".medlemmer;

-- Medlemmer af familier og de år, de findes i; v1 … er løkkernes værdier, 0 er i alt
CREATE TABLE "noegle_proeve".medlemmer (figur TEXT COLLATE "C", noegletal TEXT COLLATE "C", kode TEXT COLLATE "C", fra INTEGER, til INTEGER, v1 INTEGER);

INSERT INTO "noegle_proeve".medlemmer VALUES
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__1', '1', 0, 9999, 1),
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__2', '2', 0, 9999, 2),
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__6', '6', 0, 9999, 3),
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__7', '7', 0, 9999, 4),
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__90', '90', 0, 9999, 5);

ANALYZE "noegle_proeve".medlemmer;

DROP TABLE IF EXISTS "noegle_proeve".loekke_koder;

-- Koderne under hver værdi af en løkke, år for år
CREATE TABLE "noegle_proeve".loekke_koder (loekke TEXT COLLATE "C", vaerdi INTEGER, kode TEXT COLLATE "C", fra INTEGER, til INTEGER);

INSERT INTO "noegle_proeve".loekke_koder VALUES
  ('driftsudgift_pr_indbygger, horsens_område 1', 1, '1', 0, 9999),
  ('driftsudgift_pr_indbygger, horsens_område 1', 2, '2', 0, 9999),
  ('driftsudgift_pr_indbygger, horsens_område 1', 4, '7', 0, 9999),
  ('driftsudgift_pr_indbygger, horsens_område 1', 5, '90', 0, 9999),
  ('driftsudgift_pr_indbygger, horsens_område 1', 0, '1', 0, 9999),
  ('driftsudgift_pr_indbygger, horsens_område 1', 0, '2', 0, 9999),
  ('driftsudgift_pr_indbygger, horsens_område 1', 0, '7', 0, 9999),
  ('driftsudgift_pr_indbygger, horsens_område 1', 0, '90', 0, 9999);

ANALYZE "noegle_proeve".loekke_koder;

DROP TABLE IF EXISTS "noegle_proeve".loekke_tal;

-- Tallet, som hver værdi af en løkke er
CREATE TABLE "noegle_proeve".loekke_tal (loekke TEXT COLLATE "C", vaerdi INTEGER, tal NUMERIC(38, 10));

ANALYZE "noegle_proeve".loekke_tal;

DROP VIEW IF EXISTS "noegle_proeve".laest_regnskab;

-- Rækkerne i regnskab, læst: koder, der mangler eller ikke kendes, er tomme
CREATE VIEW "noegle_proeve".laest_regnskab AS
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
  FROM "noegle_proeve"."givet_regnskab" AS k
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

DROP TABLE IF EXISTS "noegle_proeve".celler_regnskab;

-- Summer af regnskab efter de kolonner, som nøgletal spørger om
CREATE TABLE "noegle_proeve".celler_regnskab AS
SELECT
  "kommune",
  aar,
  maaned,
  ekstra,
  "omraade",
  COALESCE(SUM("nettoudgift"), 0) AS "nettoudgift",
  COUNT(*) AS raekker
FROM "noegle_proeve".laest_regnskab
WHERE maaned IS NOT NULL AND ("kommune" <> '')
GROUP BY "kommune", aar, maaned, ekstra, "omraade"
ORDER BY "omraade";

ANALYZE "noegle_proeve".celler_regnskab;

DROP TABLE IF EXISTS "noegle_proeve".leveret_regnskab;

-- Måneder, som regnskab har leveret
CREATE TABLE "noegle_proeve".leveret_regnskab AS
SELECT 'kommune' AS rolle, c.kommune, m.fra AS maaned,
  CAST(SUM(CASE WHEN c.maaned = m.fra THEN c.raekker ELSE 0 END) AS INTEGER) AS raekker
FROM (
  SELECT "kommune" AS kommune, aar, maaned, raekker
  FROM "noegle_proeve".celler_regnskab
  WHERE "kommune" <> '' AND ekstra = 0
) AS c
JOIN (
  SELECT GENERATE_SERIES(foerste, sidste - 1) AS fra FROM (SELECT 12 * MIN(aar) AS foerste, 12 * MAX(aar) + 12 AS sidste FROM "noegle_proeve".celler_regnskab) AS s
) AS m
  ON m.fra BETWEEN 12 * c.aar AND 12 * c.aar + 11
GROUP BY c.kommune, m.fra;

ANALYZE "noegle_proeve".leveret_regnskab;

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
  SELECT maaned FROM "noegle_proeve".leveret_regnskab
  UNION ALL
  SELECT maaned FROM "noegle_proeve".leveret_budget
  UNION ALL
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

DROP VIEW IF EXISTS "noegle_proeve".nt_driftsudgift_pr_indbygger;

-- {navn}: driftsudgifter pr. indbygger
-- Områdets nettodriftsudgifter i årets egne priser, delt med indbyggerne den 1. januar samme år. 2008 er regnskab, 2009 og 2010 er det vedtagne budget.
-- Enhed: kr. pr. indbygger
-- udgave 2008: tæller fra regnskab, rækker 2008
--   med denne horsens_område
--   optælling nettoudgift for hele året
-- udgave 2008: nævner = indbyggere_primo_året
-- udgave 2009-2010: tæller fra budget, rækker fra 2009
--   med denne horsens_område
--   optælling nettoudgift for hele året
-- udgave 2009-2010: nævner = indbyggere_primo_året
CREATE VIEW "noegle_proeve".nt_driftsudgift_pr_indbygger AS
WITH
-- Tæller: summer pr. måned, derefter pr. periode; og hvad der er leveret
taeller_maaneder AS (
  SELECT c."kommune" AS kommune, c.maaned, loekke1.vaerdi AS v1, CAST(SUM(c."nettoudgift") AS NUMERIC(38, 5)) AS beloeb
  FROM "noegle_proeve".celler_regnskab AS c
  JOIN "noegle_proeve".loekke_koder AS loekke1
    ON loekke1.loekke = 'driftsudgift_pr_indbygger, horsens_område 1' AND loekke1.kode = c."omraade" AND c.aar BETWEEN loekke1.fra AND loekke1.til
  WHERE c."kommune" <> ''
    AND c.aar = 2008
  GROUP BY c."kommune", c.maaned, loekke1.vaerdi
  UNION ALL
  SELECT c."kommune" AS kommune, c.maaned, loekke1.vaerdi AS v1, CAST(SUM(c."nettoudgift") AS NUMERIC(38, 5)) AS beloeb
  FROM "noegle_proeve".celler_budget AS c
  JOIN "noegle_proeve".loekke_koder AS loekke1
    ON loekke1.loekke = 'driftsudgift_pr_indbygger, horsens_område 1' AND loekke1.kode = c."omraade" AND c.aar BETWEEN loekke1.fra AND loekke1.til
  WHERE c."kommune" <> ''
    AND c.aar >= 2009
  GROUP BY c."kommune", c.maaned, loekke1.vaerdi
),
taeller_beloeb AS (
  SELECT m.kommune, k.fra, m.v1, SUM(m.beloeb) AS beloeb
  FROM "noegle_proeve".kalender AS k
  JOIN taeller_maaneder AS m ON m.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
  GROUP BY m.kommune, k.fra, m.v1
),
taeller_kilder AS (
  SELECT
    l.kommune,
    l.maaned,
    l.raekker
  FROM "noegle_proeve".leveret_regnskab AS l
  WHERE l.rolle = 'kommune'
    AND l.maaned BETWEEN 24096 AND 24107
  UNION ALL
  SELECT
    l.kommune,
    l.maaned,
    l.raekker
  FROM "noegle_proeve".leveret_budget AS l
  WHERE l.rolle = 'kommune'
    AND l.maaned >= 24108
),
taeller_leveret AS (
  SELECT l.kommune, k.fra, CASE WHEN COUNT(*) < 12 THEN 1 ELSE 0 END AS grad
  FROM "noegle_proeve".kalender AS k
  JOIN taeller_kilder AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
  GROUP BY l.kommune, k.fra, k.til, k.aar
),
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM "noegle_proeve".kalender AS k
  JOIN "noegle_proeve".leveret_regnskab AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
    AND k.aar = 2008
    AND l.rolle = 'kommune'
  UNION
  SELECT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM "noegle_proeve".kalender AS k
  JOIN "noegle_proeve".leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = 'kommune'
  UNION
  SELECT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM "noegle_proeve".kalender AS k
  JOIN "noegle_proeve".leveret_folketal AS l ON l.maaned = k.fra
  WHERE k.slags = 'år'
    AND k.aar BETWEEN 2008 AND 2010
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
  JOIN "noegle_proeve".medlemmer AS b ON b.figur = 'driftsudgift_pr_indbygger' AND r.aar BETWEEN b.fra AND b.til
  LEFT JOIN taeller_leveret AS l1 ON l1.kommune = r.kommune AND l1.fra = r.fra
  LEFT JOIN taeller_beloeb AS a1 ON a1.kommune = r.kommune AND a1.fra = r.fra AND a1.v1 = b.v1
  LEFT JOIN "noegle_proeve".gt_indbyggere_primo_aaret_aar AS g2 ON g2.kommune = r.kommune AND g2.fra = r.fra
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
  CASE WHEN aar = 2008 THEN '2008' ELSE '2009-2010' END AS udgave,
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

INSERT INTO noegle_proeve."fundet"
SELECT t.nr, v.noegletal, v.udgave, v.kommune, v.periode, v.taeller, v.naevner, v.resultat, v.status
FROM noegle_proeve."nt_driftsudgift_pr_indbygger" AS v
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
