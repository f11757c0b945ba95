DROP TABLE IF EXISTS noegle.kalender;
-- Perioder; en måned er tallet 12 · år + måned - 1
CREATE TABLE noegle.kalender AS
WITH
leveret AS (
  SELECT maaned FROM noegle.leveret_regnskab
  UNION ALL
  SELECT maaned FROM noegle.leveret_budget
  UNION ALL
  SELECT maaned FROM noegle.leveret_folketal
),
-- Fra året før de første data til det sidste, der kan have rækker
aar AS (
  SELECT MIN(maaned) / 12 - 1 AS foerste, MAX(maaned) / 12 + 2 AS sidste
  FROM leveret
),
maaneder AS (
  SELECT GENERATE_SERIES(12 * foerste, 12 * sidste + 12 - 1) AS fra FROM aar
)
SELECT 'måned' AS slags, LPAD(CAST(fra / 12 AS TEXT), 4, '0') || '-' || LPAD(CAST(fra % 12 + 1 AS TEXT), 2, '0') AS periode, MAKE_DATE(fra / 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 0 AS til, fra / 12 AS aar
FROM maaneder
UNION ALL
SELECT 'kvartal' AS slags, LPAD(CAST(fra / 12 AS TEXT), 4, '0')
  || '-K'
  || LPAD(CAST((fra % 12) / 3 + 1 AS TEXT), 1, '0') AS periode, MAKE_DATE(fra / 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 2 AS til, fra / 12 AS aar
FROM maaneder
WHERE fra % 3 = 0
UNION ALL
SELECT 'år' AS slags, LPAD(CAST(fra / 12 AS TEXT), 4, '0') AS periode, MAKE_DATE(fra / 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 11 AS til, fra / 12 AS aar
FROM maaneder
WHERE fra % 12 = 0;
ANALYZE noegle.kalender;
