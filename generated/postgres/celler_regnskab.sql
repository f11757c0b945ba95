DROP TABLE IF EXISTS noegle.celler_regnskab;
-- Summer af regnskab efter de kolonner, som nøgletal spørger om
CREATE TABLE noegle.celler_regnskab AS
SELECT
  "kommune",
  aar,
  maaned,
  ekstra,
  "omraade",
  COALESCE(SUM("nettoudgift"), 0) AS "nettoudgift",
  COUNT(*) AS raekker
FROM noegle.laest_regnskab
WHERE maaned IS NOT NULL AND ("kommune" <> '')
GROUP BY "kommune", aar, maaned, ekstra, "omraade"
ORDER BY "omraade";
ANALYZE noegle.celler_regnskab;
