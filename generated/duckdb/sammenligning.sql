CREATE OR REPLACE TABLE noegle.sammenligning (noegletal VARCHAR, kommune VARCHAR, periode VARCHAR, resultat DECIMAL(28, 5), landsgennemsnit DECIMAL(28, 5), gruppegennemsnit DECIMAL(28, 5), regionsgennemsnit DECIMAL(28, 5), afvigelse DECIMAL(28, 5), rang INTEGER, antal INTEGER, percentil DECIMAL(28, 5), mulighedsrum DECIMAL(28, 5), status VARCHAR);
INSERT INTO noegle.sammenligning (noegletal, kommune, periode, resultat, status)
SELECT noegletal, kommune, periode, resultat, status
FROM noegle.resultat AS r
WHERE noegletal IN ('folkeskolens_andel_af_undervisning', 'forebyggelsens_andel', 'indbyggervaekst', 'takstindtaegt_pr_indbygger')
  OR noegletal IN (SELECT noegletal FROM noegle.medlemmer WHERE figur IN ('budget_pr_indbygger', 'driftsudgift_pr_indbygger'));
