CREATE OR ALTER FUNCTION noegle.laes_dato(@x SQL_VARIANT) RETURNS TABLE AS RETURN (
SELECT CASE
  WHEN (d.dag LIKE N'19[0-9][0-9]-[0-9][0-9]-[0-9][0-9]' OR d.dag LIKE N'2[0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]') AND (d.tid = N'' OR (LEFT(d.tid, 6) LIKE N'[T ][01][0-9]:[0-5][0-9]' OR LEFT(d.tid, 6) LIKE N'[T ]2[0-3]:[0-5][0-9]') AND (d.sekunder = N'' OR LEFT(d.sekunder, 3) LIKE N':[0-5][0-9]' AND (
    LEN(d.sekunder) = 3 OR SUBSTRING(d.sekunder, 4, 1) = N'.' AND LEN(d.sekunder) > 4
      AND SUBSTRING(d.sekunder, 5, 4000) NOT LIKE N'%[^0-9]%')))
    AND TRY_CONVERT(DATE, d.dag, 23) IS NOT NULL
    THEN TRY_CONVERT(INT, REPLACE(d.dag, N'-', N''))
END AS v
FROM noegle.laes_lagret(@x) AS l
CROSS APPLY (SELECT LEFT(l.lagret, 10) AS dag, SUBSTRING(l.lagret, 11, 4000) AS tid, SUBSTRING(l.lagret, 17, 4000) AS sekunder) AS d
);
GO
