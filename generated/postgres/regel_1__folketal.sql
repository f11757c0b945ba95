DROP VIEW IF EXISTS noegle.regel_1__folketal;
-- folketal er entydig
-- Gælder: hver kommune, hvert år
-- alvor fejl
-- data fra folketal
-- krav er entydig
CREATE VIEW noegle.regel_1__folketal AS
WITH
-- Rækker, der er ens
udvalgt AS (
  SELECT
    r."kommune" AS kommune,
    LPAD(CAST((r.maaned - r.maaned % 12) / 12 AS TEXT), 4, '0') AS periode,
    r.maaned - r.maaned % 12 AS fra,
    '' AS t1,
    COUNT(*) AS ens
  FROM noegle.laest_folketal AS r
  WHERE r.maaned IS NOT NULL
    AND r."kommune" <> ''
  GROUP BY r."kommune", LPAD(CAST((r.maaned - r.maaned % 12) / 12 AS TEXT), 4, '0'), r.maaned - r.maaned % 12, r.tid, r."raa_kommune"
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
    CAST(SUM(u.ens) * 100000 AS NUMERIC) AS vaerdi,
    CAST(COUNT(*) * 100000 AS NUMERIC) AS sammenlignet_med,
    SUM(u.ens) AS raekker,
    0 AS for_stor
  FROM udvalgt AS u
  GROUP BY u.kommune, u.periode, u.fra, u.t1
)
SELECT
  'er entydig' AS regel,
  'fejl' AS alvor,
  f.kommune,
  f.periode,
  f.noegle,
  CAST(CAST(CAST(f.vaerdi AS NUMERIC(28, 0)) * 0.00001 AS NUMERIC(28, 5)) AS TEXT) AS vaerdi,
  CAST(CAST(CAST(f.sammenlignet_med AS NUMERIC(28, 0)) * 0.00001 AS NUMERIC(28, 5)) AS TEXT) AS sammenlignet_med,
  'folketal: '
    || CAST(f.raekker AS TEXT)
    || ' rækker, hvor der efter »en række pr.« skulle være '
    || CASE WHEN f.sammenlignet_med IS NULL THEN '–' ELSE CASE WHEN f.sammenlignet_med < 0 THEN '-' ELSE '' END
    || REPLACE(TO_CHAR(DIV(ABS(f.sammenlignet_med), 100000), 'FM999,999,999,999,999,999,999,999,999,999,999,999,990'), ',', '.')
    || CASE WHEN ABS(f.sammenlignet_med) % 100000 = 0 THEN '' ELSE ',' || RTRIM(LPAD(CAST(ABS(f.sammenlignet_med) % 100000 AS TEXT), 5, '0'), '0') END END AS besked
FROM fundet AS f
LEFT JOIN (SELECT * FROM noegle.kommuner) AS k ON k.kode = f.kommune AND f.aar BETWEEN k.fra AND k.til;
