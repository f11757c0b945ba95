-- Rækkerne i noegle.celler_folketal
CREATE OR ALTER VIEW [noegle].[fylder_celler_folketal] AS
SELECT
  [kommune],
  aar,
  maaned,
  ekstra,
  COALESCE(SUM([indbyggere]), 0) AS [indbyggere],
  COUNT(*) AS raekker
FROM noegle.laest_folketal
WHERE maaned IS NOT NULL AND ([kommune] <> '')
GROUP BY [kommune], aar, maaned, ekstra;
GO
DROP TABLE IF EXISTS noegle.celler_folketal;
GO
-- Summer af folketal efter de kolonner, som nøgletal spørger om
SELECT * INTO noegle.celler_folketal FROM [noegle].[fylder_celler_folketal];
GO
