-- Nøgletallet takstindtægt_pr_indbygger: Nettoindtægter fra takster pr. indbygger
-- Prøves af 32 tilfælde ved grænserne for hver linje og betingelse. Alt bygges i skemaet noegle_proeve, som fjernes igen.

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
  (1, N'Funktion 1.22.01 hører under 1 og tælles med i tælleren.'),
  (2, N'Funktion 1.38.66 hører under 1 og tælles med i tælleren.'),
  (3, N'Funktion 0.58.95 ligger lige uden for 1 og tælles ikke med i tælleren.'),
  (4, N'Funktion 2.22.01 ligger lige uden for 1 og tælles ikke med i tælleren.'),
  (5, N'En række uden funktion tælles ikke med i tælleren.'),
  (6, N'Funktion 99 findes ikke og tælles ikke med i tælleren.'),
  (7, N'En række fra 2009 ligger lige før det, der læses for 2010 (for hele året) og tælles ikke med i tælleren.'),
  (8, N'En række fra 2011 ligger lige efter det, der læses for 2010 (for hele året) og tælles ikke med i tælleren.'),
  (9, N'En række for en anden kommune tælles ikke med i tælleren.'),
  (10, N'En række uden kommune tælles ikke med i tælleren.'),
  (11, N'Kommune 999 findes ikke, og rækken tælles ikke med i tælleren.'),
  (12, N'I 2009, det første år i 2009-2010: resultatet er -2,5 (status ok).'),
  (13, N'I 2008, året før 2009-2010: der er ingen række.'),
  (14, N'I 2010, det sidste år i 2009-2010: resultatet er -2,5 (status ok).'),
  (15, N'I 2011, året efter 2009-2010: der er ingen række.'),
  (16, N'Kun tællerens række er der: der vises intet resultat (status mangler).'),
  (17, N'Kun nævnerens række er der: der vises intet resultat (status mangler).'),
  (18, N'Tællerens række har beløbet 0: resultatet er 0 (status ok).'),
  (19, N'Tællerens række har et tomt beløb: resultatet er 0 (status ok).'),
  (20, N'Tællerens række har et negativt beløb, -250,5: resultatet er 0,62625 (status ok).'),
  (21, N'Tællerens række har 0,000004, som rundes ned til 0: resultatet er 0 (status ok).'),
  (22, N'Tællerens række har 0,000005, som rundes op: resultatet er 0 (status ok).'),
  (23, N'Nævnerens række har beløbet 0: der vises intet resultat (status nævner_nul).'),
  (24, N'Nævnerens række har et tomt beløb: der vises intet resultat (status nævner_nul).'),
  (25, N'Nævnerens række har et negativt beløb, -250,5: resultatet er 3,99202 (status ok).'),
  (26, N'Nævnerens række har 0,000004, som rundes ned til 0: der vises intet resultat (status nævner_nul).'),
  (27, N'Nævnerens række har 0,000005, som rundes op: resultatet er -100.000.000 (status ok).'),
  (28, N'Nævneren er -0,01, lige under grænsen 0: resultatet er 100.000 (status ok).'),
  (29, N'Nævneren er -0,01, lige under grænsen 0: der vises intet resultat (status mangler).'),
  (30, N'Nævneren er 0, på grænsen 0: der vises intet resultat (status mangler).'),
  (31, N'Nævneren er 0,01, lige over grænsen 0: resultatet er -100.000 (status ok).'),
  (32, N'Nævneren er 0,01, lige over grænsen 0: der vises intet resultat (status mangler).');
GO

DROP TABLE IF EXISTS noegle_proeve.[tilfaelde_kommuner];
GO

CREATE TABLE noegle_proeve.[tilfaelde_kommuner] (nr INT, runde INT, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[tilfaelde_kommuner] VALUES
  (1, 1, N'101', N'takstindtaegt_pr_indbygger'),
  (2, 1, N'147', N'takstindtaegt_pr_indbygger'),
  (3, 1, N'151', N'takstindtaegt_pr_indbygger'),
  (4, 1, N'153', N'takstindtaegt_pr_indbygger'),
  (5, 1, N'155', N'takstindtaegt_pr_indbygger'),
  (6, 1, N'157', N'takstindtaegt_pr_indbygger'),
  (7, 1, N'159', N'takstindtaegt_pr_indbygger'),
  (8, 1, N'161', N'takstindtaegt_pr_indbygger'),
  (9, 1, N'163', N'takstindtaegt_pr_indbygger'),
  (9, 1, N'165', N'takstindtaegt_pr_indbygger'),
  (10, 1, N'167', N'takstindtaegt_pr_indbygger'),
  (11, 1, N'169', N'takstindtaegt_pr_indbygger'),
  (12, 1, N'173', N'takstindtaegt_pr_indbygger'),
  (13, 1, N'175', N'takstindtaegt_pr_indbygger'),
  (14, 1, N'183', N'takstindtaegt_pr_indbygger'),
  (15, 1, N'185', N'takstindtaegt_pr_indbygger'),
  (16, 1, N'187', N'takstindtaegt_pr_indbygger'),
  (17, 1, N'190', N'takstindtaegt_pr_indbygger'),
  (18, 1, N'201', N'takstindtaegt_pr_indbygger'),
  (19, 1, N'210', N'takstindtaegt_pr_indbygger'),
  (20, 1, N'217', N'takstindtaegt_pr_indbygger'),
  (21, 1, N'219', N'takstindtaegt_pr_indbygger'),
  (22, 1, N'223', N'takstindtaegt_pr_indbygger'),
  (23, 1, N'230', N'takstindtaegt_pr_indbygger'),
  (24, 1, N'240', N'takstindtaegt_pr_indbygger'),
  (25, 1, N'250', N'takstindtaegt_pr_indbygger'),
  (26, 1, N'253', N'takstindtaegt_pr_indbygger'),
  (27, 1, N'259', N'takstindtaegt_pr_indbygger'),
  (28, 1, N'260', N'takstindtaegt_pr_indbygger'),
  (29, 1, N'265', N'takstindtaegt_pr_indbygger'),
  (30, 1, N'269', N'takstindtaegt_pr_indbygger'),
  (31, 1, N'270', N'takstindtaegt_pr_indbygger'),
  (32, 1, N'306', N'takstindtaegt_pr_indbygger');
GO

DROP TABLE IF EXISTS noegle_proeve.[forventet];
GO

CREATE TABLE noegle_proeve.[forventet] (nr INT, noegletal NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, udgave NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, kommune NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, periode NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, taeller DECIMAL(28, 5), naevner DECIMAL(28, 5), resultat DECIMAL(28, 5), status NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[forventet] VALUES
  (1, N'takstindtaegt_pr_indbygger', N'2009-2010', N'101', N'2010', -1010.00000, 400.00000, -2.52500, N'ok'),
  (2, N'takstindtaegt_pr_indbygger', N'2009-2010', N'147', N'2010', -1010.00000, 400.00000, -2.52500, N'ok'),
  (3, N'takstindtaegt_pr_indbygger', N'2009-2010', N'151', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (4, N'takstindtaegt_pr_indbygger', N'2009-2010', N'153', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (5, N'takstindtaegt_pr_indbygger', N'2009-2010', N'155', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (6, N'takstindtaegt_pr_indbygger', N'2009-2010', N'157', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (7, N'takstindtaegt_pr_indbygger', N'2009-2010', N'159', N'2009', -10.00000, NULL, NULL, N'mangler'),
  (7, N'takstindtaegt_pr_indbygger', N'2009-2010', N'159', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (8, N'takstindtaegt_pr_indbygger', N'2009-2010', N'161', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (9, N'takstindtaegt_pr_indbygger', N'2009-2010', N'163', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (9, N'takstindtaegt_pr_indbygger', N'2009-2010', N'165', N'2010', -10.00000, NULL, NULL, N'mangler'),
  (10, N'takstindtaegt_pr_indbygger', N'2009-2010', N'167', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (11, N'takstindtaegt_pr_indbygger', N'2009-2010', N'169', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (12, N'takstindtaegt_pr_indbygger', N'2009-2010', N'173', N'2009', -1000.00000, 400.00000, -2.50000, N'ok'),
  (14, N'takstindtaegt_pr_indbygger', N'2009-2010', N'183', N'2010', -1000.00000, 400.00000, -2.50000, N'ok'),
  (16, N'takstindtaegt_pr_indbygger', N'2009-2010', N'187', N'2010', -1000.00000, NULL, NULL, N'mangler'),
  (17, N'takstindtaegt_pr_indbygger', N'2009-2010', N'190', N'2010', NULL, 400.00000, NULL, N'mangler'),
  (18, N'takstindtaegt_pr_indbygger', N'2009-2010', N'201', N'2010', 0.00000, 400.00000, 0.00000, N'ok'),
  (19, N'takstindtaegt_pr_indbygger', N'2009-2010', N'210', N'2010', 0.00000, 400.00000, 0.00000, N'ok'),
  (20, N'takstindtaegt_pr_indbygger', N'2009-2010', N'217', N'2010', 250.50000, 400.00000, 0.62625, N'ok'),
  (21, N'takstindtaegt_pr_indbygger', N'2009-2010', N'219', N'2010', 0.00000, 400.00000, 0.00000, N'ok'),
  (22, N'takstindtaegt_pr_indbygger', N'2009-2010', N'223', N'2010', -0.00001, 400.00000, 0.00000, N'ok'),
  (23, N'takstindtaegt_pr_indbygger', N'2009-2010', N'230', N'2010', -1000.00000, 0.00000, NULL, N'nævner_nul'),
  (24, N'takstindtaegt_pr_indbygger', N'2009-2010', N'240', N'2010', -1000.00000, 0.00000, NULL, N'nævner_nul'),
  (25, N'takstindtaegt_pr_indbygger', N'2009-2010', N'250', N'2010', -1000.00000, -250.50000, 3.99202, N'ok'),
  (26, N'takstindtaegt_pr_indbygger', N'2009-2010', N'253', N'2010', -1000.00000, 0.00000, NULL, N'nævner_nul'),
  (27, N'takstindtaegt_pr_indbygger', N'2009-2010', N'259', N'2010', -1000.00000, 0.00001, -100000000.00000, N'ok'),
  (28, N'takstindtaegt_pr_indbygger', N'2009-2010', N'260', N'2010', -1000.00000, -0.01000, 100000.00000, N'ok'),
  (29, N'takstindtaegt_pr_indbygger', N'2009-2010', N'265', N'2010', NULL, -0.01000, NULL, N'mangler'),
  (30, N'takstindtaegt_pr_indbygger', N'2009-2010', N'269', N'2010', NULL, 0.00000, NULL, N'mangler'),
  (31, N'takstindtaegt_pr_indbygger', N'2009-2010', N'270', N'2010', -1000.00000, 0.01000, -100000.00000, N'ok'),
  (32, N'takstindtaegt_pr_indbygger', N'2009-2010', N'306', N'2010', NULL, 0.01000, NULL, N'mangler');
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
  (N'101', N'2010', NULL, N'1.22.01', N'1000'),
  (N'101', N'2010', NULL, N'1.22.01', N'10'),
  (N'147', N'2010', NULL, N'1.22.01', N'1000'),
  (N'147', N'2010', NULL, N'1.38.66', N'10'),
  (N'151', N'2010', NULL, N'1.22.01', N'1000'),
  (N'151', N'2010', NULL, N'0.58.95', N'10'),
  (N'153', N'2010', NULL, N'1.22.01', N'1000'),
  (N'153', N'2010', NULL, N'2.22.01', N'10'),
  (N'155', N'2010', NULL, N'1.22.01', N'1000'),
  (N'155', N'2010', NULL, NULL, N'10'),
  (N'157', N'2010', NULL, N'1.22.01', N'1000'),
  (N'157', N'2010', NULL, N'99', N'10'),
  (N'159', N'2010', NULL, N'1.22.01', N'1000'),
  (N'159', N'2009', NULL, N'1.22.01', N'10'),
  (N'161', N'2010', NULL, N'1.22.01', N'1000'),
  (N'161', N'2011', NULL, N'1.22.01', N'10'),
  (N'163', N'2010', NULL, N'1.22.01', N'1000'),
  (N'165', N'2010', NULL, N'1.22.01', N'10'),
  (N'167', N'2010', NULL, N'1.22.01', N'1000'),
  (NULL, N'2010', NULL, N'1.22.01', N'10'),
  (N'169', N'2010', NULL, N'1.22.01', N'1000'),
  (N'999', N'2010', NULL, N'1.22.01', N'10'),
  (N'173', N'2009', NULL, N'1.22.01', N'1000'),
  (N'175', N'2008', NULL, N'1.22.01', N'1000'),
  (N'183', N'2010', NULL, N'1.22.01', N'1000'),
  (N'185', N'2011', NULL, N'1.22.01', N'1000'),
  (N'187', N'2010', NULL, N'1.22.01', N'1000'),
  (N'201', N'2010', NULL, N'1.22.01', N'0'),
  (N'210', N'2010', NULL, N'1.22.01', NULL),
  (N'217', N'2010', NULL, N'1.22.01', N'-250.5'),
  (N'219', N'2010', NULL, N'1.22.01', N'0.000004'),
  (N'223', N'2010', NULL, N'1.22.01', N'0.000005'),
  (N'230', N'2010', NULL, N'1.22.01', N'1000'),
  (N'240', N'2010', NULL, N'1.22.01', N'1000'),
  (N'250', N'2010', NULL, N'1.22.01', N'1000'),
  (N'253', N'2010', NULL, N'1.22.01', N'1000'),
  (N'259', N'2010', NULL, N'1.22.01', N'1000'),
  (N'260', N'2010', NULL, N'1.22.01', N'1000'),
  (N'270', N'2010', NULL, N'1.22.01', N'1000');
GO

DROP TABLE IF EXISTS noegle_proeve.[givet_folketal];
GO

CREATE TABLE noegle_proeve.[givet_folketal] ([kommune] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, [aar] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, [indbyggere] NVARCHAR(4000) COLLATE Latin1_General_100_BIN2);
GO

INSERT INTO noegle_proeve.[givet_folketal] ([kommune], [aar], [indbyggere]) VALUES
  (N'101', N'2010', N'400'),
  (N'147', N'2010', N'400'),
  (N'151', N'2010', N'400'),
  (N'153', N'2010', N'400'),
  (N'155', N'2010', N'400'),
  (N'157', N'2010', N'400'),
  (N'159', N'2010', N'400'),
  (N'161', N'2010', N'400'),
  (N'163', N'2010', N'400'),
  (N'167', N'2010', N'400'),
  (N'169', N'2010', N'400'),
  (N'173', N'2009', N'400'),
  (N'175', N'2008', N'400'),
  (N'183', N'2010', N'400'),
  (N'185', N'2011', N'400'),
  (N'190', N'2010', N'400'),
  (N'201', N'2010', N'400'),
  (N'210', N'2010', N'400'),
  (N'217', N'2010', N'400'),
  (N'219', N'2010', N'400'),
  (N'223', N'2010', N'400'),
  (N'230', N'2010', N'0'),
  (N'240', N'2010', NULL),
  (N'250', N'2010', N'-250.5'),
  (N'253', N'2010', N'0.000004'),
  (N'259', N'2010', N'0.000005'),
  (N'260', N'2010', N'-0.01'),
  (N'265', N'2010', N'-0.01'),
  (N'269', N'2010', N'0'),
  (N'270', N'2010', N'0.01'),
  (N'306', N'2010', N'0.01');
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
  (N'kommune', N'223', N'', N'223', 0, 9999),
  (N'kommune', N'230', N'', N'230', 0, 9999),
  (N'kommune', N'240', N'', N'240', 0, 9999),
  (N'kommune', N'250', N'', N'250', 0, 9999),
  (N'kommune', N'253', N'', N'253', 0, 9999),
  (N'kommune', N'259', N'', N'259', 0, 9999),
  (N'kommune', N'260', N'', N'260', 0, 9999),
  (N'kommune', N'265', N'', N'265', 0, 9999),
  (N'kommune', N'269', N'', N'269', 0, 9999),
  (N'kommune', N'270', N'', N'270', 0, 9999),
  (N'kommune', N'306', N'', N'306', 0, 9999),
  (N'funktion', N'0.58.95', N'', N'0.58.95', 0, 9999),
  (N'funktion', N'1.22.01', N'', N'1.22.01', 0, 9999),
  (N'funktion', N'1.38.66', N'', N'1.38.66', 0, 9999),
  (N'funktion', N'2.22.01', N'', N'2.22.01', 0, 9999);
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
  [funktion],
  COALESCE(SUM([nettoudgift]), 0) AS [nettoudgift],
  COUNT(*) AS raekker
FROM [noegle_proeve].laest_budget
WHERE maaned IS NOT NULL AND ([kommune] <> '')
GROUP BY [kommune], aar, maaned, ekstra, [funktion];
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
  COALESCE(SUM([indbyggere]), 0) AS [indbyggere],
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
  SELECT maaned FROM [noegle_proeve].leveret_budget
  UNION ALL
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

-- Rækkerne i [noegle_proeve].gt_indbyggere_primo_aaret_aar
CREATE OR ALTER VIEW [noegle_proeve].[fylder_gt_indbyggere_primo_aaret_aar] AS
WITH
-- Grundtallet: summer pr. måned, derefter pr. periode; og hvad der er leveret
talt_maaneder AS (
  SELECT c.[kommune] AS kommune, c.maaned, CAST(SUM(c.[indbyggere]) AS DECIMAL(38, 5)) AS beloeb
  FROM [noegle_proeve].celler_folketal AS c
  WHERE c.[kommune] <> ''
  GROUP BY c.[kommune], c.maaned
),
talt_beloeb AS (
  SELECT m.kommune, k.fra, SUM(m.beloeb) AS beloeb
  FROM [noegle_proeve].kalender AS k
  JOIN talt_maaneder AS m ON m.maaned = k.fra
  WHERE k.slags = N'år'
  GROUP BY m.kommune, k.fra
),
talt_leveret AS (
  SELECT l.kommune, k.fra, 0 AS grad
  FROM [noegle_proeve].kalender AS k
  JOIN [noegle_proeve].leveret_folketal AS l ON l.maaned = k.fra
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

DROP TABLE IF EXISTS [noegle_proeve].gt_indbyggere_primo_aaret_aar;
GO

-- Indbyggere den 1. januar
-- grundtal indbyggere_primo_året fra folketal
--   med alle
--   optælling antal indbyggere primo året
SELECT * INTO [noegle_proeve].gt_indbyggere_primo_aaret_aar FROM [noegle_proeve].[fylder_gt_indbyggere_primo_aaret_aar];
GO

-- Nettoindtægter fra takster pr. indbygger
-- Takstindtægter på hovedkonto 1 fratrukket udgifterne, delt med indbyggerne den 1. januar. Positiv, når forsyningen tager mere ind, end den bruger.
-- Enhed: kr. pr. indbygger
-- tæller fra budget
--   med hovedkonto 1
--   optælling nettoudgift for hele året
--   fortegn vendes
-- nævner = indbyggere_primo_året
CREATE OR ALTER VIEW [noegle_proeve].nt_takstindtaegt_pr_indbygger AS
WITH
-- Tæller: summer pr. måned, derefter pr. periode; og hvad der er leveret
taeller_maaneder AS (
  SELECT c.[kommune] AS kommune, c.maaned, CAST(-SUM(c.[nettoudgift]) AS DECIMAL(38, 5)) AS beloeb
  FROM [noegle_proeve].celler_budget AS c
  WHERE c.[kommune] <> ''
    AND c.aar >= 2009
    AND c.[funktion] BETWEEN N'1' AND N'1.38.66'
  GROUP BY c.[kommune], c.maaned
),
taeller_beloeb AS (
  SELECT m.kommune, k.fra, SUM(m.beloeb) AS beloeb
  FROM [noegle_proeve].kalender AS k
  JOIN taeller_maaneder AS m ON m.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
  GROUP BY m.kommune, k.fra
),
taeller_leveret AS (
  SELECT l.kommune, k.fra, CASE WHEN COUNT(*) < 12 THEN 1 ELSE 0 END AS grad
  FROM [noegle_proeve].kalender AS k
  JOIN [noegle_proeve].leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
    AND l.rolle = N'kommune'
    AND l.maaned >= 24108
  GROUP BY l.kommune, k.fra, k.til, k.aar
),
-- Kommuner og perioder, der har en række
raekker AS (
  SELECT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM [noegle_proeve].kalender AS k
  JOIN [noegle_proeve].leveret_budget AS l ON l.maaned BETWEEN k.fra AND k.til
  WHERE k.slags = N'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = N'kommune'
  UNION
  SELECT l.kommune, k.periode, k.periode_start, k.fra, k.til, k.aar
  FROM [noegle_proeve].kalender AS k
  JOIN [noegle_proeve].leveret_folketal AS l ON l.maaned = k.fra
  WHERE k.slags = N'år'
    AND k.aar BETWEEN 2009 AND 2010
    AND l.rolle = N'kommune'
),
dele AS (
  SELECT
    r.*,
    CASE WHEN l1.grad IS NOT NULL THEN CAST(COALESCE(a1.beloeb, 0) AS DECIMAL(28, 5)) END AS [taeller],
    COALESCE(l1.grad, 3) AS [taeller_grad],
    g2.vaerdi AS [naevner],
    COALESCE(g2.grad, 3) AS [naevner_grad]
  FROM raekker AS r
  LEFT JOIN taeller_leveret AS l1 ON l1.kommune = r.kommune AND l1.fra = r.fra
  LEFT JOIN taeller_beloeb AS a1 ON a1.kommune = r.kommune AND a1.fra = r.fra
  LEFT JOIN [noegle_proeve].gt_indbyggere_primo_aaret_aar AS g2 ON g2.kommune = r.kommune AND g2.fra = r.fra
),
-- Status: 0 ok, 1 foreløbig, 2 nævner_nul, 3 mangler; t og n er tæller og nævner i hundredtusindedele, delt med hele tal og afrundet væk fra nul
grader AS (
  SELECT
    *,
    (SELECT MAX(m.v) FROM (VALUES (taeller_grad), (naevner_grad), (CASE WHEN naevner = 0 THEN 2 ELSE 0 END)) AS m(v)) AS grad,
    CAST(taeller * 100000 AS DECIMAL(38, 0)) AS t,
    CAST(naevner * 100000 AS DECIMAL(38, 0)) AS n
  FROM dele
),
beregnet AS (
  SELECT
    *,
    CASE WHEN grad >= 2 THEN NULL ELSE
      CAST(CAST(CASE WHEN n = 0 THEN NULL WHEN t < 0 AND n > 0 OR t > 0 AND n < 0 THEN -1 ELSE 1 END
        * (CAST(((200000 * ABS(t) + ABS(n)) - (200000 * ABS(t) + ABS(n)) % (2 * ABS(NULLIF(n, 0)))) / (2 * ABS(NULLIF(n, 0))) AS DECIMAL(38, 0))) AS DECIMAL(28, 0)) * 0.00001 AS DECIMAL(28, 5))
    END AS raa_resultat
  FROM grader
)
SELECT
  N'takstindtaegt_pr_indbygger' COLLATE Latin1_General_100_BIN2 AS noegletal,
  N'2009-2010' COLLATE Latin1_General_100_BIN2 AS udgave,
  kommune,
  periode,
  periode_start,
  taeller,
  naevner,
  CAST(CASE
    WHEN grad = 3 THEN NULL
    WHEN naevner = 0 THEN NULL
    ELSE raa_resultat
  END AS DECIMAL(28, 5)) AS resultat,
  CASE grad WHEN 0 THEN N'ok' COLLATE Latin1_General_100_BIN2 WHEN 1 THEN N'foreløbig' COLLATE Latin1_General_100_BIN2 WHEN 2 THEN N'nævner_nul' COLLATE Latin1_General_100_BIN2 ELSE N'mangler' COLLATE Latin1_General_100_BIN2 END AS status
FROM beregnet;
GO

INSERT INTO noegle_proeve.[fundet]
SELECT t.nr, v.noegletal, v.udgave, v.kommune, v.periode, v.taeller, v.naevner, v.resultat, v.status
FROM noegle_proeve.[nt_takstindtaegt_pr_indbygger] AS v
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
