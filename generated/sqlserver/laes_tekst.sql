CREATE OR ALTER FUNCTION noegle.laes_tekst(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT COALESCE(CASE WHEN NOT (l.slags IN (N'nvarchar', N'varchar', N'nchar', N'char')) AND NOT (l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset')) AND l.lagret LIKE N'%.%' THEN REPLACE(RTRIM(REPLACE(REPLACE(RTRIM(REPLACE(l.lagret, N'0', N' ')), N' ', N'0'), N'.', N' ')), N' ', N'.') ELSE l.lagret END, N'') AS v
FROM noegle.laes_lagret(@x) AS l
);
GO
