DROP TABLE IF EXISTS noegle.brud;
GO
CREATE TABLE noegle.brud (regel NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, alvor NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, noegle NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, vaerdi NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, sammenlignet_med NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, besked NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO
INSERT INTO noegle.brud
SELECT
  N'tid kan læses' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'regnskab, aar ' + r.[raa_aar]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'regnskab: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': tiden kan ikke læses, så de hører ikke til nogen periode') COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_regnskab AS r
WHERE r.maaned IS NULL
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_aar];
GO
INSERT INTO noegle.brud
SELECT
  N'kommune findes' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'regnskab, kommune ' + r.[raa_kommune]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'regnskab: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': kommunen mangler eller findes ikke i rækkens år') COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_regnskab AS r
WHERE r.maaned IS NOT NULL
  AND r.[kommune] = ''
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_kommune];
GO
INSERT INTO noegle.brud
SELECT
  N'koder findes' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'regnskab, omraade ' + r.[raa_omraade]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(SUM(r.[nettoudgift]) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'regnskab: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': koden findes ikke i rækkens år' + CASE WHEN SUM(r.[nettoudgift]) IS NULL THEN '' ELSE (', i alt ' + REPLACE(CAST(CAST(SUM(r.[nettoudgift]) AS DECIMAL(28, 2)) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, '.', ',')) COLLATE Latin1_General_100_BIN2 END) COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_regnskab AS r
WHERE r.maaned IS NOT NULL
  AND r.[raa_omraade] <> ''
  AND r.[omraade] = ''
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_omraade];
GO
INSERT INTO noegle.brud
SELECT
  N'koder findes' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'regnskab, funktion ' + r.[raa_funktion]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(SUM(r.[nettoudgift]) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'regnskab: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': koden findes ikke i rækkens år' + CASE WHEN SUM(r.[nettoudgift]) IS NULL THEN '' ELSE (', i alt ' + REPLACE(CAST(CAST(SUM(r.[nettoudgift]) AS DECIMAL(28, 2)) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, '.', ',')) COLLATE Latin1_General_100_BIN2 END) COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_regnskab AS r
WHERE r.maaned IS NOT NULL
  AND r.[raa_funktion] <> ''
  AND r.[funktion] = ''
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_funktion];
GO
INSERT INTO noegle.brud
SELECT
  N'beløb kan læses' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'regnskab, beloeb ' + r.[raa_nettoudgift]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'regnskab: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': beløbet kan ikke læses eller er for stort, så det tæller ikke med') COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_regnskab AS r
WHERE r.[raa_nettoudgift] <> ''
  AND r.[nettoudgift] IS NULL
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_nettoudgift];
GO
INSERT INTO noegle.brud
SELECT
  N'tid kan læses' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'budget, aar ' + r.[raa_aar]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'budget: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': tiden kan ikke læses, så de hører ikke til nogen periode') COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_budget AS r
WHERE r.maaned IS NULL
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_aar];
GO
INSERT INTO noegle.brud
SELECT
  N'kommune findes' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'budget, kommune ' + r.[raa_kommune]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'budget: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': kommunen mangler eller findes ikke i rækkens år') COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_budget AS r
WHERE r.maaned IS NOT NULL
  AND r.[kommune] = ''
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_kommune];
GO
INSERT INTO noegle.brud
SELECT
  N'koder findes' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'budget, omraade ' + r.[raa_omraade]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(SUM(r.[nettoudgift]) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'budget: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': koden findes ikke i rækkens år' + CASE WHEN SUM(r.[nettoudgift]) IS NULL THEN '' ELSE (', i alt ' + REPLACE(CAST(CAST(SUM(r.[nettoudgift]) AS DECIMAL(28, 2)) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, '.', ',')) COLLATE Latin1_General_100_BIN2 END) COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_budget AS r
WHERE r.maaned IS NOT NULL
  AND r.[raa_omraade] <> ''
  AND r.[omraade] = ''
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_omraade];
GO
INSERT INTO noegle.brud
SELECT
  N'koder findes' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'budget, funktion ' + r.[raa_funktion]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(SUM(r.[nettoudgift]) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'budget: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': koden findes ikke i rækkens år' + CASE WHEN SUM(r.[nettoudgift]) IS NULL THEN '' ELSE (', i alt ' + REPLACE(CAST(CAST(SUM(r.[nettoudgift]) AS DECIMAL(28, 2)) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, '.', ',')) COLLATE Latin1_General_100_BIN2 END) COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_budget AS r
WHERE r.maaned IS NOT NULL
  AND r.[raa_funktion] <> ''
  AND r.[funktion] = ''
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_funktion];
GO
INSERT INTO noegle.brud
SELECT
  N'beløb kan læses' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'budget, beloeb ' + r.[raa_nettoudgift]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'budget: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': beløbet kan ikke læses eller er for stort, så det tæller ikke med') COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_budget AS r
WHERE r.[raa_nettoudgift] <> ''
  AND r.[nettoudgift] IS NULL
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_nettoudgift];
GO
INSERT INTO noegle.brud
SELECT
  N'tid kan læses' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'folketal, aar ' + r.[raa_aar]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'folketal: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': tiden kan ikke læses, så de hører ikke til nogen periode') COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_folketal AS r
WHERE r.maaned IS NULL
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_aar];
GO
INSERT INTO noegle.brud
SELECT
  N'kommune findes' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'folketal, kommune ' + r.[raa_kommune]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'folketal: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': kommunen mangler eller findes ikke i rækkens år') COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_folketal AS r
WHERE r.maaned IS NOT NULL
  AND r.[kommune] = ''
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_kommune];
GO
INSERT INTO noegle.brud
SELECT
  N'beløb kan læses' COLLATE Latin1_General_100_BIN2 AS regel,
  N'fejl' COLLATE Latin1_General_100_BIN2 AS alvor,
  r.[raa_kommune] AS kommune,
  CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS periode,
  (N'folketal, indbyggere ' + r.[raa_indbyggere]) COLLATE Latin1_General_100_BIN2 AS noegle,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS vaerdi,
  CAST(NULL AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 AS sammenlignet_med,
  (N'folketal: ' + CAST(COUNT(*) AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2 + CASE WHEN COUNT(*) = 1 THEN N' række' ELSE N' rækker' END + N': beløbet kan ikke læses eller er for stort, så det tæller ikke med') COLLATE Latin1_General_100_BIN2 AS besked
FROM noegle.afvist_folketal AS r
WHERE r.[raa_indbyggere] <> ''
  AND r.[indbyggere] IS NULL
GROUP BY r.[raa_kommune], CAST(r.tid AS NVARCHAR(4000)) COLLATE Latin1_General_100_BIN2, r.[raa_indbyggere];
GO
INSERT INTO noegle.brud (regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked)
SELECT regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked
FROM noegle.regel_1__folketal;
GO
