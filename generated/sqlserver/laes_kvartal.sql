CREATE OR ALTER FUNCTION noegle.laes_kvartal(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE
  WHEN l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset') AND d.v IS NOT NULL THEN d.v / 10000 * 10 + (d.v / 100 % 100 + 2) / 3
  WHEN (t.v LIKE N'19[0-9][0-9][1-4]' OR t.v LIKE N'19[0-9][0-9][KQ][1-4]' OR t.v LIKE N'19[0-9][0-9]-[KQ][1-4]' OR t.v LIKE N'2[0-9][0-9][0-9][1-4]' OR t.v LIKE N'2[0-9][0-9][0-9][KQ][1-4]' OR t.v LIKE N'2[0-9][0-9][0-9]-[KQ][1-4]') THEN TRY_CONVERT(INT, LEFT(t.v, 4)) * 10 + TRY_CONVERT(INT, RIGHT(t.v, 1))
END AS v
FROM noegle.laes_lagret(@x) AS l
CROSS JOIN noegle.laes_tekst(@x) AS t
CROSS JOIN noegle.laes_dato(@x) AS d
);
GO
