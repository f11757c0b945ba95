DROP TABLE IF EXISTS noegle.adgang;
GO
-- Hvad hver rolle ser af hvert nøgletal; kun_egen: kun af egen kommunes rækker
CREATE TABLE noegle.adgang (noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, rolle NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kun_egen INT, ser_taeller INT, ser_naevner INT, ser_resultat INT);
GO
INSERT INTO noegle.adgang VALUES
  (N'folkeskolens_andel_af_undervisning', N'noegle_laeser', 0, 1, 1, 1),
  (N'forebyggelsens_andel', N'noegle_laeser', 0, 1, 1, 1),
  (N'budget_pr_indbygger__3_22', N'noegle_laeser', 0, 1, 1, 1),
  (N'budget_pr_indbygger__3_32', N'noegle_laeser', 0, 1, 1, 1),
  (N'budget_pr_indbygger__3_35', N'noegle_laeser', 0, 1, 1, 1),
  (N'budget_pr_indbygger__3_38', N'noegle_laeser', 0, 1, 1, 1),
  (N'budget_pr_indbygger__5_25', N'noegle_laeser', 0, 1, 1, 1),
  (N'budget_pr_indbygger__5_28', N'noegle_laeser', 0, 1, 1, 1),
  (N'budget_pr_indbygger__i_alt', N'noegle_laeser', 0, 1, 1, 1),
  (N'driftsudgift_pr_indbygger__1', N'noegle_laeser', 0, 1, 1, 1),
  (N'driftsudgift_pr_indbygger__2', N'noegle_laeser', 0, 1, 1, 1),
  (N'driftsudgift_pr_indbygger__6', N'noegle_laeser', 0, 1, 1, 1),
  (N'driftsudgift_pr_indbygger__7', N'noegle_laeser', 0, 1, 1, 1),
  (N'driftsudgift_pr_indbygger__90', N'noegle_laeser', 0, 1, 1, 1),
  (N'indbyggervaekst', N'noegle_laeser', 0, 1, 1, 1),
  (N'takstindtaegt_pr_indbygger', N'noegle_laeser', 0, 1, 1, 1);
GO
