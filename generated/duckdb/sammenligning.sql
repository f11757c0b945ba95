CREATE OR REPLACE TABLE noegle.sammenligning (noegletal VARCHAR, kommune VARCHAR, periode VARCHAR, resultat DECIMAL(28, 5), landsgennemsnit DECIMAL(28, 5), gruppegennemsnit DECIMAL(28, 5), regionsgennemsnit DECIMAL(28, 5), afvigelse DECIMAL(28, 5), rang INTEGER, antal INTEGER, percentil DECIMAL(28, 5), mulighedsrum DECIMAL(28, 5), status VARCHAR);
INSERT INTO noegle.sammenligning (noegletal, kommune, periode, resultat, status)
SELECT noegletal, kommune, periode, resultat, status
FROM noegle.resultat AS r
WHERE noegletal IN ('folkeskolens_andel_af_undervisning', 'forebyggelsens_andel', 'indbyggervaekst', 'takstindtaegt_pr_indbygger')
  OR noegletal IN (SELECT noegletal FROM noegle.medlemmer WHERE figur IN ('budget_pr_indbygger', 'driftsudgift_pr_indbygger'));
COMMENT ON TABLE noegle.sammenligning IS 'Nøgletallene holdt op mod hinanden, kommune for kommune';
COMMENT ON COLUMN noegle.sammenligning.noegletal IS 'Nøgletallets navn';
COMMENT ON COLUMN noegle.sammenligning.kommune IS 'Kommunens nummer, tre cifre';
COMMENT ON COLUMN noegle.sammenligning.periode IS 'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25';
COMMENT ON COLUMN noegle.sammenligning.resultat IS 'Resultatet';
COMMENT ON COLUMN noegle.sammenligning.landsgennemsnit IS 'Gennemsnittet af landets kommuner';
COMMENT ON COLUMN noegle.sammenligning.gruppegennemsnit IS 'Gennemsnittet af sammenligningskommunerne';
COMMENT ON COLUMN noegle.sammenligning.regionsgennemsnit IS 'Gennemsnittet af regionens kommuner';
COMMENT ON COLUMN noegle.sammenligning.afvigelse IS 'Resultatet minus landsgennemsnittet';
COMMENT ON COLUMN noegle.sammenligning.rang IS 'Pladsen blandt kommunerne; 1 er først';
COMMENT ON COLUMN noegle.sammenligning.antal IS 'Hvor mange kommuner der er med';
COMMENT ON COLUMN noegle.sammenligning.percentil IS 'Hvor mange af de andre der ligger lavere, i procent';
COMMENT ON COLUMN noegle.sammenligning.mulighedsrum IS 'Hvad det ville frigøre at nå niveauet';
COMMENT ON COLUMN noegle.sammenligning.status IS 'ok, foreløbig, mangler, nævner_nul eller skjult';
