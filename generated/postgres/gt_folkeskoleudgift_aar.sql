DROP TABLE IF EXISTS noegle.gt_folkeskoleudgift_aar;
-- Nettoudgifter til folkeskolen
-- grundtal folkeskoleudgift fra budget
--   med horsens_område 7, funktion 3.22.01
--   optælling nettoudgift for hele året
CREATE TABLE noegle.gt_folkeskoleudgift_aar AS
WITH
-- Grundtallet: summer pr. måned, derefter pr. periode; og hvad der er leveret
talt_maaneder AS (
  SELECT c."kommune" AS kommune, c.maaned, CAST(SUM(c."nettoudgift") AS NUMERIC(38, 5)) AS beloeb
  FROM noegle.celler_budget AS c
  WHERE c."kommune" <> ''
    AND c."omraade" = '7'
    AND c."funktion" = '3.22.01'
  GROUP BY c."kommune", c.maaned
),
talt_beloeb AS (
  SELECT m.kommune, k.fra, SUM(m.beloeb) AS beloeb
  FROM noegle.kalender AS k
  JOIN talt_maaneder AS m ON m.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
  GROUP BY m.kommune, k.fra
),
talt_leveret AS (
  SELECT l.kommune, k.fra, CASE WHEN COUNT(*) < 12 THEN 1 ELSE 0 END AS grad
  FROM noegle.kalender AS k
  JOIN noegle.leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = 'år'
    AND l.rolle = 'kommune'
  GROUP BY l.kommune, k.fra, k.til, k.aar
)
SELECT
  l.kommune,
  k.periode,
  k.periode_start,
  k.fra,
  CAST(COALESCE(b.beloeb, 0) AS NUMERIC(28, 5)) AS vaerdi,
  l.grad
FROM talt_leveret AS l
JOIN noegle.kalender AS k ON k.fra = l.fra
LEFT JOIN talt_beloeb AS b ON b.kommune = l.kommune AND b.fra = l.fra
WHERE k.slags = 'år';
ANALYZE noegle.gt_folkeskoleudgift_aar;
