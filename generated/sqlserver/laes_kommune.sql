CREATE OR ALTER FUNCTION noegle.laes_kommune(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE WHEN NOT (l.slags IN (N'nvarchar', N'varchar', N'nchar', N'char')) AND LEN(t.v) BETWEEN 1 AND 2 THEN RIGHT(CONCAT(N'00', t.v), 3) ELSE t.v END AS v
FROM noegle.laes_lagret(@x) AS l
CROSS JOIN noegle.laes_tekst(@x) AS t
);
GO
