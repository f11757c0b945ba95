DROP TABLE IF EXISTS noegle.celler_folketal;
-- Summer af folketal efter de kolonner, som nøgletal spørger om
CREATE TABLE noegle.celler_folketal AS
SELECT
  "kommune",
  aar,
  maaned,
  ekstra,
  COALESCE(SUM("indbyggere"), 0) AS "indbyggere",
  COUNT(*) AS raekker
FROM noegle.laest_folketal
WHERE maaned IS NOT NULL AND ("kommune" <> '')
GROUP BY "kommune", aar, maaned, ekstra
ORDER BY maaned;
ANALYZE noegle.celler_folketal;
