CREATE OR REPLACE MACRO noegle.laes_skoleaar(x) AS
CASE
  WHEN (TYPEOF(x) = 'DATE' OR TYPEOF(x) LIKE 'TIMESTAMP%') THEN NULL
  WHEN REGEXP_FULL_MATCH(noegle.laes_tekst(x), '(19[0-9]{2}|2[0-9]{3})') THEN CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER)
  WHEN REGEXP_FULL_MATCH(noegle.laes_tekst(x), '(19[0-9]{2}|2[0-9]{3})/[0-9]{2}([0-9]{2})?') THEN
    CASE WHEN RIGHT(CAST(CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER) + 1 AS VARCHAR), LENGTH(noegle.laes_tekst(x)) - 5) = SUBSTRING(noegle.laes_tekst(x), 6) THEN CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER) END
END;
