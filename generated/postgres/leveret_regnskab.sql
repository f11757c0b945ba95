DROP TABLE IF EXISTS noegle.leveret_regnskab;
-- Måneder, som regnskab har leveret
CREATE TABLE noegle.leveret_regnskab AS
SELECT 'kommune' AS rolle, c.kommune, m.fra AS maaned,
  CAST(SUM(CASE WHEN c.maaned = m.fra THEN c.raekker ELSE 0 END) AS INTEGER) AS raekker
FROM (
  SELECT "kommune" AS kommune, aar, maaned, raekker
  FROM noegle.celler_regnskab
  WHERE "kommune" <> '' AND ekstra = 0
) AS c
JOIN (
  SELECT GENERATE_SERIES(foerste, sidste - 1) AS fra FROM (SELECT 12 * MIN(aar) AS foerste, 12 * MAX(aar) + 12 AS sidste FROM noegle.celler_regnskab) AS s
) AS m
  ON m.fra BETWEEN 12 * c.aar AND 12 * c.aar + 11
GROUP BY c.kommune, m.fra;
ANALYZE noegle.leveret_regnskab;
