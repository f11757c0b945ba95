DROP VIEW IF EXISTS noegle.vist_resultat;
-- resultat som den, der spørger, må se den
CREATE VIEW noegle.vist_resultat AS
SELECT
  r.noegletal,
  r.kommune,
  r.periode,
  r.udgave,
  r.periode_start,
  CASE WHEN (a.ser_taeller = 1 OR e.ser_taeller = 1) THEN r.taeller END AS taeller,
  CASE WHEN (a.ser_naevner = 1 OR e.ser_naevner = 1) THEN r.naevner END AS naevner,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) THEN r.resultat END AS resultat,
  r.status
FROM (
  SELECT t.*, CASE WHEN t.kommune = noegle.egen_kommune() THEN 1 ELSE 0 END AS er_egen
  FROM noegle.resultat AS t
) AS r
LEFT JOIN noegle.adgang_nu AS a ON a.noegletal = r.noegletal AND a.kun_egen = 0
LEFT JOIN noegle.adgang_nu AS e ON e.noegletal = r.noegletal AND e.kun_egen = 1 AND r.er_egen = 1
WHERE a.noegletal IS NOT NULL OR e.noegletal IS NOT NULL;
