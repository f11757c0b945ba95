CREATE OR ALTER FUNCTION noegle.laes_maaned(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE
  WHEN l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset') AND (LEFT(l.lagret, 7) LIKE N'19[0-9][0-9]-[0-9][0-9]' OR LEFT(l.lagret, 7) LIKE N'2[0-9][0-9][0-9]-[0-9][0-9]') THEN TRY_CONVERT(INT, REPLACE(LEFT(l.lagret, 7), N'-', N''))
  WHEN (t.v LIKE N'19[0-9][0-9]0[1-9]' OR t.v LIKE N'19[0-9][0-9]1[0-6]' OR t.v LIKE N'19[0-9][0-9]-0[1-9]' OR t.v LIKE N'19[0-9][0-9]-1[0-6]' OR t.v LIKE N'2[0-9][0-9][0-9]0[1-9]' OR t.v LIKE N'2[0-9][0-9][0-9]1[0-6]' OR t.v LIKE N'2[0-9][0-9][0-9]-0[1-9]' OR t.v LIKE N'2[0-9][0-9][0-9]-1[0-6]') THEN TRY_CONVERT(INT, REPLACE(t.v, N'-', N''))
END AS v
FROM noegle.laes_lagret(@x) AS l
CROSS JOIN noegle.laes_tekst(@x) AS t
);
GO
