-- Rækkerne i noegle.celler_regnskab
CREATE OR ALTER VIEW [noegle].[fylder_celler_regnskab] AS
SELECT
  [kommune],
  aar,
  maaned,
  ekstra,
  [omraade],
  COALESCE(SUM([nettoudgift]), 0) AS [nettoudgift],
  COUNT(*) AS raekker
FROM noegle.laest_regnskab
WHERE maaned IS NOT NULL AND ([kommune] <> '')
GROUP BY [kommune], aar, maaned, ekstra, [omraade];
GO
DROP TABLE IF EXISTS noegle.celler_regnskab;
GO
-- Summer af regnskab efter de kolonner, som nøgletal spørger om
SELECT * INTO noegle.celler_regnskab FROM [noegle].[fylder_celler_regnskab];
GO
