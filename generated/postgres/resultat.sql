DROP TABLE IF EXISTS noegle.resultat;
CREATE TABLE noegle.resultat (noegletal TEXT COLLATE "C", udgave TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", periode_start DATE, taeller NUMERIC(28, 5), naevner NUMERIC(28, 5), resultat NUMERIC(28, 5), status TEXT COLLATE "C");
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_folkeskolens_andel_af_undervisning;
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_forebyggelsens_andel;
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_budget_pr_indbygger;
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_driftsudgift_pr_indbygger;
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_indbyggervaekst;
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_takstindtaegt_pr_indbygger;
COMMENT ON TABLE noegle.resultat IS 'Alle nøgletal for alle kommuner og perioder';
COMMENT ON COLUMN noegle.resultat.noegletal IS 'Nøgletallets navn';
COMMENT ON COLUMN noegle.resultat.udgave IS 'Den udgave, som perioden er regnet efter';
COMMENT ON COLUMN noegle.resultat.kommune IS 'Kommunens nummer, tre cifre';
COMMENT ON COLUMN noegle.resultat.periode IS 'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25';
COMMENT ON COLUMN noegle.resultat.periode_start IS 'Periodens første dag';
COMMENT ON COLUMN noegle.resultat.taeller IS 'Tælleren';
COMMENT ON COLUMN noegle.resultat.naevner IS 'Nævneren';
COMMENT ON COLUMN noegle.resultat.resultat IS 'Resultatet';
COMMENT ON COLUMN noegle.resultat.status IS 'ok, foreløbig, mangler, nævner_nul eller skjult';
