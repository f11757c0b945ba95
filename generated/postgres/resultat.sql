DROP TABLE IF EXISTS noegle.resultat CASCADE;
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
