CREATE OR REPLACE MACRO noegle.laes_uge(x) AS
CASE
  WHEN (TYPEOF(x) = 'DATE' OR TYPEOF(x) LIKE 'TIMESTAMP%') AND noegle.laes_dato(x) IS NOT NULL THEN CAST(STRFTIME(CAST(DATE_TRUNC('week', TRY_CAST(LEFT(CAST(x AS VARCHAR), 10) AS DATE)) AS DATE) + 3, '%Y%m%d') AS INTEGER)
  WHEN REGEXP_FULL_MATCH(noegle.laes_tekst(x), '(19[0-9]{2}|2[0-9]{3})(-?[WU])?(0[1-9]|[1-4][0-9]|5[0-3])') THEN
    CASE WHEN LEFT(CAST((CAST(DATE_TRUNC('week', MAKE_DATE(CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER), 1, 4)) AS DATE) + (7 * CAST(RIGHT(noegle.laes_tekst(x), 2) AS INTEGER) - 4)) AS VARCHAR), 4) = LEFT(noegle.laes_tekst(x), 4) THEN CAST(STRFTIME((CAST(DATE_TRUNC('week', MAKE_DATE(CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER), 1, 4)) AS DATE) + (7 * CAST(RIGHT(noegle.laes_tekst(x), 2) AS INTEGER) - 4)), '%Y%m%d') AS INTEGER) END
END;
