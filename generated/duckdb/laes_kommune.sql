CREATE OR REPLACE MACRO noegle.laes_kommune(x) AS
CASE
  WHEN TYPEOF(x) <> 'VARCHAR' AND LENGTH(noegle.laes_tekst(x)) BETWEEN 1 AND 2 THEN LPAD(noegle.laes_tekst(x), 3, '0')
  ELSE noegle.laes_tekst(x)
END;
