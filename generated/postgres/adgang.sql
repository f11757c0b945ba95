DROP TABLE IF EXISTS noegle.adgang;
-- Hvad hver rolle ser af hvert nøgletal; kun_egen: kun af egen kommunes rækker
CREATE TABLE noegle.adgang (noegletal TEXT COLLATE "C", rolle TEXT COLLATE "C", kun_egen INTEGER, ser_taeller INTEGER, ser_naevner INTEGER, ser_resultat INTEGER);
INSERT INTO noegle.adgang VALUES
  ('folkeskolens_andel_af_undervisning', 'noegle_laeser', 0, 1, 1, 1),
  ('forebyggelsens_andel', 'noegle_laeser', 0, 1, 1, 1),
  ('budget_pr_indbygger__3_22', 'noegle_laeser', 0, 1, 1, 1),
  ('budget_pr_indbygger__3_32', 'noegle_laeser', 0, 1, 1, 1),
  ('budget_pr_indbygger__3_35', 'noegle_laeser', 0, 1, 1, 1),
  ('budget_pr_indbygger__3_38', 'noegle_laeser', 0, 1, 1, 1),
  ('budget_pr_indbygger__5_25', 'noegle_laeser', 0, 1, 1, 1),
  ('budget_pr_indbygger__5_28', 'noegle_laeser', 0, 1, 1, 1),
  ('budget_pr_indbygger__i_alt', 'noegle_laeser', 0, 1, 1, 1),
  ('driftsudgift_pr_indbygger__1', 'noegle_laeser', 0, 1, 1, 1),
  ('driftsudgift_pr_indbygger__2', 'noegle_laeser', 0, 1, 1, 1),
  ('driftsudgift_pr_indbygger__6', 'noegle_laeser', 0, 1, 1, 1),
  ('driftsudgift_pr_indbygger__7', 'noegle_laeser', 0, 1, 1, 1),
  ('driftsudgift_pr_indbygger__90', 'noegle_laeser', 0, 1, 1, 1),
  ('indbyggervaekst', 'noegle_laeser', 0, 1, 1, 1),
  ('takstindtaegt_pr_indbygger', 'noegle_laeser', 0, 1, 1, 1);
ANALYZE noegle.adgang;
