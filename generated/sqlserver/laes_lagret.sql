CREATE OR ALTER FUNCTION noegle.laes_lagret(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
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
