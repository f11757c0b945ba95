CREATE OR REPLACE MACRO noegle.laes_kvartal(x) AS
CASE
  WHEN (TYPEOF(x) = 'DATE' OR TYPEOF(x) LIKE 'TIMESTAMP%') AND noegle.laes_dato(x) IS NOT NULL
    THEN CAST(LEFT(CAST(x AS VARCHAR), 4) AS INTEGER) * 10 + (CAST(SUBSTRING(CAST(x AS VARCHAR), 6, 2) AS INTEGER) + 2) // 3
  WHEN REGEXP_FULL_MATCH(noegle.laes_tekst(x), '(19[0-9]{2}|2[0-9]{3})(-?[KQ])?[1-4]')
    THEN CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER) * 10 + CAST(RIGHT(noegle.laes_tekst(x), 1) AS INTEGER)
END;
