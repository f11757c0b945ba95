DROP TABLE IF EXISTS noegle.resultat;
GO
CREATE TABLE noegle.resultat (noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, udgave NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode_start DATE, taeller DECIMAL(28, 5), naevner DECIMAL(28, 5), resultat DECIMAL(28, 5), status NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_folkeskolens_andel_af_undervisning;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_forebyggelsens_andel;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_budget_pr_indbygger;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_driftsudgift_pr_indbygger;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_indbyggervaekst;
GO
INSERT INTO noegle.resultat (noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status)
SELECT noegletal, udgave, kommune, periode, periode_start, taeller, naevner, resultat, status
FROM noegle.nt_takstindtaegt_pr_indbygger;
GO
