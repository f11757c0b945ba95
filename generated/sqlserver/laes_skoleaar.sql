CREATE OR ALTER FUNCTION noegle.laes_skoleaar(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE
  WHEN l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset') THEN NULL
  WHEN (t.v LIKE N'19[0-9][0-9]' OR t.v LIKE N'2[0-9][0-9][0-9]') THEN TRY_CONVERT(INT, t.v)
  WHEN (t.v LIKE N'19[0-9][0-9]/[0-9][0-9]' OR t.v LIKE N'19[0-9][0-9]/[0-9][0-9][0-9][0-9]' OR t.v LIKE N'2[0-9][0-9][0-9]/[0-9][0-9]' OR t.v LIKE N'2[0-9][0-9][0-9]/[0-9][0-9][0-9][0-9]') AND RIGHT(CONCAT(TRY_CONVERT(INT, LEFT(t.v, 4)) + 1, N'') COLLATE Latin1_General_100_BIN2, LEN(t.v) - 5) = SUBSTRING(t.v, 6, 4) THEN TRY_CONVERT(INT, LEFT(t.v, 4))
END AS v
FROM noegle.laes_lagret(@x) AS l
CROSS JOIN noegle.laes_tekst(@x) AS t
);
GO
