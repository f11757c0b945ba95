-- Rækkerne i noegle.celler_budget
CREATE OR ALTER VIEW [noegle].[fylder_celler_budget] AS
SELECT
  [kommune],
  aar,
  maaned,
  ekstra,
  [omraade],
  [funktion],
  COALESCE(SUM([nettoudgift]), 0) AS [nettoudgift],
  COUNT(*) AS raekker
FROM noegle.laest_budget
WHERE maaned IS NOT NULL AND ([kommune] <> '')
GROUP BY [kommune], aar, maaned, ekstra, [omraade], [funktion];
GO
DROP TABLE IF EXISTS noegle.celler_budget;
GO
-- Summer af budget efter de kolonner, som nøgletal spørger om
SELECT * INTO noegle.celler_budget FROM [noegle].[fylder_celler_budget];
GO
