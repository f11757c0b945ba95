CREATE OR REPLACE MACRO noegle.laes_dag(x) AS
CASE WHEN noegle.laes_dato(x) IS NOT NULL THEN CAST(MAKE_DATE(noegle.laes_dato(x) // 10000, noegle.laes_dato(x) // 100 % 100, noegle.laes_dato(x) % 100) - DATE '1970-01-01' AS INTEGER) END;
