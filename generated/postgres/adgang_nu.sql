DROP VIEW IF EXISTS noegle.adgang_nu;
-- Hvad den, der spørger, ser af hvert nøgletal
CREATE VIEW noegle.adgang_nu AS
SELECT
  a.noegletal,
  a.kun_egen,
  MAX(a.ser_taeller) AS ser_taeller,
  MAX(a.ser_naevner) AS ser_naevner,
  MAX(a.ser_resultat) AS ser_resultat
FROM noegle.adgang AS a
WHERE EXISTS (
  SELECT 1 FROM pg_catalog.pg_roles AS g
  WHERE g.rolname = a.rolle AND pg_catalog.pg_has_role(CURRENT_USER, g.oid, 'USAGE')
)
GROUP BY a.noegletal, a.kun_egen;
