CREATE OR REPLACE TABLE noegle.resultat (noegletal VARCHAR, udgave VARCHAR, kommune VARCHAR, periode VARCHAR, periode_start DATE, taeller DECIMAL(28, 5), naevner DECIMAL(28, 5), resultat DECIMAL(28, 5), status VARCHAR);
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
