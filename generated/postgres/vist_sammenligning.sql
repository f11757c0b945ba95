DROP VIEW IF EXISTS noegle.vist_sammenligning;
-- sammenligning som den, der spørger, må se den
CREATE VIEW noegle.vist_sammenligning AS
SELECT
  r.noegletal,
  r.kommune,
  r.periode,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) THEN r.resultat END AS resultat,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) THEN r.landsgennemsnit END AS landsgennemsnit,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) THEN r.gruppegennemsnit END AS gruppegennemsnit,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) THEN r.regionsgennemsnit END AS regionsgennemsnit,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) THEN r.afvigelse END AS afvigelse,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) THEN r.rang END AS rang,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) THEN r.antal END AS antal,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) THEN r.percentil END AS percentil,
  CASE WHEN (a.ser_resultat = 1 OR e.ser_resultat = 1) AND (a.ser_naevner = 1 OR e.ser_naevner = 1) THEN r.mulighedsrum END AS mulighedsrum,
  r.status
FROM (
  SELECT t.*, CASE WHEN t.kommune = noegle.egen_kommune() THEN 1 ELSE 0 END AS er_egen
  FROM noegle.sammenligning AS t
) AS r
LEFT JOIN noegle.adgang_nu AS a ON a.noegletal = r.noegletal AND a.kun_egen = 0
LEFT JOIN noegle.adgang_nu AS e ON e.noegletal = r.noegletal AND e.kun_egen = 1 AND r.er_egen = 1
WHERE a.noegletal IS NOT NULL OR e.noegletal IS NOT NULL;
