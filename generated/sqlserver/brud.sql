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
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.brud') AND p.minor_id = 0 AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Det, der ikke kunne læses, og de regler, der er brudt', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Det, der ikke kunne læses, og de regler, der er brudt', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.brud') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.brud'), N'regel', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Reglen, der er brudt', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'regel';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Reglen, der er brudt', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'regel';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.brud') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.brud'), N'alvor', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Hvor alvorligt det er', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'alvor';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Hvor alvorligt det er', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'alvor';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.brud') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.brud'), N'kommune', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'kommune';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Kommunens nummer, tre cifre', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'kommune';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.brud') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.brud'), N'periode', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'periode';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'periode';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.brud') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.brud'), N'noegle', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Hvad det er målt for: en kode, aldrig en person', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'noegle';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Hvad det er målt for: en kode, aldrig en person', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'noegle';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.brud') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.brud'), N'vaerdi', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Værdien, der blev fundet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'vaerdi';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Værdien, der blev fundet', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'vaerdi';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.brud') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.brud'), N'sammenlignet_med', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Det, den skulle svare til', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'sammenlignet_med';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Det, den skulle svare til', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'sammenlignet_med';
IF EXISTS (SELECT 1 AS n FROM sys.extended_properties AS p WHERE p.class = 1 AND p.major_id = OBJECT_ID(N'noegle.brud') AND p.minor_id = COLUMNPROPERTY(OBJECT_ID(N'noegle.brud'), N'besked', N'ColumnId') AND p.name = N'MS_Description')
  EXEC sys.sp_updateextendedproperty @name = N'MS_Description', @value = N'Bruddet i ord', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'besked';
ELSE
  EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'Bruddet i ord', @level0type = N'SCHEMA', @level0name = N'noegle', @level1type = N'TABLE', @level1name = N'brud', @level2type = N'COLUMN', @level2name = N'besked';
GO
