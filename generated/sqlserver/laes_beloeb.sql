CREATE OR ALTER FUNCTION noegle.laes_beloeb(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE
  WHEN l.slags IN (N'decimal', N'numeric', N'money', N'smallmoney', N'int', N'bigint', N'smallint', N'tinyint') OR l.slags IN (N'float', N'real') THEN TRY_CONVERT(DECIMAL(18, 5), @x)
  WHEN l.slags IN (N'nvarchar', N'varchar', N'nchar', N'char') AND u.v LIKE N'[0-9]%' AND u.v LIKE N'%[0-9]' AND u.v NOT LIKE N'%[^0-9.]%' AND u.v NOT LIKE N'%.%.%'
    THEN TRY_CONVERT(DECIMAL(18, 5), t.v)
END AS v
FROM noegle.laes_lagret(@x) AS l
CROSS JOIN noegle.laes_tekst(@x) AS t
CROSS APPLY (SELECT CASE WHEN t.v LIKE N'[-+]%' THEN SUBSTRING(t.v, 2, 4000) ELSE t.v END AS v) AS u
);
GO
