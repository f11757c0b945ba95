-- folketal er entydig
-- Gælder: hver kommune, hvert år
-- alvor fejl
-- data fra folketal
-- krav er entydig
CREATE OR ALTER VIEW noegle.regel_1__folketal AS
WITH
-- Rækker, der er ens
udvalgt AS (
  SELECT
    r.[kommune] AS kommune,
    RIGHT(N'0000' + CAST((r.maaned - r.maaned % 12) / 12 AS NVARCHAR(40)), 4) COLLATE Latin1_General_100_BIN2 AS periode,
    r.maaned - r.maaned % 12 AS fra,
    N'' COLLATE Latin1_General_100_BIN2 AS t1,
    COUNT(*) AS ens
  FROM noegle.laest_folketal AS r
  WHERE r.maaned IS NOT NULL
    AND r.[kommune] <> ''
  GROUP BY r.[kommune], RIGHT(N'0000' + CAST((r.maaned - r.maaned % 12) / 12 AS NVARCHAR(40)), 4) COLLATE Latin1_General_100_BIN2, r.maaned - r.maaned % 12, r.tid, r.[raa_kommune]
  HAVING COUNT(*) > 1
),
fundet AS (
  SELECT
    u.kommune AS kommune,
    u.periode AS periode,
    u.fra AS fra,
    u.fra + 11 AS til,
    u.fra / 12 AS aar,
    u.t1 AS noegle,
    CAST(SUM(u.ens) * 100000 AS DECIMAL(38, 0)) AS vaerdi,
    CAST(COUNT(*) * 100000 AS DECIMAL(38, 0)) AS sammenlignet_med,
    SUM(u.ens) AS raekker,
    0 AS for_stor
  FROM udvalgt AS u
  GROUP BY u.kommune, u.periode, u.fra, u.t1
)
SELECT
  N'er entydig' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  f.kommune,
  f.periode,
  f.noegle,
  CAST(CAST(CAST(f.vaerdi AS DECIMAL(28, 0)) * 0.00001 AS DECIMAL(28, 5)) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(CAST(CAST(f.sammenlignet_med AS DECIMAL(28, 0)) * 0.00001 AS DECIMAL(28, 5)) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'folketal: ' COLLATE Latin1_General_100_BIN2 + CAST(f.raekker AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + N' rækker, hvor der efter »en række pr.« skulle være ' COLLATE Latin1_General_100_BIN2 + CASE WHEN f.sammenlignet_med IS NULL THEN N'–' ELSE (CASE WHEN f.sammenlignet_med < 0 THEN N'-' ELSE N'' END + (SELECT SUBSTRING(g.t, PATINDEX(N'%[^0.]%', CONCAT(LEFT(g.t, 50), N'x') COLLATE Latin1_General_100_BIN2), 51) FROM (
    SELECT CONCAT(SUBSTRING(c.t, 1, 3), N'.', SUBSTRING(c.t, 4, 3), N'.', SUBSTRING(c.t, 7, 3), N'.', SUBSTRING(c.t, 10, 3), N'.', SUBSTRING(c.t, 13, 3), N'.', SUBSTRING(c.t, 16, 3), N'.', SUBSTRING(c.t, 19, 3), N'.', SUBSTRING(c.t, 22, 3), N'.', SUBSTRING(c.t, 25, 3), N'.', SUBSTRING(c.t, 28, 3), N'.', SUBSTRING(c.t, 31, 3), N'.', SUBSTRING(c.t, 34, 3), N'.', SUBSTRING(c.t, 37, 3)) COLLATE Latin1_General_100_BIN2 AS t FROM (
      SELECT RIGHT(CONCAT(REPLICATE(N'0', 39), CAST(((ABS(f.sammenlignet_med)) - (ABS(f.sammenlignet_med)) % 100000) / 100000 AS DECIMAL(38, 0))), 39) COLLATE Latin1_General_100_BIN2 AS t) AS c) AS g) + CASE WHEN ABS(f.sammenlignet_med) % 100000 = 0 THEN N'' ELSE (N',' + REPLACE(RTRIM(REPLACE(RIGHT(N'00000' + CAST(ABS(f.sammenlignet_med) % 100000 AS NVARCHAR(40)), 5) COLLATE Latin1_General_100_BIN2, N'0', N' ')), N' ', N'0')) COLLATE Latin1_General_100_BIN2 END) COLLATE Latin1_General_100_BIN2 END) COLLATE Latin1_General_100_BIN2 AS besked
FROM fundet AS f
LEFT JOIN (SELECT * FROM noegle.kommuner) AS k ON k.kode = f.kommune AND f.aar BETWEEN k.fra AND k.til;
GO
