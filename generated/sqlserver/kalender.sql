-- Rækkerne i noegle.kalender
CREATE OR ALTER VIEW [noegle].[fylder_kalender] AS
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
  SELECT 12 * foerste + a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n AS fra
  FROM aar
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS a
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS b
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS c
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS d
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) AS e
  WHERE a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n < 12 * sidste + 12 - (12 * foerste)
)
SELECT N'måned' COLLATE Latin1_General_100_BIN2 AS slags, (RIGHT(N'0000' + CAST(fra / 12 AS NVARCHAR(40)), 4) COLLATE Latin1_General_100_BIN2 + '-' + RIGHT(N'00' + CAST(fra % 12 + 1 AS NVARCHAR(40)), 2) COLLATE Latin1_General_100_BIN2) COLLATE Latin1_General_100_BIN2 AS periode, DATEFROMPARTS(fra / 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 0 AS til, fra / 12 AS aar
FROM maaneder
UNION ALL
SELECT N'kvartal' COLLATE Latin1_General_100_BIN2 AS slags, (RIGHT(N'0000' + CAST(fra / 12 AS NVARCHAR(40)), 4) COLLATE Latin1_General_100_BIN2 + '-K' + RIGHT(N'0' + CAST((fra % 12) / 3 + 1 AS NVARCHAR(40)), 1) COLLATE Latin1_General_100_BIN2) COLLATE Latin1_General_100_BIN2 AS periode, DATEFROMPARTS(fra / 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 2 AS til, fra / 12 AS aar
FROM maaneder
WHERE fra % 3 = 0
UNION ALL
SELECT N'år' COLLATE Latin1_General_100_BIN2 AS slags, RIGHT(N'0000' + CAST(fra / 12 AS NVARCHAR(40)), 4) COLLATE Latin1_General_100_BIN2 AS periode, DATEFROMPARTS(fra / 12, fra % 12 + 1, 1) AS periode_start,
  fra, fra + 11 AS til, fra / 12 AS aar
FROM maaneder
WHERE fra % 12 = 0;
GO
DROP TABLE IF EXISTS noegle.kalender;
GO
-- Perioder; en måned er tallet 12 · år + måned - 1
SELECT * INTO noegle.kalender FROM [noegle].[fylder_kalender];
GO
