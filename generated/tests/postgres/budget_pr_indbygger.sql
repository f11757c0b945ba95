-- Nøgletallet budget_pr_indbygger: {kode} {navn}: budget pr. indbygger
-- Prøves af 48 tilfælde ved grænserne for hver linje og betingelse. Alt bygges i skemaet noegle_proeve, som fjernes igen.

DROP SCHEMA IF EXISTS "noegle_proeve" CASCADE;

CREATE SCHEMA IF NOT EXISTS "noegle_proeve";

CREATE TABLE IF NOT EXISTS "noegle_proeve".adgang_kommuner (bruger TEXT COLLATE "C" PRIMARY KEY, kommune TEXT COLLATE "C" NOT NULL);

DROP TABLE IF EXISTS noegle_proeve."tilfaelde";

CREATE TABLE noegle_proeve."tilfaelde" (nr INTEGER, viser TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde" VALUES
  (1, 'Funktion 3.22.01 hører under 3.22 og tælles med i tælleren.'),
  (2, 'Funktion 3.22.18 hører under 3.22 og tælles med i tælleren.'),
  (3, 'Funktion 2.35.42 ligger lige uden for 3.22 og tælles ikke med i tælleren.'),
  (4, 'Funktion 3.30.44 ligger lige uden for 3.22 og tælles ikke med i tælleren.'),
  (5, 'Hovedkonto 3 ligger over 3.22 og tælles ikke med i tælleren.'),
  (6, 'En række uden funktion tælles ikke med i tælleren.'),
  (7, 'Funktion 3.99 findes ikke og tælles ikke med i tælleren.'),
  (8, 'En række fra 2011 ligger lige efter det, der læses for 2010 (for hele året) og tælles ikke med i tælleren.'),
  (9, 'Kommune 999 findes ikke, og rækken tælles ikke med i tælleren.'),
  (10, 'I 2010, det sidste år i 2009-2010: resultatet er 2,5 (status ok).'),
  (11, 'Kun nævnerens række er der: der vises intet resultat (status mangler).'),
  (12, 'Tællerens række har et negativt beløb, -250,5: resultatet er -0,62625 (status ok).'),
  (13, 'Nævnerens række har beløbet 0: der vises intet resultat (status nævner_nul).'),
  (14, 'Nævnerens række har 0,000004, som rundes ned til 0: der vises intet resultat (status nævner_nul).'),
  (15, 'Nævneren er -0,01, lige under grænsen 0: der vises intet resultat (status mangler).'),
  (16, 'Nævneren er 0,01, lige over grænsen 0: der vises intet resultat (status mangler).'),
  (17, 'Funktion 5.28.20 hører under 5.28 og tælles med i tælleren.'),
  (18, 'Funktion 5.28.24 hører under 5.28 og tælles med i tælleren.'),
  (19, 'Funktion 5.25.19 ligger lige uden for 5.28 og tælles ikke med i tælleren.'),
  (20, 'Funktion 5.32.30 ligger lige uden for 5.28 og tælles ikke med i tælleren.'),
  (21, 'Hovedkonto 5 ligger over 5.28 og tælles ikke med i tælleren.'),
  (22, 'En række uden funktion tælles ikke med i tælleren.'),
  (23, 'Funktion 5.99 findes ikke og tælles ikke med i tælleren.'),
  (24, 'En række fra 2011 ligger lige efter det, der læses for 2010 (for hele året) og tælles ikke med i tælleren.'),
  (25, 'Kommune 999 findes ikke, og rækken tælles ikke med i tælleren.'),
  (26, 'I 2010, det sidste år i 2009-2010: resultatet er 2,5 (status ok).'),
  (27, 'Kun nævnerens række er der: der vises intet resultat (status mangler).'),
  (28, 'Tællerens række har et negativt beløb, -250,5: resultatet er -0,62625 (status ok).'),
  (29, 'Nævnerens række har beløbet 0: der vises intet resultat (status nævner_nul).'),
  (30, 'Nævnerens række har 0,000004, som rundes ned til 0: der vises intet resultat (status nævner_nul).'),
  (31, 'Nævneren er -0,01, lige under grænsen 0: der vises intet resultat (status mangler).'),
  (32, 'Nævneren er 0,01, lige over grænsen 0: der vises intet resultat (status mangler).'),
  (33, 'Funktion 3.22.18 hører under 3.22 og tælles med i tælleren.'),
  (34, 'Funktion 3.30.44 ligger lige uden for 3.22 og tælles ikke med i tælleren.'),
  (35, 'Hovedkonto 3 ligger over 3.22 og tælles ikke med i tælleren.'),
  (36, 'Funktion 3.30.46 ligger lige uden for 3.32 og tælles ikke med i tælleren.'),
  (37, 'Funktion 5.28.24 hører under 5.28 og tælles med i tælleren.'),
  (38, 'Funktion 5.32.30 ligger lige uden for 5.28 og tælles ikke med i tælleren.'),
  (39, 'En række uden funktion tælles ikke med i tælleren.'),
  (40, 'Funktion 3.99 findes ikke og tælles ikke med i tælleren.'),
  (41, 'En række for en anden kommune tælles ikke med i tælleren.'),
  (42, 'I 2009, det første år i 2009-2010: resultatet er 2,5 (status ok).'),
  (43, 'Kun tællerens række er der: der vises intet resultat (status mangler).'),
  (44, 'Tællerens række har et tomt beløb: resultatet er 0 (status ok).'),
  (45, 'Tællerens række har 0,000005, som rundes op: resultatet er 0 (status ok).'),
  (46, 'Nævnerens række har 0,000004, som rundes ned til 0: der vises intet resultat (status nævner_nul).'),
  (47, 'Nævneren er -0,01, lige under grænsen 0: der vises intet resultat (status mangler).'),
  (48, 'Nævneren er 0,01, lige over grænsen 0: der vises intet resultat (status mangler).');

DROP TABLE IF EXISTS noegle_proeve."tilfaelde_kommuner";

CREATE TABLE noegle_proeve."tilfaelde_kommuner" (nr INTEGER, runde INTEGER, kommune TEXT COLLATE "C", noegletal TEXT COLLATE "C");

INSERT INTO noegle_proeve."tilfaelde_kommuner" VALUES
  (1, 1, '101', 'budget_pr_indbygger__3_22'),
  (2, 1, '147', 'budget_pr_indbygger__3_22'),
  (3, 1, '151', 'budget_pr_indbygger__3_22'),
  (4, 1, '153', 'budget_pr_indbygger__3_22'),
  (5, 1, '155', 'budget_pr_indbygger__3_22'),
  (6, 1, '157', 'budget_pr_indbygger__3_22'),
  (7, 1, '159', 'budget_pr_indbygger__3_22'),
  (8, 1, '161', 'budget_pr_indbygger__3_22'),
  (9, 1, '163', 'budget_pr_indbygger__3_22'),
  (10, 1, '165', 'budget_pr_indbygger__3_22'),
  (11, 1, '167', 'budget_pr_indbygger__3_22'),
  (12, 1, '169', 'budget_pr_indbygger__3_22'),
  (13, 1, '173', 'budget_pr_indbygger__3_22'),
  (14, 1, '175', 'budget_pr_indbygger__3_22'),
  (15, 1, '183', 'budget_pr_indbygger__3_22'),
  (16, 1, '185', 'budget_pr_indbygger__3_22'),
  (17, 1, '187', 'budget_pr_indbygger__5_28'),
  (18, 1, '190', 'budget_pr_indbygger__5_28'),
  (19, 1, '201', 'budget_pr_indbygger__5_28'),
  (20, 1, '210', 'budget_pr_indbygger__5_28'),
  (21, 1, '217', 'budget_pr_indbygger__5_28'),
  (22, 1, '219', 'budget_pr_indbygger__5_28'),
  (23, 1, '223', 'budget_pr_indbygger__5_28'),
  (24, 1, '230', 'budget_pr_indbygger__5_28'),
  (25, 1, '240', 'budget_pr_indbygger__5_28'),
  (26, 1, '250', 'budget_pr_indbygger__5_28'),
  (27, 1, '253', 'budget_pr_indbygger__5_28'),
  (28, 1, '259', 'budget_pr_indbygger__5_28'),
  (29, 1, '260', 'budget_pr_indbygger__5_28'),
  (30, 1, '265', 'budget_pr_indbygger__5_28'),
  (31, 1, '269', 'budget_pr_indbygger__5_28'),
  (32, 1, '270', 'budget_pr_indbygger__5_28'),
  (33, 1, '306', 'budget_pr_indbygger__i_alt'),
  (34, 1, '316', 'budget_pr_indbygger__i_alt'),
  (35, 1, '320', 'budget_pr_indbygger__i_alt'),
  (36, 1, '326', 'budget_pr_indbygger__i_alt'),
  (37, 1, '329', 'budget_pr_indbygger__i_alt'),
  (38, 1, '330', 'budget_pr_indbygger__i_alt'),
  (39, 1, '336', 'budget_pr_indbygger__i_alt'),
  (40, 1, '340', 'budget_pr_indbygger__i_alt'),
  (41, 1, '350', 'budget_pr_indbygger__i_alt'),
  (41, 1, '360', 'budget_pr_indbygger__i_alt'),
  (42, 1, '370', 'budget_pr_indbygger__i_alt'),
  (43, 1, '376', 'budget_pr_indbygger__i_alt'),
  (44, 1, '390', 'budget_pr_indbygger__i_alt'),
  (45, 1, '400', 'budget_pr_indbygger__i_alt'),
  (46, 1, '410', 'budget_pr_indbygger__i_alt'),
  (47, 1, '411', 'budget_pr_indbygger__i_alt'),
  (48, 1, '420', 'budget_pr_indbygger__i_alt');

DROP TABLE IF EXISTS noegle_proeve."forventet";

CREATE TABLE noegle_proeve."forventet" (nr INTEGER, noegletal TEXT COLLATE "C", udgave TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", taeller NUMERIC(28, 5), naevner NUMERIC(28, 5), resultat NUMERIC(28, 5), status TEXT COLLATE "C");

INSERT INTO noegle_proeve."forventet" VALUES
  (1, 'budget_pr_indbygger__3_22', '2009-2010', '101', '2010', 1010.00000, 400.00000, 2.52500, 'ok'),
  (2, 'budget_pr_indbygger__3_22', '2009-2010', '147', '2010', 1010.00000, 400.00000, 2.52500, 'ok'),
  (3, 'budget_pr_indbygger__3_22', '2009-2010', '151', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (4, 'budget_pr_indbygger__3_22', '2009-2010', '153', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (5, 'budget_pr_indbygger__3_22', '2009-2010', '155', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (6, 'budget_pr_indbygger__3_22', '2009-2010', '157', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (7, 'budget_pr_indbygger__3_22', '2009-2010', '159', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (8, 'budget_pr_indbygger__3_22', '2009-2010', '161', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (9, 'budget_pr_indbygger__3_22', '2009-2010', '163', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (10, 'budget_pr_indbygger__3_22', '2009-2010', '165', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (11, 'budget_pr_indbygger__3_22', '2009-2010', '167', '2010', NULL, 400.00000, NULL, 'mangler'),
  (12, 'budget_pr_indbygger__3_22', '2009-2010', '169', '2010', -250.50000, 400.00000, -0.62625, 'ok'),
  (13, 'budget_pr_indbygger__3_22', '2009-2010', '173', '2010', 1000.00000, 0.00000, NULL, 'nævner_nul'),
  (14, 'budget_pr_indbygger__3_22', '2009-2010', '175', '2010', 1000.00000, 0.00000, NULL, 'nævner_nul'),
  (15, 'budget_pr_indbygger__3_22', '2009-2010', '183', '2010', NULL, -0.01000, NULL, 'mangler'),
  (16, 'budget_pr_indbygger__3_22', '2009-2010', '185', '2010', NULL, 0.01000, NULL, 'mangler'),
  (17, 'budget_pr_indbygger__5_28', '2009-2010', '187', '2010', 1010.00000, 400.00000, 2.52500, 'ok'),
  (18, 'budget_pr_indbygger__5_28', '2009-2010', '190', '2010', 1010.00000, 400.00000, 2.52500, 'ok'),
  (19, 'budget_pr_indbygger__5_28', '2009-2010', '201', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (20, 'budget_pr_indbygger__5_28', '2009-2010', '210', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (21, 'budget_pr_indbygger__5_28', '2009-2010', '217', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (22, 'budget_pr_indbygger__5_28', '2009-2010', '219', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (23, 'budget_pr_indbygger__5_28', '2009-2010', '223', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (24, 'budget_pr_indbygger__5_28', '2009-2010', '230', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (25, 'budget_pr_indbygger__5_28', '2009-2010', '240', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (26, 'budget_pr_indbygger__5_28', '2009-2010', '250', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (27, 'budget_pr_indbygger__5_28', '2009-2010', '253', '2010', NULL, 400.00000, NULL, 'mangler'),
  (28, 'budget_pr_indbygger__5_28', '2009-2010', '259', '2010', -250.50000, 400.00000, -0.62625, 'ok'),
  (29, 'budget_pr_indbygger__5_28', '2009-2010', '260', '2010', 1000.00000, 0.00000, NULL, 'nævner_nul'),
  (30, 'budget_pr_indbygger__5_28', '2009-2010', '265', '2010', 1000.00000, 0.00000, NULL, 'nævner_nul'),
  (31, 'budget_pr_indbygger__5_28', '2009-2010', '269', '2010', NULL, -0.01000, NULL, 'mangler'),
  (32, 'budget_pr_indbygger__5_28', '2009-2010', '270', '2010', NULL, 0.01000, NULL, 'mangler'),
  (33, 'budget_pr_indbygger__i_alt', '2009-2010', '306', '2010', 1010.00000, 400.00000, 2.52500, 'ok'),
  (34, 'budget_pr_indbygger__i_alt', '2009-2010', '316', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (35, 'budget_pr_indbygger__i_alt', '2009-2010', '320', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (36, 'budget_pr_indbygger__i_alt', '2009-2010', '326', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (37, 'budget_pr_indbygger__i_alt', '2009-2010', '329', '2010', 1010.00000, 400.00000, 2.52500, 'ok'),
  (38, 'budget_pr_indbygger__i_alt', '2009-2010', '330', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (39, 'budget_pr_indbygger__i_alt', '2009-2010', '336', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (40, 'budget_pr_indbygger__i_alt', '2009-2010', '340', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (41, 'budget_pr_indbygger__i_alt', '2009-2010', '350', '2010', 1000.00000, 400.00000, 2.50000, 'ok'),
  (41, 'budget_pr_indbygger__i_alt', '2009-2010', '360', '2010', 10.00000, NULL, NULL, 'mangler'),
  (42, 'budget_pr_indbygger__i_alt', '2009-2010', '370', '2009', 1000.00000, 400.00000, 2.50000, 'ok'),
  (43, 'budget_pr_indbygger__i_alt', '2009-2010', '376', '2010', 1000.00000, NULL, NULL, 'mangler'),
  (44, 'budget_pr_indbygger__i_alt', '2009-2010', '390', '2010', 0.00000, 400.00000, 0.00000, 'ok'),
  (45, 'budget_pr_indbygger__i_alt', '2009-2010', '400', '2010', 0.00001, 400.00000, 0.00000, 'ok'),
  (46, 'budget_pr_indbygger__i_alt', '2009-2010', '410', '2010', 1000.00000, 0.00000, NULL, 'nævner_nul'),
  (47, 'budget_pr_indbygger__i_alt', '2009-2010', '411', '2010', NULL, -0.01000, NULL, 'mangler'),
  (48, 'budget_pr_indbygger__i_alt', '2009-2010', '420', '2010', NULL, 0.01000, NULL, 'mangler');

DROP TABLE IF EXISTS noegle_proeve."fundet";

CREATE TABLE noegle_proeve."fundet" (nr INTEGER, noegletal TEXT COLLATE "C", udgave TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", taeller NUMERIC(28, 5), naevner NUMERIC(28, 5), resultat NUMERIC(28, 5), status TEXT COLLATE "C");

DROP TABLE IF EXISTS noegle_proeve."givet_budget";

CREATE TABLE noegle_proeve."givet_budget" ("kommune" TEXT COLLATE "C", "aar" TEXT COLLATE "C", "omraade" TEXT COLLATE "C", "funktion" TEXT COLLATE "C", "beloeb" TEXT COLLATE "C");

INSERT INTO noegle_proeve."givet_budget" ("kommune", "aar", "omraade", "funktion", "beloeb") VALUES
  ('101', '2010', NULL, '3.22.01', '1000'),
  ('101', '2010', NULL, '3.22.01', '10'),
  ('147', '2010', NULL, '3.22.01', '1000'),
  ('147', '2010', NULL, '3.22.18', '10'),
  ('151', '2010', NULL, '3.22.01', '1000'),
  ('151', '2010', NULL, '2.35.42', '10'),
  ('153', '2010', NULL, '3.22.01', '1000'),
  ('153', '2010', NULL, '3.30.44', '10'),
  ('155', '2010', NULL, '3.22.01', '1000'),
  ('155', '2010', NULL, '3', '10'),
  ('157', '2010', NULL, '3.22.01', '1000'),
  ('157', '2010', NULL, NULL, '10'),
  ('159', '2010', NULL, '3.22.01', '1000'),
  ('159', '2010', NULL, '3.99', '10'),
  ('161', '2010', NULL, '3.22.01', '1000'),
  ('161', '2011', NULL, '3.22.01', '10'),
  ('163', '2010', NULL, '3.22.01', '1000'),
  ('999', '2010', NULL, '3.22.01', '10'),
  ('165', '2010', NULL, '3.22.01', '1000'),
  ('169', '2010', NULL, '3.22.01', '-250.5'),
  ('173', '2010', NULL, '3.22.01', '1000'),
  ('175', '2010', NULL, '3.22.01', '1000'),
  ('187', '2010', NULL, '5.28.20', '1000'),
  ('187', '2010', NULL, '5.28.20', '10'),
  ('190', '2010', NULL, '5.28.20', '1000'),
  ('190', '2010', NULL, '5.28.24', '10'),
  ('201', '2010', NULL, '5.28.20', '1000'),
  ('201', '2010', NULL, '5.25.19', '10'),
  ('210', '2010', NULL, '5.28.20', '1000'),
  ('210', '2010', NULL, '5.32.30', '10'),
  ('217', '2010', NULL, '5.28.20', '1000'),
  ('217', '2010', NULL, '5', '10'),
  ('219', '2010', NULL, '5.28.20', '1000'),
  ('219', '2010', NULL, NULL, '10'),
  ('223', '2010', NULL, '5.28.20', '1000'),
  ('223', '2010', NULL, '5.99', '10'),
  ('230', '2010', NULL, '5.28.20', '1000'),
  ('230', '2011', NULL, '5.28.20', '10'),
  ('240', '2010', NULL, '5.28.20', '1000'),
  ('999', '2010', NULL, '5.28.20', '10'),
  ('250', '2010', NULL, '5.28.20', '1000'),
  ('259', '2010', NULL, '5.28.20', '-250.5'),
  ('260', '2010', NULL, '5.28.20', '1000'),
  ('265', '2010', NULL, '5.28.20', '1000'),
  ('306', '2010', NULL, '3.22.01', '1000'),
  ('306', '2010', NULL, '3.22.18', '10'),
  ('316', '2010', NULL, '3.22.01', '1000'),
  ('316', '2010', NULL, '3.30.44', '10'),
  ('320', '2010', NULL, '3.22.01', '1000'),
  ('320', '2010', NULL, '3', '10'),
  ('326', '2010', NULL, '3.22.01', '1000'),
  ('326', '2010', NULL, '3.30.46', '10'),
  ('329', '2010', NULL, '3.22.01', '1000'),
  ('329', '2010', NULL, '5.28.24', '10'),
  ('330', '2010', NULL, '3.22.01', '1000'),
  ('330', '2010', NULL, '5.32.30', '10'),
  ('336', '2010', NULL, '3.22.01', '1000'),
  ('336', '2010', NULL, NULL, '10'),
  ('340', '2010', NULL, '3.22.01', '1000'),
  ('340', '2010', NULL, '3.99', '10'),
  ('350', '2010', NULL, '3.22.01', '1000'),
  ('360', '2010', NULL, '3.22.01', '10'),
  ('370', '2009', NULL, '3.22.01', '1000'),
  ('376', '2010', NULL, '3.22.01', '1000'),
  ('390', '2010', NULL, '3.22.01', NULL),
  ('400', '2010', NULL, '3.22.01', '0.000005'),
  ('410', '2010', NULL, '3.22.01', '1000');

DROP TABLE IF EXISTS noegle_proeve."givet_folketal";

CREATE TABLE noegle_proeve."givet_folketal" ("kommune" TEXT COLLATE "C", "aar" TEXT COLLATE "C", "indbyggere" TEXT COLLATE "C");

INSERT INTO noegle_proeve."givet_folketal" ("kommune", "aar", "indbyggere") VALUES
  ('101', '2010', '400'),
  ('147', '2010', '400'),
  ('151', '2010', '400'),
  ('153', '2010', '400'),
  ('155', '2010', '400'),
  ('157', '2010', '400'),
  ('159', '2010', '400'),
  ('161', '2010', '400'),
  ('163', '2010', '400'),
  ('165', '2010', '400'),
  ('167', '2010', '400'),
  ('169', '2010', '400'),
  ('173', '2010', '0'),
  ('175', '2010', '0.000004'),
  ('183', '2010', '-0.01'),
  ('185', '2010', '0.01'),
  ('187', '2010', '400'),
  ('190', '2010', '400'),
  ('201', '2010', '400'),
  ('210', '2010', '400'),
  ('217', '2010', '400'),
  ('219', '2010', '400'),
  ('223', '2010', '400'),
  ('230', '2010', '400'),
  ('240', '2010', '400'),
  ('250', '2010', '400'),
  ('253', '2010', '400'),
  ('259', '2010', '400'),
  ('260', '2010', '0'),
  ('265', '2010', '0.000004'),
  ('269', '2010', '-0.01'),
  ('270', '2010', '0.01'),
  ('306', '2010', '400'),
  ('316', '2010', '400'),
  ('320', '2010', '400'),
  ('326', '2010', '400'),
  ('329', '2010', '400'),
  ('330', '2010', '400'),
  ('336', '2010', '400'),
  ('340', '2010', '400'),
  ('350', '2010', '400'),
  ('370', '2009', '400'),
  ('390', '2010', '400'),
  ('400', '2010', '400'),
  ('410', '2010', '0.000004'),
  ('411', '2010', '-0.01'),
  ('420', '2010', '0.01');

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
  ('kommune', '306', '', '306', 0, 9999),
  ('kommune', '316', '', '316', 0, 9999),
  ('kommune', '320', '', '320', 0, 9999),
  ('kommune', '326', '', '326', 0, 9999),
  ('kommune', '329', '', '329', 0, 9999),
  ('kommune', '330', '', '330', 0, 9999),
  ('kommune', '336', '', '336', 0, 9999),
  ('kommune', '340', '', '340', 0, 9999),
  ('kommune', '350', '', '350', 0, 9999),
  ('kommune', '360', '', '360', 0, 9999),
  ('kommune', '370', '', '370', 0, 9999),
  ('kommune', '376', '', '376', 0, 9999),
  ('kommune', '390', '', '390', 0, 9999),
  ('kommune', '400', '', '400', 0, 9999),
  ('kommune', '410', '', '410', 0, 9999),
  ('kommune', '411', '', '411', 0, 9999),
  ('kommune', '420', '', '420', 0, 9999),
  ('funktion', '2.35.42', '', '2.35.42', 0, 9999),
  ('funktion', '3', '', '3', 0, 9999),
  ('funktion', '3.22.01', '', '3.22.01', 0, 9999),
  ('funktion', '3.22.18', '', '3.22.18', 0, 9999),
  ('funktion', '3.30.44', '', '3.30.44', 0, 2019),
  ('funktion', '3.30.46', '', '3.30.46', 0, 9999),
  ('funktion', '5', '', '5', 0, 9999),
  ('funktion', '5.25.19', '', '5.25.19', 0, 9999),
  ('funktion', '5.28.20', '', '5.28.20', 0, 9999),
  ('funktion', '5.28.24', '', '5.28.24', 0, 9999),
  ('funktion', '5.32.30', '', '5.32.30', 2007, 2017);

ANALYZE "noegle_proeve".koder;

DROP TABLE IF EXISTS "noegle_proeve".medlemmer;

-- Medlemmer af familier og de år, de findes i; v1 … er løkkernes værdier, 0 er i alt
CREATE TABLE "noegle_proeve".medlemmer (figur TEXT COLLATE "C", noegletal TEXT COLLATE "C", kode TEXT COLLATE "C", fra INTEGER, til INTEGER, v1 INTEGER);

INSERT INTO "noegle_proeve".medlemmer VALUES
  ('budget_pr_indbygger', 'budget_pr_indbygger__3_22', '3.22', 0, 9999, 1),
  ('budget_pr_indbygger', 'budget_pr_indbygger__3_32', '3.32', 0, 9999, 2),
  ('budget_pr_indbygger', 'budget_pr_indbygger__3_35', '3.35', 0, 9999, 3),
  ('budget_pr_indbygger', 'budget_pr_indbygger__3_38', '3.38', 0, 9999, 4),
  ('budget_pr_indbygger', 'budget_pr_indbygger__5_25', '5.25', 0, 9999, 5),
  ('budget_pr_indbygger', 'budget_pr_indbygger__5_28', '5.28', 0, 9999, 6),
  ('budget_pr_indbygger', 'budget_pr_indbygger__i_alt', 'i alt', 0, 9999, 0);

ANALYZE "noegle_proeve".medlemmer;

DROP TABLE IF EXISTS "noegle_proeve".loekke_koder;

-- Koderne under hver værdi af en løkke, år for år
CREATE TABLE "noegle_proeve".loekke_koder (loekke TEXT COLLATE "C", vaerdi INTEGER, kode TEXT COLLATE "C", fra INTEGER, til INTEGER);

INSERT INTO "noegle_proeve".loekke_koder VALUES
  ('budget_pr_indbygger, hovedfunktion 1', 1, '3.22.01', 0, 9999),
  ('budget_pr_indbygger, hovedfunktion 1', 1, '3.22.18', 0, 9999),
  ('budget_pr_indbygger, hovedfunktion 1', 5, '5.25.19', 0, 9999),
  ('budget_pr_indbygger, hovedfunktion 1', 6, '5.28.20', 0, 9999),
  ('budget_pr_indbygger, hovedfunktion 1', 6, '5.28.24', 0, 9999),
  ('budget_pr_indbygger, hovedfunktion 1', 0, '3.22.01', 0, 9999),
  ('budget_pr_indbygger, hovedfunktion 1', 0, '3.22.18', 0, 9999),
  ('budget_pr_indbygger, hovedfunktion 1', 0, '5.25.19', 0, 9999),
  ('budget_pr_indbygger, hovedfunktion 1', 0, '5.28.20', 0, 9999),
  ('budget_pr_indbygger, hovedfunktion 1', 0, '5.28.24', 0, 9999);

ANALYZE "noegle_proeve".loekke_koder;

DROP TABLE IF EXISTS "noegle_proeve".loekke_tal;

-- Tallet, som hver værdi af en løkke er
CREATE TABLE "noegle_proeve".loekke_tal (loekke TEXT COLLATE "C", vaerdi INTEGER, tal NUMERIC(38, 10));

ANALYZE "noegle_proeve".loekke_tal;

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
  "funktion",
  COALESCE(SUM("nettoudgift"), 0) AS "nettoudgift",
  COUNT(*) AS raekker
FROM "noegle_proeve".laest_budget
WHERE maaned IS NOT NULL AND ("kommune" <> '')
GROUP BY "kommune", aar, maaned, ekstra, "funktion"
ORDER BY "funktion";

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

DROP VIEW IF EXISTS "noegle_proeve".nt_budget_pr_indbygger;

-- {kode} {navn}: budget pr. indbygger
-- Nettodriftsbudgettet til hovedfunktionen, uanset hvilket område det ligger i, delt med indbyggerne den 1. januar.
-- Enhed: kr. pr. indbygger
-- tæller fra budget
--   med denne hovedfunktion
--   optælling nettoudgift for hele året
-- nævner = indbyggere_primo_året
CREATE VIEW "noegle_proeve".nt_budget_pr_indbygger AS
WITH
-- Tæller: summer pr. måned, derefter pr. periode; og hvad der er leveret
taeller_maaneder AS (
  SELECT c."kommune" AS kommune, c.maaned, loekke1.vaerdi AS v1, CAST(SUM(c."nettoudgift") AS NUMERIC(38, 5)) AS beloeb
  FROM "noegle_proeve".celler_budget AS c
  JOIN "noegle_proeve".loekke_koder AS loekke1
    ON loekke1.loekke = 'budget_pr_indbygger, hovedfunktion 1' AND loekke1.kode = c."funktion" AND c.aar BETWEEN loekke1.fra AND loekke1.til
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
taeller_leveret AS (
  SELECT l.kommune, k.fra, CASE WHEN COUNT(*) < 12 THEN 1 ELSE 0 END AS grad
  FROM "noegle_proeve".kalender AS k
  JOIN "noegle_proeve".leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
    AND l.rolle = 'kommune'
    AND l.maaned >= 24108
  GROUP BY l.kommune, k.fra, k.til, k.aar
),
-- Kommuner og perioder, der har en række
raekker AS (
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
  JOIN "noegle_proeve".medlemmer AS b ON b.figur = 'budget_pr_indbygger' AND r.aar BETWEEN b.fra AND b.til
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

INSERT INTO noegle_proeve."fundet"
SELECT t.nr, v.noegletal, v.udgave, v.kommune, v.periode, v.taeller, v.naevner, v.resultat, v.status
FROM noegle_proeve."nt_budget_pr_indbygger" AS v
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
