DROP TABLE IF EXISTS noegle.medlemmer;
GO
-- Medlemmer af familier og de år, de findes i; v1 … er løkkernes værdier, 0 er i alt
CREATE TABLE noegle.medlemmer (figur NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, fra INT, til INT, v1 INT);
GO
INSERT INTO noegle.medlemmer VALUES
  (N'budget_pr_indbygger', N'budget_pr_indbygger__3_22', N'3.22', 0, 9999, 1),
  (N'budget_pr_indbygger', N'budget_pr_indbygger__3_32', N'3.32', 0, 9999, 2),
  (N'budget_pr_indbygger', N'budget_pr_indbygger__3_35', N'3.35', 0, 9999, 3),
  (N'budget_pr_indbygger', N'budget_pr_indbygger__3_38', N'3.38', 0, 9999, 4),
  (N'budget_pr_indbygger', N'budget_pr_indbygger__5_25', N'5.25', 0, 9999, 5),
  (N'budget_pr_indbygger', N'budget_pr_indbygger__5_28', N'5.28', 0, 9999, 6),
  (N'budget_pr_indbygger', N'budget_pr_indbygger__i_alt', N'i alt', 0, 9999, 0),
  (N'driftsudgift_pr_indbygger', N'driftsudgift_pr_indbygger__1', N'1', 0, 9999, 1),
  (N'driftsudgift_pr_indbygger', N'driftsudgift_pr_indbygger__2', N'2', 0, 9999, 2),
  (N'driftsudgift_pr_indbygger', N'driftsudgift_pr_indbygger__6', N'6', 0, 9999, 3),
  (N'driftsudgift_pr_indbygger', N'driftsudgift_pr_indbygger__7', N'7', 0, 9999, 4),
  (N'driftsudgift_pr_indbygger', N'driftsudgift_pr_indbygger__90', N'90', 0, 9999, 5);
GO
