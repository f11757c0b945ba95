-- What the judges must say of statements, written from SQL Server's documented errors; no real server has been asked.
-- A case begins with `--- valid: …` or `--- refused by …: …`, its batches are split at GO, and every case stands on the
-- prelude. A refused case is refused in its last batch, by the judges named and maybe by others. `-- rows:` tells the
-- rows of a valid case's last query, cells split at |, rows at /.

--- prelude
CREATE SCHEMA k
GO
CREATE TABLE k.regnskab (kommune NVARCHAR(3) COLLATE Latin1_General_100_BIN2, aar INT, beloeb DECIMAL(28, 5), ekstra BIT, dag DATE, raa VARCHAR(20), tal FLOAT)
GO
INSERT INTO k.regnskab (kommune, aar, beloeb, ekstra, dag, raa, tal) VALUES (N'101', 2024, 10.5, 0, '2024-02-29', 'a', 1.5), (N'165', 2023, -7, 1, NULL, N'Å', NULL), (NULL, NULL, NULL, NULL, NULL, NULL, NULL)
GO
CREATE TABLE k.[x]]y z] ([a b] INT, [select] NVARCHAR(50) COLLATE Latin1_General_100_BIN2)

--- valid: a view of sums, remade
CREATE OR ALTER VIEW k.v AS SELECT kommune, SUM(beloeb) AS beloeb, COUNT(*) AS antal FROM k.regnskab GROUP BY kommune
GO
SELECT kommune, beloeb, antal FROM k.v WHERE kommune IS NOT NULL ORDER BY kommune
-- rows: 101|10.50000|1 / 165|-7.00000|1

--- valid: names with brackets, blanks and words of the language
INSERT INTO k.[x]]y z] ([a b], [select]) VALUES (1, N'it''s æøå')
GO
SELECT t.[a b] AS tal, t.[select] AS tekst FROM k.[x]]y z] AS t
-- rows: 1|it's æøå

--- valid: int / int is whole and goes toward zero
SELECT -7 / 2 AS a, 7 / 2 AS b, -7 % 2 AS c, aar / 1000 AS d FROM k.regnskab WHERE aar = 2024
-- rows: -3|3|-1|2

--- valid: an exact quotient of wide whole numbers
CREATE OR ALTER VIEW k.v AS WITH t AS (SELECT CAST(200000000000000000000000000000 AS DECIMAL(38, 0)) AS a, CAST(3 AS DECIMAL(38, 0)) AS d) SELECT CAST((a - a % d) / d AS DECIMAL(38, 0)) AS q FROM t
GO
SELECT q FROM k.v
-- rows: 66666666666666666666666666666

--- valid: a rounded quotient with its sign
WITH t AS (SELECT CAST(beloeb * 100000 AS DECIMAL(38, 0)) AS t, CAST(3 AS DECIMAL(38, 0)) AS n FROM k.regnskab WHERE aar = 2023)
SELECT CAST(CASE WHEN t < 0 THEN -1 ELSE 1 END * CAST(((2 * ABS(t) + n) - (2 * ABS(t) + n) % (2 * n)) / (2 * n) AS DECIMAL(28, 0)) * 0.00001 AS DECIMAL(28, 5)) AS r FROM t
-- rows: -2.33333

--- valid: bits are compared with numbers, conditions stand in CASE
SELECT CASE WHEN ekstra = 1 THEN 1 ELSE 0 END AS e FROM k.regnskab WHERE ekstra = 1
-- rows: 1

--- valid: common table expressions in a view, unions and joins
CREATE OR ALTER VIEW k.v AS
WITH a AS (SELECT kommune, aar FROM k.regnskab WHERE aar IS NOT NULL), b AS (SELECT kommune, aar + 1 AS aar FROM a UNION ALL SELECT kommune, aar FROM a)
SELECT b.kommune, MAX(b.aar) AS sidste FROM b LEFT JOIN a ON a.kommune = b.kommune AND a.aar = b.aar GROUP BY b.kommune
GO
SELECT sidste FROM k.v ORDER BY sidste DESC
-- rows: 2025 / 2024

--- valid: a table made from a query, read by a view
SELECT kommune, aar INTO k.kalender FROM k.regnskab
GO
CREATE OR ALTER VIEW k.v AS SELECT aar FROM k.kalender WHERE aar IS NOT NULL
GO
SELECT aar FROM k.v ORDER BY aar
-- rows: 2023 / 2024

--- valid: ranking with an order, NULL first
SELECT ROW_NUMBER() OVER (ORDER BY aar) AS r, aar FROM k.regnskab ORDER BY r
-- rows: 1| / 2|2023 / 3|2024

--- valid: windows over partitions
SELECT kommune, SUM(beloeb) OVER (PARTITION BY kommune) AS s, COUNT(*) OVER (PARTITION BY kommune ORDER BY aar ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS c FROM k.regnskab

--- valid: windows that end one row before, and at the last
SELECT aar, MAX(aar) OVER (ORDER BY aar ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS foer, MAX(aar) OVER (ORDER BY aar ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS sidst, MIN(aar) OVER (ORDER BY aar ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING) AS naeste FROM k.regnskab WHERE aar IS NOT NULL ORDER BY aar
-- rows: 2023||2024|2024 / 2024|2023|2024|

--- valid: the sum of sums as a window over groups
SELECT kommune, SUM(SUM(beloeb)) OVER (PARTITION BY kommune) AS s FROM k.regnskab GROUP BY kommune

--- valid: days
SELECT DATEFROMPARTS(2024, 2, 29) AS d, DATEDIFF(DAY, CAST('1970-01-01' AS DATE), dag) AS n, DATEADD(DAY, 1, dag) AS e, CONVERT(NVARCHAR(10), dag, 23) AS t, YEAR(dag) AS y FROM k.regnskab WHERE aar = 2024
-- rows: 2024-02-29|19782|2024-03-01|2024-02-29|2024

--- valid: texts
SELECT CONCAT(N'a', aar, N'-', kommune) COLLATE Latin1_General_100_BIN2 AS t, RIGHT(CONCAT(N'000', aar), 6) AS p, LEN(N'ab  ') AS l, REPLACE(kommune, N'1', N'x') AS r, SUBSTRING(kommune, 2, 2) AS s, CHARINDEX(N'0', kommune) AS c FROM k.regnskab WHERE aar = 2024
-- rows: a2024-101|002024|2|x0x|01|2

--- valid: places in texts
SELECT CHARINDEX(N'|', CONCAT(kommune, N'|x|'), 5) AS b, PATINDEX(N'%[^0.]%', N'00.0.100' COLLATE Latin1_General_100_BIN2) AS p, kommune + NCHAR(124) + N'x' AS t FROM k.regnskab WHERE aar = 2024
-- rows: 6|6|101|x

--- valid: a schema emptied and removed
IF SCHEMA_ID(N'ny') IS NULL EXEC(N'CREATE SCHEMA [ny]')
GO
CREATE TABLE ny.t (a INT)
GO
CREATE OR ALTER VIEW ny.v AS SELECT a FROM ny.t
GO
DECLARE @fjern NVARCHAR(600);
WHILE 1 = 1
BEGIN
  SET @fjern = (SELECT TOP (1) CONCAT(N'DROP ', CASE o.type WHEN 'V' THEN N'VIEW' WHEN 'U' THEN N'TABLE' ELSE N'FUNCTION' END, N' ', QUOTENAME(s.name), N'.', QUOTENAME(o.name))
    FROM sys.objects AS o JOIN sys.schemas AS s ON s.schema_id = o.schema_id WHERE s.name = N'ny' AND o.type IN ('V', 'U', 'IF') ORDER BY o.object_id DESC);
  IF @fjern IS NULL BREAK;
  EXEC(@fjern);
END;
DROP SCHEMA IF EXISTS ny
GO
IF SCHEMA_ID(N'ny') IS NULL EXEC(N'CREATE SCHEMA [ny]')

--- valid: patterns of digits
SELECT CASE WHEN kommune LIKE N'[0-9][0-9][0-9]' THEN 1 ELSE 0 END AS a, CASE WHEN kommune LIKE N'[^1]%' THEN 1 ELSE 0 END AS b FROM k.regnskab WHERE aar = 2023
-- rows: 1|0

--- valid: texts compare without trailing blanks, and with letter case
SELECT CASE WHEN kommune = N'101  ' THEN 1 ELSE 0 END AS a FROM k.regnskab WHERE aar = 2024
-- rows: 1

--- valid: an inline function of any type
CREATE OR ALTER FUNCTION k.laes(@x SQL_VARIANT) RETURNS TABLE AS RETURN (SELECT CASE WHEN t.tekst LIKE N'[0-9]%' THEN TRY_CONVERT(INT, t.tekst) END AS v FROM (SELECT RTRIM(CONVERT(NVARCHAR(4000), @x)) COLLATE Latin1_General_100_BIN2 AS tekst) AS t)
GO
SELECT (SELECT v FROM k.laes(r.kommune)) AS a, (SELECT v FROM k.laes(r.aar)) AS b, (SELECT v FROM k.laes(r.raa)) AS c FROM k.regnskab AS r WHERE r.aar = 2024
-- rows: 101|2024|

--- valid: whole numbers from VALUES crossed
SELECT a.n + 10 * b.n AS n FROM (VALUES (0), (1), (2)) AS a(n) CROSS JOIN (VALUES (0), (1)) AS b(n) ORDER BY n
-- rows: 0 / 1 / 2 / 10 / 11 / 12

--- valid: EXISTS and IN with queries
SELECT r.aar FROM k.regnskab AS r WHERE EXISTS (SELECT 1 FROM k.regnskab AS s WHERE s.kommune = r.kommune) AND r.aar IN (SELECT aar FROM k.regnskab WHERE aar > 2023)
-- rows: 2024

--- valid: APPLY of rows of a row
SELECT r.aar, v.b FROM k.regnskab AS r CROSS APPLY (VALUES (r.aar + 1), (r.aar + 2)) AS v(b) WHERE r.aar = 2024 ORDER BY v.b
-- rows: 2024|2025 / 2024|2026

--- valid: schema when missing, tables dropped when there
IF SCHEMA_ID(N'ny') IS NULL EXEC(N'CREATE SCHEMA [ny]')
GO
DROP TABLE IF EXISTS ny.t
GO
CREATE TABLE ny.t (a INT)
GO
INSERT INTO ny.t VALUES (1), (2)
GO
SELECT SUM(CAST(a AS BIGINT)) AS s FROM ny.t
-- rows: 3

--- valid: a view told about with an extended property
CREATE OR ALTER VIEW k.v AS SELECT aar FROM k.regnskab
GO
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'it''s', @level0type = N'SCHEMA', @level0name = N'k', @level1type = N'VIEW', @level1name = N'v', @level2type = N'COLUMN', @level2name = N'aar'

--- valid: rows changed by those of another table
CREATE TABLE k.s (aar INT, n INT)
GO
INSERT INTO k.s VALUES (2024, NULL)
GO
UPDATE s SET n = q.n FROM k.s AS s JOIN (SELECT aar, COUNT(*) AS n FROM k.regnskab GROUP BY aar) AS q ON q.aar = s.aar
GO
SELECT aar, n FROM k.s
-- rows: 2024|1

--- valid: the first of an order
SELECT TOP (1) aar FROM k.regnskab ORDER BY aar DESC
-- rows: 2024

--- valid: row-level security
CREATE FUNCTION k.maa_se(@kommune NVARCHAR(3)) RETURNS TABLE WITH SCHEMABINDING AS RETURN (SELECT 1 AS ja WHERE @kommune = CONVERT(NVARCHAR(3), SESSION_CONTEXT(N'kommune')) COLLATE Latin1_General_100_BIN2)
GO
CREATE SECURITY POLICY k.adgang ADD FILTER PREDICATE k.maa_se(kommune) ON k.regnskab WITH (STATE = ON)

--- valid: distinct rows ordered by what they show
SELECT DISTINCT kommune FROM k.regnskab WHERE kommune IS NOT NULL ORDER BY kommune
-- rows: 101 / 165

--- valid: decimals added keep their decimals
SELECT CAST(beloeb + 0.5 AS DECIMAL(28, 5)) AS b, CAST(SUM(beloeb) OVER (PARTITION BY kommune) AS DECIMAL(38, 5)) AS s FROM k.regnskab WHERE aar = 2024
-- rows: 11.00000|10.50000

--- refused by syntax: LIMIT
SELECT aar FROM k.regnskab LIMIT 1
--- refused by syntax: a condition as a value
SELECT aar > 2020 AS nyt FROM k.regnskab
--- refused by syntax: a bit as a condition
SELECT aar FROM k.regnskab WHERE ekstra
--- refused by syntax: ||
SELECT kommune || N'x' AS t FROM k.regnskab
--- refused by syntax: CREATE OR REPLACE
CREATE OR REPLACE VIEW k.v AS SELECT aar FROM k.regnskab
--- refused by syntax: NULLS LAST
SELECT aar FROM k.regnskab ORDER BY aar NULLS LAST
--- refused by syntax: USING
SELECT a.aar FROM k.regnskab AS a JOIN k.regnskab AS b USING (aar)
--- refused by syntax: IS NOT DISTINCT FROM
SELECT aar FROM k.regnskab WHERE aar IS NOT DISTINCT FROM 1
--- refused by syntax: a date literal
SELECT aar FROM k.regnskab WHERE dag = DATE '2024-01-01'
--- refused by syntax: FILTER
SELECT SUM(aar) FILTER (WHERE aar > 1) AS s FROM k.regnskab
--- refused by syntax: QUALIFY
SELECT aar FROM k.regnskab QUALIFY ROW_NUMBER() OVER (ORDER BY aar) = 1
--- refused by syntax: a table from a query
CREATE TABLE k.t AS SELECT aar FROM k.regnskab
--- refused by syntax: a common table expression in a derived table
SELECT a.aar FROM (WITH b AS (SELECT aar FROM k.regnskab) SELECT aar FROM b) AS a
--- refused by syntax: GO in a literal ends the batch for every client
SELECT aar FROM k.regnskab WHERE kommune = N'a
GO
b'
--- refused by syntax: an unclosed bracket
SELECT [aar FROM k.regnskab
--- refused by syntax: a view beside another statement
SELECT 1 AS a; CREATE VIEW k.v AS SELECT aar FROM k.regnskab
--- refused by binding, execution: an unknown column
CREATE OR ALTER VIEW k.v AS SELECT aarr FROM k.regnskab
--- refused by binding, execution: an unknown relation
CREATE OR ALTER VIEW k.v AS SELECT aar FROM k.regnskaber
--- refused by binding, execution: an unknown column in a query
SELECT aarr FROM k.regnskab
--- refused by binding, execution: a relation by its own name when it has another
CREATE OR ALTER VIEW k.v AS SELECT regnskab.aar FROM k.regnskab AS r
--- refused by binding, execution: two columns of one name
CREATE OR ALTER VIEW k.v AS SELECT aar, aar + 1 AS AAR FROM k.regnskab
--- refused by binding, execution: a column without a name
CREATE OR ALTER VIEW k.v AS SELECT aar + 1 FROM k.regnskab
--- refused by binding, execution: the column of a table that was made from a query
SELECT aar INTO k.kalender FROM k.regnskab
GO
CREATE OR ALTER VIEW k.v AS SELECT maaned FROM k.kalender
--- refused by binding, execution: a name used where it is given
CREATE OR ALTER VIEW k.v AS SELECT aar + 1 AS naeste, naeste + 1 AS derefter FROM k.regnskab
--- refused by binding, execution: grouped by a name given in the same query
CREATE OR ALTER VIEW k.v AS SELECT aar + 1 AS naeste FROM k.regnskab GROUP BY naeste
--- refused by binding, execution: TRUE
CREATE OR ALTER VIEW k.v AS SELECT CASE WHEN aar = 1 THEN TRUE ELSE FALSE END AS b FROM k.regnskab
--- refused by binding: a comment on a column that is not there
EXEC sys.sp_addextendedproperty @name = N'MS_Description', @value = N'x', @level0type = N'SCHEMA', @level0name = N'k', @level1type = N'TABLE', @level1name = N'regnskab', @level2type = N'COLUMN', @level2name = N'nope'
--- refused by binding: a policy with a function that is not there
CREATE SECURITY POLICY k.adgang ADD FILTER PREDICATE k.nope(kommune) ON k.regnskab WITH (STATE = ON)
--- refused by execution: an ambiguous column
SELECT aar FROM k.regnskab AS a JOIN k.regnskab AS b ON a.kommune = b.kommune
--- refused by execution: not in GROUP BY
SELECT kommune, aar, COUNT(*) AS n FROM k.regnskab GROUP BY kommune
--- refused by execution: GROUP BY an ordinal
SELECT aar, COUNT(*) AS n FROM k.regnskab GROUP BY 1
--- refused by execution: ORDER BY an ordinal
SELECT aar FROM k.regnskab ORDER BY 1
--- refused by lint: an aggregate of an aggregate
SELECT SUM(COUNT(*)) AS n FROM k.regnskab GROUP BY aar
--- refused by lint: an aggregate of a query
SELECT SUM((SELECT 1)) AS n FROM k.regnskab
--- refused by execution: an aggregate in WHERE
SELECT aar FROM k.regnskab WHERE SUM(aar) > 1
--- refused by execution: a window in WHERE
SELECT aar FROM k.regnskab WHERE ROW_NUMBER() OVER (ORDER BY aar) = 1
--- refused by lint: ROW_NUMBER without an order
SELECT ROW_NUMBER() OVER (PARTITION BY aar) AS r FROM k.regnskab
--- refused by lint: a window ordered by a constant
SELECT ROW_NUMBER() OVER (ORDER BY 1) AS r FROM k.regnskab
--- refused by syntax: DISTINCT in a window
SELECT COUNT(DISTINCT aar) OVER (PARTITION BY kommune) AS r FROM k.regnskab
--- refused by execution: DISTINCT ordered by what it does not show
SELECT DISTINCT kommune FROM k.regnskab ORDER BY aar
--- refused by execution: DATE_TRUNC
SELECT DATE_TRUNC('month', dag) AS d FROM k.regnskab
--- refused by execution: GREATEST
SELECT GREATEST(aar, 1) AS a FROM k.regnskab
--- refused by execution: STRING_AGG
SELECT STRING_AGG(kommune, N',') AS a FROM k.regnskab
--- refused by execution: TRIM
SELECT TRIM(kommune) AS a FROM k.regnskab
--- refused by execution: a function that nobody has
SELECT NVL(aar, 0) AS a FROM k.regnskab
--- refused by execution: too few arguments
SELECT REPLACE(kommune, N'a') AS a FROM k.regnskab
--- refused by execution: a decimal of 40 digits
SELECT CAST(aar AS DECIMAL(40, 0)) AS a FROM k.regnskab
--- refused by execution: the sum of a bit
SELECT SUM(ekstra) AS a FROM k.regnskab
--- refused by execution: the largest bit
SELECT MAX(ekstra) AS a FROM k.regnskab
--- refused by execution: decimals divided
SELECT beloeb / 3 AS a FROM k.regnskab
--- refused by execution: a quotient that is not whole
SELECT CAST((beloeb - aar % 3) / 3 AS DECIMAL(28, 0)) AS a FROM k.regnskab
--- refused by execution: a product that loses decimals
SELECT beloeb * CAST(1.0000000001 AS DECIMAL(12, 10)) AS a FROM k.regnskab
--- refused by execution: a text compared by the database's collation
SELECT aar FROM k.regnskab WHERE raa = N'a'
--- refused by execution: collations that differ
SELECT aar FROM k.regnskab WHERE raa = kommune
--- refused by execution: a column made of literals compared
WITH a AS (SELECT N'år' AS slags, aar FROM k.regnskab) SELECT aar FROM a WHERE slags = N'år'
--- refused by execution: a union of collations
SELECT kommune AS a FROM k.regnskab UNION ALL SELECT raa FROM k.regnskab
--- refused by execution: grouped by a text of the database's collation
SELECT raa, COUNT(*) AS n FROM k.regnskab GROUP BY raa
--- refused by execution: text against number
SELECT aar FROM k.regnskab WHERE kommune = 101
--- refused by execution: CASE of text and number
SELECT CASE WHEN aar = 1 THEN kommune ELSE 0 END AS a FROM k.regnskab
--- refused by execution: a view that shows a text of the database's collation
CREATE OR ALTER VIEW k.v AS SELECT N'ok' AS status, aar FROM k.regnskab
--- refused by execution: NULL without a type
SELECT NULL AS a, aar FROM k.regnskab
--- refused by execution: unions of unlike length
SELECT aar AS a FROM k.regnskab UNION ALL SELECT aar, aar + 1 FROM k.regnskab
--- refused by syntax: ORDER BY in a view
CREATE OR ALTER VIEW k.v AS SELECT aar FROM k.regnskab ORDER BY aar
--- refused by execution: a text without a length
SELECT CAST(aar AS NVARCHAR) AS a FROM k.regnskab
--- refused by execution: a number as a date
SELECT CAST(aar AS DATE) AS a FROM k.regnskab
--- refused by lint, execution: letters without N
SELECT aar FROM k.regnskab WHERE kommune = 'å'
--- refused by execution: an int that overflows
SELECT aar * 2000000 AS a FROM k.regnskab
--- refused by execution: a table that is there already
CREATE TABLE k.t (a INT)
GO
CREATE TABLE k.t (a INT)
--- refused by execution: text and number with +
SELECT kommune + aar AS a FROM k.regnskab
--- refused by lint: CASE eleven deep
SELECT CASE WHEN aar = 1 THEN 1 ELSE CASE WHEN aar = 2 THEN 1 ELSE CASE WHEN aar = 3 THEN 1 ELSE CASE WHEN aar = 4 THEN 1 ELSE CASE WHEN aar = 5 THEN 1 ELSE CASE WHEN aar = 6 THEN 1 ELSE CASE WHEN aar = 7 THEN 1 ELSE CASE WHEN aar = 8 THEN 1 ELSE CASE WHEN aar = 9 THEN 1 ELSE CASE WHEN aar = 10 THEN 1 ELSE CASE WHEN aar = 11 THEN 1 ELSE 0 END END END END END END END END END END END AS a FROM k.regnskab
--- valid: rows of one's own kommune by a policy
CREATE FUNCTION k.egen(@a NVARCHAR(3)) RETURNS TABLE WITH SCHEMABINDING AS RETURN (SELECT 1 AS ser FROM (SELECT 1 AS n) AS en WHERE @a COLLATE Latin1_General_100_BIN2 = CONVERT(NVARCHAR(3), ORIGINAL_LOGIN()) COLLATE Latin1_General_100_BIN2)
GO
CREATE SECURITY POLICY k.p ADD FILTER PREDICATE k.egen(kommune) ON k.regnskab WITH (STATE = ON, SCHEMABINDING = ON)
GO
DROP SECURITY POLICY IF EXISTS k.p
GO
DROP TABLE k.regnskab
--- refused by execution: a table under a policy
CREATE FUNCTION k.egen(@a NVARCHAR(3)) RETURNS TABLE WITH SCHEMABINDING AS RETURN (SELECT 1 AS ser FROM (SELECT 1 AS n) AS en WHERE @a COLLATE Latin1_General_100_BIN2 = CONVERT(NVARCHAR(3), ORIGINAL_LOGIN()) COLLATE Latin1_General_100_BIN2)
GO
CREATE SECURITY POLICY k.p ADD FILTER PREDICATE k.egen(kommune) ON k.regnskab WITH (STATE = ON, SCHEMABINDING = ON)
GO
DROP TABLE k.regnskab
--- refused by binding, execution: a policy whose function is not there
CREATE SECURITY POLICY k.p ADD FILTER PREDICATE k.egen(kommune) ON k.regnskab WITH (STATE = ON, SCHEMABINDING = ON)
--- refused by syntax: a name of 129 letters
SELECT aar AS aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa FROM k.regnskab
