DROP TABLE IF EXISTS noegle.celler_budget;
-- Summer af budget efter de kolonner, som nøgletal spørger om
CREATE TABLE noegle.celler_budget AS
SELECT
  "kommune",
  aar,
  maaned,
  ekstra,
  "omraade",
  "funktion",
  COALESCE(SUM("nettoudgift"), 0) AS "nettoudgift",
  COUNT(*) AS raekker
FROM noegle.laest_budget
WHERE maaned IS NOT NULL AND ("kommune" <> '')
GROUP BY "kommune", aar, maaned, ekstra, "omraade", "funktion"
ORDER BY "omraade";
ANALYZE noegle.celler_budget;
