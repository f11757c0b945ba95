CREATE OR ALTER FUNCTION noegle.laes_uge(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE WHEN u.aar IS NULL OR YEAR(h.torsdag) = u.aar THEN 10000 * YEAR(h.torsdag) + 100 * MONTH(h.torsdag) + DAY(h.torsdag) END AS v
FROM noegle.laes_lagret(@x) AS l
CROSS JOIN noegle.laes_tekst(@x) AS t
CROSS JOIN noegle.laes_dato(@x) AS d
CROSS APPLY (SELECT CASE WHEN (t.v LIKE N'19[0-9][0-9]0[1-9]' OR t.v LIKE N'19[0-9][0-9][1-4][0-9]' OR t.v LIKE N'19[0-9][0-9]5[0-3]' OR t.v LIKE N'19[0-9][0-9][WU]0[1-9]' OR t.v LIKE N'19[0-9][0-9][WU][1-4][0-9]' OR t.v LIKE N'19[0-9][0-9][WU]5[0-3]' OR t.v LIKE N'19[0-9][0-9]-[WU]0[1-9]' OR t.v LIKE N'19[0-9][0-9]-[WU][1-4][0-9]' OR t.v LIKE N'19[0-9][0-9]-[WU]5[0-3]' OR t.v LIKE N'2[0-9][0-9][0-9]0[1-9]' OR t.v LIKE N'2[0-9][0-9][0-9][1-4][0-9]' OR t.v LIKE N'2[0-9][0-9][0-9]5[0-3]' OR t.v LIKE N'2[0-9][0-9][0-9][WU]0[1-9]' OR t.v LIKE N'2[0-9][0-9][0-9][WU][1-4][0-9]' OR t.v LIKE N'2[0-9][0-9][0-9][WU]5[0-3]' OR t.v LIKE N'2[0-9][0-9][0-9]-[WU]0[1-9]' OR t.v LIKE N'2[0-9][0-9][0-9]-[WU][1-4][0-9]' OR t.v LIKE N'2[0-9][0-9][0-9]-[WU]5[0-3]') AND NOT (l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset')) THEN TRY_CONVERT(INT, LEFT(t.v, 4)) END AS aar,
  CASE WHEN l.slags IN (N'date', N'datetime', N'datetime2', N'smalldatetime', N'datetimeoffset') AND d.v IS NOT NULL THEN DATEDIFF(DAY, CONVERT(DATE, N'1900-01-01', 23), DATEFROMPARTS(d.v / 10000, d.v / 100 % 100, d.v % 100)) END AS dag) AS u
CROSS APPLY (SELECT CASE WHEN u.aar IS NULL THEN u.dag - u.dag % 7 + 3
  ELSE DATEDIFF(DAY, CONVERT(DATE, N'1900-01-01', 23), DATEFROMPARTS(u.aar, 1, 4)) - DATEDIFF(DAY, CONVERT(DATE, N'1900-01-01', 23), DATEFROMPARTS(u.aar, 1, 4)) % 7 + 7 * TRY_CONVERT(INT, RIGHT(t.v, 2)) - 4 END AS dag) AS n
CROSS APPLY (SELECT DATEADD(DAY, n.dag, CONVERT(DATE, N'1900-01-01', 23)) AS torsdag) AS h
);
GO
