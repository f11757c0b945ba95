DROP TABLE IF EXISTS noegle.medlemmer;
-- Medlemmer af familier og de år, de findes i; v1 … er løkkernes værdier, 0 er i alt
CREATE TABLE noegle.medlemmer (figur TEXT COLLATE "C", noegletal TEXT COLLATE "C", kode TEXT COLLATE "C", fra INTEGER, til INTEGER, v1 INTEGER);
INSERT INTO noegle.medlemmer VALUES
  ('budget_pr_indbygger', 'budget_pr_indbygger__3_22', '3.22', 0, 9999, 1),
  ('budget_pr_indbygger', 'budget_pr_indbygger__3_32', '3.32', 0, 9999, 2),
  ('budget_pr_indbygger', 'budget_pr_indbygger__3_35', '3.35', 0, 9999, 3),
  ('budget_pr_indbygger', 'budget_pr_indbygger__3_38', '3.38', 0, 9999, 4),
  ('budget_pr_indbygger', 'budget_pr_indbygger__5_25', '5.25', 0, 9999, 5),
  ('budget_pr_indbygger', 'budget_pr_indbygger__5_28', '5.28', 0, 9999, 6),
  ('budget_pr_indbygger', 'budget_pr_indbygger__i_alt', 'i alt', 0, 9999, 0),
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__1', '1', 0, 9999, 1),
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__2', '2', 0, 9999, 2),
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__6', '6', 0, 9999, 3),
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__7', '7', 0, 9999, 4),
  ('driftsudgift_pr_indbygger', 'driftsudgift_pr_indbygger__90', '90', 0, 9999, 5);
ANALYZE noegle.medlemmer;
