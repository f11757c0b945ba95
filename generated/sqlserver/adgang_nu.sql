-- Hvad den, der spørger, ser af hvert nøgletal
CREATE OR ALTER VIEW noegle.adgang_nu AS
SELECT
  a.noegletal,
  a.kun_egen,
  MAX(a.ser_taeller) AS ser_taeller,
  MAX(a.ser_naevner) AS ser_naevner,
  MAX(a.ser_resultat) AS ser_resultat
FROM noegle.adgang AS a
WHERE IS_ROLEMEMBER(a.rolle) = 1
GROUP BY a.noegletal, a.kun_egen;
GO
