CREATE OR REPLACE MACRO noegle.laes_maaned(x) AS
CASE
  WHEN (TYPEOF(x) = 'DATE' OR TYPEOF(x) LIKE 'TIMESTAMP%') AND REGEXP_FULL_MATCH(LEFT(CAST(x AS VARCHAR), 7), '(19[0-9]{2}|2[0-9]{3})-[0-9]{2}')
    THEN CAST(REPLACE(LEFT(CAST(x AS VARCHAR), 7), '-', '') AS INTEGER)
  WHEN REGEXP_FULL_MATCH(noegle.laes_tekst(x), '(19[0-9]{2}|2[0-9]{3})-?(0[1-9]|1[0-6])')
    THEN CAST(REPLACE(noegle.laes_tekst(x), '-', '') AS INTEGER)
END;
