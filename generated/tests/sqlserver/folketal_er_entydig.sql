-- Den automatiske regel: folketal er entydig
-- Prøves af 3 tilfælde, der lige overholder og lige bryder hvert krav. Alt bygges i skemaet noegle_proeve, som fjernes igen.

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
  (1, N'Den samme række to gange: reglen er brudt.'),
  (2, N'Den samme række i to kommuner: reglen er ikke brudt.'),
  (3, N'Den samme række på to tider: reglen er ikke brudt.');
GO

DROP TABLE IF EXISTS noegle_proeve.[tilfaelde_kommuner];
GO

CREATE TABLE noegle_proeve.[tilfaelde_kommuner] (nr INT, runde INT, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, regel NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[tilfaelde_kommuner] VALUES
  (1, 1, N'101', N'er entydig'),
  (2, 1, N'147', N'er entydig'),
  (2, 1, N'151', N'er entydig'),
  (3, 1, N'153', N'er entydig');
GO

DROP TABLE IF EXISTS noegle_proeve.[forventet];
GO

CREATE TABLE noegle_proeve.[forventet] (nr INT, regel NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, alvor NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, noegle NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, vaerdi NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, sammenlignet_med NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, besked NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[forventet] VALUES
  (1, N'er entydig', N'fejl', N'101', N'2024', N'', N'2.00000', N'1.00000', N'folketal: 2 rækker, hvor der efter »en række pr.« skulle være 1');
GO

DROP TABLE IF EXISTS noegle_proeve.[fundet];
GO

CREATE TABLE noegle_proeve.[fundet] (nr INT, regel NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, alvor NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, noegle NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, vaerdi NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, sammenlignet_med NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, besked NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

DROP TABLE IF EXISTS noegle_proeve.[givet_folketal];
GO

CREATE TABLE noegle_proeve.[givet_folketal] ([kommune] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, [aar] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, [indbyggere] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[givet_folketal] ([kommune], [aar], [indbyggere]) VALUES
  (N'101', N'2024', NULL),
  (N'101', N'2024', NULL),
  (N'147', N'2024', NULL),
  (N'151', N'2024', NULL),
  (N'153', N'2024', NULL),
  (N'153', N'2025', NULL);
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
  (N'kommune', N'153', N'', N'153', 0, 9999);
GO

-- Rækkerne i folketal, læst: koder, der mangler eller ikke kendes, er tomme
CREATE OR ALTER VIEW [noegle_proeve].laest_folketal AS
WITH
-- Som lagret
raa AS (
  SELECT
    (SELECT v FROM [noegle_proeve].laes_aar(k.[aar])) AS tid,
    (SELECT v FROM [noegle_proeve].laes_tekst(k.[aar])) AS [raa_aar],
    (SELECT v FROM [noegle_proeve].laes_kommune(k.[kommune])) AS [raa_kommune],
    (SELECT v FROM [noegle_proeve].laes_beloeb(k.[indbyggere])) AS [indbyggere],
    (SELECT v FROM [noegle_proeve].laes_tekst(k.[indbyggere])) AS [raa_indbyggere]
  FROM [noegle_proeve].[givet_folketal] AS k
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
    COALESCE(k1.kode, '') AS [kommune]
  FROM tid AS r
  LEFT JOIN [noegle_proeve].koder AS k1
    ON k1.liste = N'kommune' AND k1.lagret = r.[raa_kommune] AND r.aar BETWEEN k1.fra AND k1.til
)
SELECT
  r.tid,
  r.aar,
  r.maaned,
  r.ekstra,
  r.[kommune],
  CAST(r.[indbyggere] AS DECIMAL(28, 5)) AS [indbyggere],
  r.[raa_aar],
  r.[raa_kommune],
  r.[raa_indbyggere]
FROM kendt AS r;
GO

-- Rækkerne i [noegle_proeve].celler_folketal
CREATE OR ALTER VIEW [noegle_proeve].[fylder_celler_folketal] AS
SELECT
  [kommune],
  aar,
  maaned,
  ekstra,
  COUNT(*) AS raekker
FROM [noegle_proeve].laest_folketal
WHERE maaned IS NOT NULL AND ([kommune] <> '')
GROUP BY [kommune], aar, maaned, ekstra;
GO

DROP TABLE IF EXISTS [noegle_proeve].celler_folketal;
GO

-- Summer af folketal efter de kolonner, som nøgletal spørger om
SELECT * INTO [noegle_proeve].celler_folketal FROM [noegle_proeve].[fylder_celler_folketal];
GO

-- Rækkerne i [noegle_proeve].leveret_folketal
CREATE OR ALTER VIEW [noegle_proeve].[fylder_leveret_folketal] AS
SELECT N'kommune' COLLATE Latin1_General_100_BIN2 AS rolle, c.kommune, m.fra AS maaned,
  CAST(SUM(CASE WHEN c.maaned = m.fra THEN c.raekker ELSE 0 END) AS INT) AS raekker
FROM (
  SELECT [kommune] AS kommune, aar, maaned, raekker
  FROM [noegle_proeve].celler_folketal
  WHERE [kommune] <> '' AND ekstra = 0
) AS c
JOIN (
  SELECT foerste + a.n + 10 * b.n + 100 * c.n + 1000 * d.n + 10000 * e.n AS fra
  FROM (SELECT 12 * MIN(aar) AS foerste, 12 * MAX(aar) + 12 AS sidste FROM [noegle_proeve].celler_folketal) AS s
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

DROP TABLE IF EXISTS [noegle_proeve].leveret_folketal;
GO

-- Måneder, som folketal har leveret
SELECT * INTO [noegle_proeve].leveret_folketal FROM [noegle_proeve].[fylder_leveret_folketal];
GO

-- Rækkerne i [noegle_proeve].kalender
CREATE OR ALTER VIEW [noegle_proeve].[fylder_kalender] AS
WITH
leveret AS (
  SELECT maaned FROM [noegle_proeve].leveret_folketal
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

DROP TABLE IF EXISTS [noegle_proeve].kommuner;
GO

-- Kommuner og de år, de findes i
CREATE TABLE [noegle_proeve].kommuner (kode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, navn NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, fra INT, til INT);
GO

INSERT INTO [noegle_proeve].kommuner VALUES
  (N'101', N'København', 0, 9999),
  (N'147', N'Frederiksberg', 0, 9999),
  (N'151', N'Ballerup', 0, 9999),
  (N'153', N'Brøndby', 0, 9999),
  (N'155', N'Dragør', 0, 9999),
  (N'157', N'Gentofte', 0, 9999),
  (N'159', N'Gladsaxe', 0, 9999),
  (N'161', N'Glostrup', 0, 9999),
  (N'163', N'Herlev', 0, 9999),
  (N'165', N'Albertslund', 0, 9999),
  (N'167', N'Hvidovre', 0, 9999),
  (N'169', N'Høje-Taastrup', 0, 9999),
  (N'173', N'Lyngby-Taarbæk', 0, 9999),
  (N'175', N'Rødovre', 0, 9999),
  (N'183', N'Ishøj', 0, 9999),
  (N'185', N'Tårnby', 0, 9999),
  (N'187', N'Vallensbæk', 0, 9999),
  (N'190', N'Furesø', 0, 9999),
  (N'201', N'Allerød', 0, 9999),
  (N'210', N'Fredensborg', 0, 9999),
  (N'217', N'Helsingør', 0, 9999),
  (N'219', N'Hillerød', 0, 9999),
  (N'223', N'Hørsholm', 0, 9999),
  (N'230', N'Rudersdal', 0, 9999),
  (N'240', N'Egedal', 0, 9999),
  (N'250', N'Frederikssund', 0, 9999),
  (N'253', N'Greve', 0, 9999),
  (N'259', N'Køge', 0, 9999),
  (N'260', N'Halsnæs', 0, 9999),
  (N'265', N'Roskilde', 0, 9999),
  (N'269', N'Solrød', 0, 9999),
  (N'270', N'Gribskov', 0, 9999),
  (N'306', N'Odsherred', 0, 9999),
  (N'316', N'Holbæk', 0, 9999),
  (N'320', N'Faxe', 0, 9999),
  (N'326', N'Kalundborg', 0, 9999),
  (N'329', N'Ringsted', 0, 9999),
  (N'330', N'Slagelse', 0, 9999),
  (N'336', N'Stevns', 0, 9999),
  (N'340', N'Sorø', 0, 9999),
  (N'350', N'Lejre', 0, 9999),
  (N'360', N'Lolland', 0, 9999),
  (N'370', N'Næstved', 0, 9999),
  (N'376', N'Guldborgsund', 0, 9999),
  (N'390', N'Vordingborg', 0, 9999),
  (N'400', N'Bornholm', 0, 9999),
  (N'410', N'Middelfart', 0, 9999),
  (N'411', N'Christiansø', 0, 9999),
  (N'420', N'Assens', 0, 9999),
  (N'430', N'Faaborg-Midtfyn', 0, 9999),
  (N'440', N'Kerteminde', 0, 9999),
  (N'450', N'Nyborg', 0, 9999),
  (N'461', N'Odense', 0, 9999),
  (N'479', N'Svendborg', 0, 9999),
  (N'480', N'Nordfyns', 0, 9999),
  (N'482', N'Langeland', 0, 9999),
  (N'492', N'Ærø', 0, 9999),
  (N'510', N'Haderslev', 0, 9999),
  (N'530', N'Billund', 0, 9999),
  (N'540', N'Sønderborg', 0, 9999),
  (N'550', N'Tønder', 0, 9999),
  (N'561', N'Esbjerg', 0, 9999),
  (N'563', N'Fanø', 0, 9999),
  (N'573', N'Varde', 0, 9999),
  (N'575', N'Vejen', 0, 9999),
  (N'580', N'Aabenraa', 0, 9999),
  (N'607', N'Fredericia', 0, 9999),
  (N'615', N'Horsens', 0, 9999),
  (N'621', N'Kolding', 0, 9999),
  (N'630', N'Vejle', 0, 9999),
  (N'657', N'Herning', 0, 9999),
  (N'661', N'Holstebro', 0, 9999),
  (N'665', N'Lemvig', 0, 9999),
  (N'671', N'Struer', 0, 9999),
  (N'706', N'Syddjurs', 0, 9999),
  (N'707', N'Norddjurs', 0, 9999),
  (N'710', N'Favrskov', 0, 9999),
  (N'727', N'Odder', 0, 9999),
  (N'730', N'Randers', 0, 9999),
  (N'740', N'Silkeborg', 0, 9999),
  (N'741', N'Samsø', 0, 9999),
  (N'746', N'Skanderborg', 0, 9999),
  (N'751', N'Aarhus', 0, 9999),
  (N'756', N'Ikast-Brande', 0, 9999),
  (N'760', N'Ringkøbing-Skjern', 0, 9999),
  (N'766', N'Hedensted', 0, 9999),
  (N'773', N'Morsø', 0, 9999),
  (N'779', N'Skive', 0, 9999),
  (N'787', N'Thisted', 0, 9999),
  (N'791', N'Viborg', 0, 9999),
  (N'810', N'Brønderslev', 0, 9999),
  (N'813', N'Frederikshavn', 0, 9999),
  (N'820', N'Vesthimmerlands', 0, 9999),
  (N'825', N'Læsø', 0, 9999),
  (N'840', N'Rebild', 0, 9999),
  (N'846', N'Mariagerfjord', 0, 9999),
  (N'849', N'Jammerbugt', 0, 9999),
  (N'851', N'Aalborg', 0, 9999),
  (N'860', N'Hjørring', 0, 9999);
GO

-- folketal er entydig
-- Gælder: hver kommune, hvert år
-- alvor fejl
-- data fra folketal
-- krav er entydig
CREATE OR ALTER VIEW [noegle_proeve].regel_1__folketal AS
WITH
-- Rækker, der er ens
udvalgt AS (
  SELECT
    r.[kommune] AS kommune,
    RIGHT(N'0000' + CAST((r.maaned - r.maaned % 12) / 12 AS NVARCHAR(40)), 4) COLLATE Latin1_General_100_BIN2 AS periode,
    r.maaned - r.maaned % 12 AS fra,
    N'' COLLATE Latin1_General_100_BIN2 AS t1,
    COUNT(*) AS ens
  FROM [noegle_proeve].laest_folketal AS r
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
LEFT JOIN (SELECT * FROM [noegle_proeve].kommuner) AS k ON k.kode = f.kommune AND f.aar BETWEEN k.fra AND k.til;
GO

INSERT INTO noegle_proeve.[fundet]
SELECT t.nr, v.regel, v.alvor, v.kommune, v.periode, v.noegle, v.vaerdi, v.sammenlignet_med, v.besked
FROM noegle_proeve.[regel_1__folketal] AS v
JOIN noegle_proeve.[tilfaelde_kommuner] AS t
  ON t.kommune = v.kommune AND t.regel = v.regel AND t.runde = 1;
GO

-- Rækker, der afviger; ingen, når alle tilfælde holder.
SELECT a.nr, t.viser,
  CASE WHEN a.antal > 0 THEN N'forventet' COLLATE Latin1_General_100_BIN2 ELSE N'fundet' COLLATE Latin1_General_100_BIN2 END AS hvad,
  a.regel, a.alvor, a.kommune, a.periode, a.noegle, a.vaerdi, a.sammenlignet_med, a.besked
FROM (
  SELECT nr, regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked, SUM(vaegt) AS antal
  FROM (
    SELECT nr, regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked, 1 AS vaegt FROM noegle_proeve.[forventet]
    UNION ALL
    SELECT nr, regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked, -1 AS vaegt FROM noegle_proeve.[fundet]
  ) AS begge
  GROUP BY nr, regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked
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
