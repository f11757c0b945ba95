-- Grundtallet folkeskoleudgift: Nettoudgifter til folkeskolen
-- Prøves af 21 tilfælde ved grænserne for hver linje og betingelse. Alt bygges i skemaet noegle_proeve, som fjernes igen.

DROP SECURITY POLICY IF EXISTS [noegle_proeve].kun_egen_kommune;
GO

DECLARE @fjern NVARCHAR(600);
WHILE 1 = 1
BEGIN
  SET @fjern = (
    SELECT TOP (1) CONCAT(N'DROP ', CASE o.type WHEN 'V' THEN N'VIEW ' WHEN 'U' THEN N'TABLE ' ELSE N'FUNCTION ' END,
      QUOTENAME(s.name), N'.', QUOTENAME(o.name))
    FROM sys.objects AS o
    JOIN sys.schemas AS s ON s.schema_id = o.schema_id
    WHERE s.name = N'noegle_proeve' AND o.type IN ('V', 'U', 'IF')
    ORDER BY o.object_id DESC);
  IF @fjern IS NULL BREAK;
  EXEC(@fjern);
END;
DROP SCHEMA IF EXISTS [noegle_proeve];
GO

IF SCHEMA_ID(N'noegle_proeve') IS NULL EXEC(N'CREATE SCHEMA [noegle_proeve]');
GO

IF OBJECT_ID(N'[noegle_proeve].adgang_kommuner', N'U') IS NULL
  CREATE TABLE [noegle_proeve].adgang_kommuner (bruger NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, kommune NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL);
GO

DROP SECURITY POLICY IF EXISTS [noegle_proeve].kun_egen_kommune;
GO

DROP TABLE IF EXISTS noegle_proeve.[tilfaelde];
GO

CREATE TABLE noegle_proeve.[tilfaelde] (nr INT, viser NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[tilfaelde] VALUES
  (1, N'Horsens_område 7 er nævnt selv og tælles med.'),
  (2, N'Horsens_område 6 ligger lige uden for 7 og tælles ikke med.'),
  (3, N'Horsens_område 90 ligger lige uden for 7 og tælles ikke med.'),
  (4, N'En række uden horsens_område tælles ikke med.'),
  (5, N'Horsens_område 99 findes ikke og tælles ikke med.'),
  (6, N'Funktion 2.35.42 ligger lige uden for 3.22.01 og tælles ikke med.'),
  (7, N'Funktion 3.22.02 ligger lige uden for 3.22.01 og tælles ikke med.'),
  (8, N'Hovedfunktion 3.22 ligger over 3.22.01 og tælles ikke med.'),
  (9, N'En række uden funktion tælles ikke med.'),
  (10, N'Funktion 3.22.99 findes ikke og tælles ikke med.'),
  (11, N'En række fra 2023 ligger lige før det, der læses for 2024 (for hele året) og tælles ikke med.'),
  (12, N'En række fra 2025 ligger lige efter det, der læses for 2024 (for hele året) og tælles ikke med.'),
  (13, N'En række for en anden kommune tælles ikke med.'),
  (14, N'En række uden kommune tælles ikke med.'),
  (15, N'Kommune 999 findes ikke, og rækken tælles ikke med.'),
  (16, N'Alt er leveret, og én række tælles med hvert sted: resultatet er 1.000 (status ok).'),
  (17, N'Tællerens række har beløbet 0: resultatet er 0 (status ok).'),
  (18, N'Tællerens række har et tomt beløb: resultatet er 0 (status ok).'),
  (19, N'Tællerens række har et negativt beløb, -250,5: resultatet er -250,5 (status ok).'),
  (20, N'Tællerens række har 0,000004, som rundes ned til 0: resultatet er 0 (status ok).'),
  (21, N'Tællerens række har 0,000005, som rundes op: resultatet er 0,00001 (status ok).');
GO

DROP TABLE IF EXISTS noegle_proeve.[tilfaelde_kommuner];
GO

CREATE TABLE noegle_proeve.[tilfaelde_kommuner] (nr INT, runde INT, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[tilfaelde_kommuner] VALUES
  (1, 1, N'101', N'folkeskoleudgift'),
  (2, 1, N'147', N'folkeskoleudgift'),
  (3, 1, N'151', N'folkeskoleudgift'),
  (4, 1, N'153', N'folkeskoleudgift'),
  (5, 1, N'155', N'folkeskoleudgift'),
  (6, 1, N'157', N'folkeskoleudgift'),
  (7, 1, N'159', N'folkeskoleudgift'),
  (8, 1, N'161', N'folkeskoleudgift'),
  (9, 1, N'163', N'folkeskoleudgift'),
  (10, 1, N'165', N'folkeskoleudgift'),
  (11, 1, N'167', N'folkeskoleudgift'),
  (12, 1, N'169', N'folkeskoleudgift'),
  (13, 1, N'173', N'folkeskoleudgift'),
  (13, 1, N'175', N'folkeskoleudgift'),
  (14, 1, N'183', N'folkeskoleudgift'),
  (15, 1, N'185', N'folkeskoleudgift'),
  (16, 1, N'187', N'folkeskoleudgift'),
  (17, 1, N'190', N'folkeskoleudgift'),
  (18, 1, N'201', N'folkeskoleudgift'),
  (19, 1, N'210', N'folkeskoleudgift'),
  (20, 1, N'217', N'folkeskoleudgift'),
  (21, 1, N'219', N'folkeskoleudgift');
GO

DROP TABLE IF EXISTS noegle_proeve.[forventet];
GO

CREATE TABLE noegle_proeve.[forventet] (nr INT, noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, udgave NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, taeller DECIMAL(28, 5), naevner DECIMAL(28, 5), resultat DECIMAL(28, 5), status NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[forventet] VALUES
  (1, N'folkeskoleudgift', N'alle', N'101', N'2024', 1010.00000, NULL, 1010.00000, N'ok'),
  (2, N'folkeskoleudgift', N'alle', N'147', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (3, N'folkeskoleudgift', N'alle', N'151', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (4, N'folkeskoleudgift', N'alle', N'153', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (5, N'folkeskoleudgift', N'alle', N'155', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (6, N'folkeskoleudgift', N'alle', N'157', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (7, N'folkeskoleudgift', N'alle', N'159', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (8, N'folkeskoleudgift', N'alle', N'161', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (9, N'folkeskoleudgift', N'alle', N'163', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (10, N'folkeskoleudgift', N'alle', N'165', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (11, N'folkeskoleudgift', N'alle', N'167', N'2023', 10.00000, NULL, 10.00000, N'ok'),
  (11, N'folkeskoleudgift', N'alle', N'167', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (12, N'folkeskoleudgift', N'alle', N'169', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (12, N'folkeskoleudgift', N'alle', N'169', N'2025', 10.00000, NULL, 10.00000, N'ok'),
  (13, N'folkeskoleudgift', N'alle', N'173', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (13, N'folkeskoleudgift', N'alle', N'175', N'2024', 10.00000, NULL, 10.00000, N'ok'),
  (14, N'folkeskoleudgift', N'alle', N'183', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (15, N'folkeskoleudgift', N'alle', N'185', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (16, N'folkeskoleudgift', N'alle', N'187', N'2024', 1000.00000, NULL, 1000.00000, N'ok'),
  (17, N'folkeskoleudgift', N'alle', N'190', N'2024', 0.00000, NULL, 0.00000, N'ok'),
  (18, N'folkeskoleudgift', N'alle', N'201', N'2024', 0.00000, NULL, 0.00000, N'ok'),
  (19, N'folkeskoleudgift', N'alle', N'210', N'2024', -250.50000, NULL, -250.50000, N'ok'),
  (20, N'folkeskoleudgift', N'alle', N'217', N'2024', 0.00000, NULL, 0.00000, N'ok'),
  (21, N'folkeskoleudgift', N'alle', N'219', N'2024', 0.00001, NULL, 0.00001, N'ok');
GO

DROP TABLE IF EXISTS noegle_proeve.[fundet];
GO

CREATE TABLE noegle_proeve.[fundet] (nr INT, noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, udgave NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, taeller DECIMAL(28, 5), naevner DECIMAL(28, 5), resultat DECIMAL(28, 5), status NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

DROP TABLE IF EXISTS noegle_proeve.[givet_budget];
GO

CREATE TABLE noegle_proeve.[givet_budget] ([kommune] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, [aar] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, [omraade] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, [funktion] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, [beloeb] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[givet_budget] ([kommune], [aar], [omraade], [funktion], [beloeb]) VALUES
  (N'101', N'2024', N'7', N'3.22.01', N'1000'),
  (N'101', N'2024', N'7', N'3.22.01', N'10'),
  (N'147', N'2024', N'7', N'3.22.01', N'1000'),
  (N'147', N'2024', N'6', N'3.22.01', N'10'),
  (N'151', N'2024', N'7', N'3.22.01', N'1000'),
  (N'151', N'2024', N'90', N'3.22.01', N'10'),
  (N'153', N'2024', N'7', N'3.22.01', N'1000'),
  (N'153', N'2024', NULL, N'3.22.01', N'10'),
  (N'155', N'2024', N'7', N'3.22.01', N'1000'),
  (N'155', N'2024', N'99', N'3.22.01', N'10'),
  (N'157', N'2024', N'7', N'3.22.01', N'1000'),
  (N'157', N'2024', N'7', N'2.35.42', N'10'),
  (N'159', N'2024', N'7', N'3.22.01', N'1000'),
  (N'159', N'2024', N'7', N'3.22.02', N'10'),
  (N'161', N'2024', N'7', N'3.22.01', N'1000'),
  (N'161', N'2024', N'7', N'3.22', N'10'),
  (N'163', N'2024', N'7', N'3.22.01', N'1000'),
  (N'163', N'2024', N'7', NULL, N'10'),
  (N'165', N'2024', N'7', N'3.22.01', N'1000'),
  (N'165', N'2024', N'7', N'3.22.99', N'10'),
  (N'167', N'2024', N'7', N'3.22.01', N'1000'),
  (N'167', N'2023', N'7', N'3.22.01', N'10'),
  (N'169', N'2024', N'7', N'3.22.01', N'1000'),
  (N'169', N'2025', N'7', N'3.22.01', N'10'),
  (N'173', N'2024', N'7', N'3.22.01', N'1000'),
  (N'175', N'2024', N'7', N'3.22.01', N'10'),
  (N'183', N'2024', N'7', N'3.22.01', N'1000'),
  (NULL, N'2024', N'7', N'3.22.01', N'10'),
  (N'185', N'2024', N'7', N'3.22.01', N'1000'),
  (N'999', N'2024', N'7', N'3.22.01', N'10'),
  (N'187', N'2024', N'7', N'3.22.01', N'1000'),
  (N'190', N'2024', N'7', N'3.22.01', N'0'),
  (N'201', N'2024', N'7', N'3.22.01', NULL),
  (N'210', N'2024', N'7', N'3.22.01', N'-250.5'),
  (N'217', N'2024', N'7', N'3.22.01', N'0.000004'),
  (N'219', N'2024', N'7', N'3.22.01', N'0.000005');
GO

IF SCHEMA_ID(N'noegle_proeve') IS NULL EXEC(N'CREATE SCHEMA [noegle_proeve]');
GO

IF OBJECT_ID(N'[noegle_proeve].adgang_kommuner', N'U') IS NULL
  CREATE TABLE [noegle_proeve].adgang_kommuner (bruger NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, kommune NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL);
GO

DROP SECURITY POLICY IF EXISTS [noegle_proeve].kun_egen_kommune;
GO

CREATE OR ALTER FUNCTION [noegle_proeve].laes_lagret(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT l.slags,
  CASE
    WHEN l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset') THEN CONVERT(NVARCHAR(10), TRY_CONVERT(DATE, @x), 23)
    WHEN l.slags IN (N'float', N'real') THEN CONVERT(NVARCHAR(60), TRY_CONVERT(DECIMAL(38, 10), @x))
    WHEN l.slags IN (N'money', N'smallmoney') THEN CONVERT(NVARCHAR(60), TRY_CONVERT(DECIMAL(19, 4), @x))
    ELSE RTRIM(CONVERT(NVARCHAR(4000), @x))
  END COLLATE Latin1_General_100_BIN2 AS lagret
FROM (SELECT CONVERT(NVARCHAR(128), SQL_VARIANT_PROPERTY(@x, N'BaseType')) COLLATE Latin1_General_100_BIN2 AS slags) AS l
);
GO

CREATE OR ALTER FUNCTION [noegle_proeve].laes_tekst(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT COALESCE(CASE WHEN NOT (l.slags IN (N'nvarchar', N'varchar', N'nchar', N'char')) AND NOT (l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset')) AND l.lagret LIKE N'%.%' THEN REPLACE(RTRIM(REPLACE(REPLACE(RTRIM(REPLACE(l.lagret, N'0', N' ')), N' ', N'0'), N'.', N' ')), N' ', N'.') ELSE l.lagret END, N'') AS v
FROM [noegle_proeve].laes_lagret(@x) AS l
);
GO

CREATE OR ALTER FUNCTION [noegle_proeve].laes_kommune(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE WHEN NOT (l.slags IN (N'nvarchar', N'varchar', N'nchar', N'char')) AND LEN(t.v) BETWEEN 1 AND 2 THEN RIGHT(CONCAT(N'00', t.v), 3) ELSE t.v END AS v
FROM [noegle_proeve].laes_lagret(@x) AS l
CROSS JOIN [noegle_proeve].laes_tekst(@x) AS t
);
GO

CREATE OR ALTER FUNCTION [noegle_proeve].laes_aar(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE
  WHEN l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset') AND (LEFT(l.lagret, 5) LIKE N'19[0-9][0-9]-' OR LEFT(l.lagret, 5) LIKE N'2[0-9][0-9][0-9]-') THEN TRY_CONVERT(INT, LEFT(l.lagret, 4))
  WHEN (t.v LIKE N'19[0-9][0-9]' OR t.v LIKE N'2[0-9][0-9][0-9]') THEN TRY_CONVERT(INT, t.v)
END AS v
FROM [noegle_proeve].laes_lagret(@x) AS l
CROSS JOIN [noegle_proeve].laes_tekst(@x) AS t
);
GO

CREATE OR ALTER FUNCTION [noegle_proeve].laes_beloeb(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE
  WHEN l.slags IN (N'decimal', N'numeric', N'money', N'smallmoney', N'int', N'bigint', N'smallint', N'tinyint') OR l.slags IN (N'float', N'real') THEN TRY_CONVERT(DECIMAL(18, 5), @x)
  WHEN l.slags IN (N'nvarchar', N'varchar', N'nchar', N'char') AND u.v LIKE N'[0-9]%' AND u.v LIKE N'%[0-9]' AND u.v NOT LIKE N'%[^0-9.]%' AND u.v NOT LIKE N'%.%.%'
    THEN TRY_CONVERT(DECIMAL(18, 5), t.v)
END AS v
FROM [noegle_proeve].laes_lagret(@x) AS l
CROSS JOIN [noegle_proeve].laes_tekst(@x) AS t
CROSS APPLY (SELECT CASE WHEN t.v LIKE N'[-+]%' THEN SUBSTRING(t.v, 2, 4000) ELSE t.v END AS v) AS u
);
GO

CREATE OR ALTER FUNCTION [noegle_proeve].egen_kommune() RETURNS TABLE AS RETURN (
SELECT k.kommune AS v
FROM [noegle_proeve].adgang_kommuner AS k
WHERE k.bruger = CONVERT(NVARCHAR(400), ORIGINAL_LOGIN()) COLLATE Latin1_General_100_BIN2 AND HAS_PERMS_BY_NAME(N'[noegle_proeve]', N'SCHEMA', N'ALTER') = 0
UNION ALL
SELECT CONVERT(NVARCHAR(400), SESSION_CONTEXT(N'kommune')) COLLATE Latin1_General_100_BIN2 AS v
WHERE HAS_PERMS_BY_NAME(N'[noegle_proeve]', N'SCHEMA', N'ALTER') = 1
);
GO

DROP TABLE IF EXISTS [noegle_proeve].koder;
GO

-- Hvad lagrede tekster står for, år for år; omfang er koderne, de hører under
CREATE TABLE [noegle_proeve].koder (liste NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, lagret NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, omfang NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, fra INT, til INT);
GO

INSERT INTO [noegle_proeve].koder VALUES
  (N'kommune', N'101', N'', N'101', 0, 9999),
  (N'kommune', N'147', N'', N'147', 0, 9999),
  (N'kommune', N'151', N'', N'151', 0, 9999),
  (N'kommune', N'153', N'', N'153', 0, 9999),
  (N'kommune', N'155', N'', N'155', 0, 9999),
  (N'kommune', N'157', N'', N'157', 0, 9999),
  (N'kommune', N'159', N'', N'159', 0, 9999),
  (N'kommune', N'161', N'', N'161', 0, 9999),
  (N'kommune', N'163', N'', N'163', 0, 9999),
  (N'kommune', N'165', N'', N'165', 0, 9999),
  (N'kommune', N'167', N'', N'167', 0, 9999),
  (N'kommune', N'169', N'', N'169', 0, 9999),
  (N'kommune', N'173', N'', N'173', 0, 9999),
  (N'kommune', N'175', N'', N'175', 0, 9999),
  (N'kommune', N'183', N'', N'183', 0, 9999),
  (N'kommune', N'185', N'', N'185', 0, 9999),
  (N'kommune', N'187', N'', N'187', 0, 9999),
  (N'kommune', N'190', N'', N'190', 0, 9999),
  (N'kommune', N'201', N'', N'201', 0, 9999),
  (N'kommune', N'210', N'', N'210', 0, 9999),
  (N'kommune', N'217', N'', N'217', 0, 9999),
  (N'kommune', N'219', N'', N'219', 0, 9999),
  (N'horsens_område', N'6', N'', N'6', 0, 9999),
  (N'horsens_område', N'7', N'', N'7', 0, 9999),
  (N'horsens_område', N'90', N'', N'90', 0, 9999),
  (N'funktion', N'2.35.42', N'', N'2.35.42', 0, 9999),
  (N'funktion', N'3.22', N'', N'3.22', 0, 9999),
  (N'funktion', N'3.22.01', N'', N'3.22.01', 0, 9999),
  (N'funktion', N'3.22.02', N'', N'3.22.02', 0, 9999),
  (N'funktion', N'6', N'', N'6', 0, 9999),
  (N'funktion', N'7', N'', N'7', 0, 9999);
GO

-- Rækkerne i budget, læst: koder, der mangler eller ikke kendes, er tomme
CREATE OR ALTER VIEW [noegle_proeve].laest_budget AS
WITH
-- Som lagret
raa AS (
  SELECT
    (SELECT v FROM [noegle_proeve].laes_aar(k.[aar])) AS tid,
    (SELECT v FROM [noegle_proeve].laes_tekst(k.[aar])) AS [raa_aar],
    (SELECT v FROM [noegle_proeve].laes_kommune(k.[kommune])) AS [raa_kommune],
    (SELECT v FROM [noegle_proeve].laes_tekst(k.[omraade])) AS [raa_omraade],
    (SELECT v FROM [noegle_proeve].laes_tekst(k.[funktion])) AS [raa_funktion],
    (SELECT v FROM [noegle_proeve].laes_beloeb(k.[beloeb])) AS [nettoudgift],
    (SELECT v FROM [noegle_proeve].laes_tekst(k.[beloeb])) AS [raa_nettoudgift]
  FROM [noegle_proeve].[givet_budget] AS k
),
-- Måneden; en supplementsperiode hører til december
tid AS (
  SELECT
    r.*,
    tid AS aar,
    12 * tid AS maaned,
    0 AS ekstra
  FROM raa AS r
),
-- Koder, der findes i rækkens eget år
kendt AS (
  SELECT
    r.*,
    COALESCE(k1.kode, '') AS [kommune],
    COALESCE(k2.kode, '') AS [omraade],
    COALESCE(k3.kode, '') AS [funktion]
  FROM tid AS r
  LEFT JOIN [noegle_proeve].koder AS k1
    ON k1.liste = N'kommune' AND k1.lagret = r.[raa_kommune] AND r.aar BETWEEN k1.fra AND k1.til
  LEFT JOIN [noegle_proeve].koder AS k2
    ON k2.liste = N'horsens_område' AND k2.lagret = r.[raa_omraade] AND r.aar BETWEEN k2.fra AND k2.til
  LEFT JOIN [noegle_proeve].koder AS k3
    ON k3.liste = N'funktion' AND k3.lagret = r.[raa_funktion] AND r.aar BETWEEN k3.fra AND k3.til
)
SELECT
  r.tid,
  r.aar,
  r.maaned,
  r.ekstra,
  r.[kommune],
  r.[omraade],
  r.[funktion],
  CAST(r.[nettoudgift] AS DECIMAL(28, 5)) AS [nettoudgift],
  r.[raa_aar],
  r.[raa_kommune],
  r.[raa_omraade],
  r.[raa_funktion],
  r.[raa_nettoudgift]
FROM kendt AS r;
GO

-- Rækkerne i [noegle_proeve].celler_budget
CREATE OR ALTER VIEW [noegle_proeve].[fylder_celler_budget] AS
SELECT
  [kommune],
  aar,
  maaned,
  ekstra,
  [omraade],
  [funktion],
  COALESCE(SUM([nettoudgift]), 0) AS [nettoudgift],
  COUNT(*) AS raekker
FROM [noegle_proeve].laest_budget
WHERE maaned IS NOT NULL AND ([kommune] <> '')
GROUP BY [kommune], aar, maaned, ekstra, [omraade], [funktion];
GO

DROP TABLE IF EXISTS [noegle_proeve].celler_budget;
GO

-- Summer af budget efter de kolonner, som nøgletal spørger om
SELECT * INTO [noegle_proeve].celler_budget FROM [noegle_proeve].[fylder_celler_budget];
GO

-- Rækkerne i [noegle_proeve].leveret_budget
CREATE OR ALTER VIEW [noegle_proeve].[fylder_leveret_budget] AS
SELECT N'kommune' COLLATE Latin1_General_100_BIN2 AS rolle, c.kommune, m.fra AS maaned,
  CAST(SUM(CASE WHEN c.maaned = m.fra THEN c.raekker ELSE 0 END) AS INT) AS raekker
FROM (
  SELECT [kommune] AS kommune, aar, maaned, raekker
  FROM [noegle_proeve].celler_budget
  WHERE [kommune] <> '' AND ekstra = 0
) AS c
JOIN (
  SELECT foerste + a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n AS fra
  FROM (SELECT 12 * MIN(aar) AS foerste, 12 * MAX(aar) + 12 AS sidste FROM [noegle_proeve].celler_budget) AS s
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS a
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS b
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS c
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) AS d
  CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) AS e
  WHERE a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n < sidste - (foerste)
) AS m
  ON m.fra BETWEEN 12 * c.aar AND 12 * c.aar + 11
GROUP BY c.kommune, m.fra;
GO

DROP TABLE IF EXISTS [noegle_proeve].leveret_budget;
GO

-- Måneder, som budget har leveret
SELECT * INTO [noegle_proeve].leveret_budget FROM [noegle_proeve].[fylder_leveret_budget];
GO

-- Rækkerne i [noegle_proeve].kalender
CREATE OR ALTER VIEW [noegle_proeve].[fylder_kalender] AS
WITH
leveret AS (
  SELECT maaned FROM [noegle_proeve].leveret_budget
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

DROP TABLE IF EXISTS [noegle_proeve].kalender;
GO

-- Perioder; en måned er tallet 12 · år + måned - 1
SELECT * INTO [noegle_proeve].kalender FROM [noegle_proeve].[fylder_kalender];
GO

-- Rækkerne i [noegle_proeve].gt_folkeskoleudgift_aar
CREATE OR ALTER VIEW [noegle_proeve].[fylder_gt_folkeskoleudgift_aar] AS
WITH
-- Grundtallet: summer pr. måned, derefter pr. periode; og hvad der er leveret
talt_maaneder AS (
  SELECT c.[kommune] AS kommune, c.maaned, CAST(SUM(c.[nettoudgift]) AS DECIMAL(38, 5)) AS beloeb
  FROM [noegle_proeve].celler_budget AS c
  WHERE c.[kommune] <> ''
    AND c.[omraade] = N'7'
    AND c.[funktion] = N'3.22.01'
  GROUP BY c.[kommune], c.maaned
),
talt_beloeb AS (
  SELECT m.kommune, k.fra, SUM(m.beloeb) AS beloeb
  FROM [noegle_proeve].kalender AS k
  JOIN talt_maaneder AS m ON m.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
  GROUP BY m.kommune, k.fra
),
talt_leveret AS (
  SELECT l.kommune, k.fra, CASE WHEN COUNT(*) < 12 THEN 1 ELSE 0 END AS grad
  FROM [noegle_proeve].kalender AS k
  JOIN [noegle_proeve].leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
    AND l.rolle = N'kommune'
  GROUP BY l.kommune, k.fra, k.til, k.aar
)
SELECT
  l.kommune,
  k.periode,
  k.periode_start,
  k.fra,
  CAST(COALESCE(b.beloeb, 0) AS DECIMAL(28, 5)) AS vaerdi,
  l.grad
FROM talt_leveret AS l
JOIN [noegle_proeve].kalender AS k ON k.fra = l.fra
LEFT JOIN talt_beloeb AS b ON b.kommune = l.kommune AND b.fra = l.fra
WHERE k.slags = N'år';
GO

DROP TABLE IF EXISTS [noegle_proeve].gt_folkeskoleudgift_aar;
GO

-- Nettoudgifter til folkeskolen
-- grundtal folkeskoleudgift fra budget
--   med horsens_område 7, funktion 3.22.01
--   optælling nettoudgift for hele året
SELECT * INTO [noegle_proeve].gt_folkeskoleudgift_aar FROM [noegle_proeve].[fylder_gt_folkeskoleudgift_aar];
GO

-- Nettoudgifter til folkeskolen
-- Enhed: kr.
-- tæller = folkeskoleudgift
CREATE OR ALTER VIEW [noegle_proeve].nt_folkeskoleudgift AS
WITH
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT DISTINCT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM [noegle_proeve].kalender AS k
  JOIN [noegle_proeve].leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
    AND l.rolle = N'kommune'
),
dele AS (
  SELECT
    r.*,
    g1.vaerdi AS [taeller],
    COALESCE(g1.grad, 3) AS [taeller_grad]
  FROM raekker AS r
  LEFT JOIN [noegle_proeve].gt_folkeskoleudgift_aar AS g1 ON g1.kommune = r.kommune AND g1.fra = r.fra
),
-- Status: 0 ok, 1 foreløbig, 2 nævner_nul, 3 mangler
grader AS (
  SELECT
    *,
    taeller_grad AS grad
  FROM dele
),
beregnet AS (
  SELECT
    *,
    CASE WHEN grad >= 2 THEN NULL ELSE
      taeller
    END AS raa_resultat
  FROM grader
)
SELECT
  N'folkeskoleudgift' COLLATE Latin1_General_100_BIN2 AS noegletal,
  N'alle' COLLATE Latin1_General_100_BIN2 AS udgave,
  kommune,
  periode,
  periode_start,
  taeller,
  CAST(NULL AS DECIMAL(28, 5)) AS naevner,
  raa_resultat AS resultat,
  CASE grad WHEN 0 THEN N'ok' COLLATE Latin1_General_100_BIN2 WHEN 1 THEN N'foreløbig' COLLATE Latin1_General_100_BIN2 WHEN 2 THEN N'nævner_nul' COLLATE Latin1_General_100_BIN2 ELSE N'mangler' COLLATE Latin1_General_100_BIN2 END AS status
FROM beregnet;
GO

INSERT INTO noegle_proeve.[fundet]
SELECT t.nr, v.noegletal, v.udgave, v.kommune, v.periode, v.taeller, v.naevner, v.resultat, v.status
FROM noegle_proeve.[nt_folkeskoleudgift] AS v
JOIN noegle_proeve.[tilfaelde_kommuner] AS t
  ON t.kommune = v.kommune AND t.noegletal = v.noegletal AND t.runde = 1;
GO

-- Rækker, der afviger; ingen, når alle tilfælde holder.
SELECT a.nr, t.viser,
  CASE WHEN a.antal > 0 THEN N'forventet' COLLATE Latin1_General_100_BIN2 ELSE N'fundet' COLLATE Latin1_General_100_BIN2 END AS hvad,
  a.noegletal, a.udgave, a.kommune, a.periode, a.taeller, a.naevner, a.resultat, a.status
FROM (
  SELECT nr, noegletal, udgave, kommune, periode, taeller, naevner, resultat, status, SUM(vaegt) AS antal
  FROM (
    SELECT nr, noegletal, udgave, kommune, periode, taeller, naevner, resultat, status, 1 AS vaegt FROM noegle_proeve.[forventet]
    UNION ALL
    SELECT nr, noegletal, udgave, kommune, periode, taeller, naevner, resultat, status, -1 AS vaegt FROM noegle_proeve.[fundet]
  ) AS begge
  GROUP BY nr, noegletal, udgave, kommune, periode, taeller, naevner, resultat, status
  HAVING SUM(vaegt) <> 0
) AS a
JOIN noegle_proeve.[tilfaelde] AS t ON t.nr = a.nr
ORDER BY a.nr, a.kommune, a.periode, hvad;
GO

DROP SECURITY POLICY IF EXISTS [noegle_proeve].kun_egen_kommune;
GO

DECLARE @fjern NVARCHAR(600);
WHILE 1 = 1
BEGIN
  SET @fjern = (
    SELECT TOP (1) CONCAT(N'DROP ', CASE o.type WHEN 'V' THEN N'VIEW ' WHEN 'U' THEN N'TABLE ' ELSE N'FUNCTION ' END,
      QUOTENAME(s.name), N'.', QUOTENAME(o.name))
    FROM sys.objects AS o
    JOIN sys.schemas AS s ON s.schema_id = o.schema_id
    WHERE s.name = N'noegle_proeve' AND o.type IN ('V', 'U', 'IF')
    ORDER BY o.object_id DESC);
  IF @fjern IS NULL BREAK;
  EXEC(@fjern);
END;
DROP SCHEMA IF EXISTS [noegle_proeve];
GO
