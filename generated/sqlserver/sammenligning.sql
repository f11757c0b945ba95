DROP TABLE IF EXISTS noegle.sammenligning;
GO
CREATE TABLE noegle.sammenligning (noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, resultat DECIMAL(28, 5), landsgennemsnit DECIMAL(28, 5), gruppegennemsnit DECIMAL(28, 5), regionsgennemsnit DECIMAL(28, 5), afvigelse DECIMAL(28, 5), rang INT, antal INT, percentil DECIMAL(28, 5), mulighedsrum DECIMAL(28, 5), status NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO
INSERT INTO noegle.sammenligning (noegletal, kommune, periode, resultat, status)
SELECT noegletal, kommune, periode, resultat, status
FROM noegle.resultat AS r
WHERE noegletal IN (N'folkeskolens_andel_af_undervisning', N'forebyggelsens_andel', N'indbyggervaekst', N'takstindtaegt_pr_indbygger')
  OR noegletal IN (SELECT noegletal FROM noegle.medlemmer WHERE figur IN (N'budget_pr_indbygger', N'driftsudgift_pr_indbygger'));
GO
