CREATE OR REPLACE FUNCTION noegle.laes_uge(x ANYELEMENT) RETURNS INTEGER
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE
  WHEN (PG_TYPEOF(x)::TEXT = 'date' OR PG_TYPEOF(x)::TEXT LIKE 'timestamp%') AND noegle.laes_dato(x) IS NOT NULL THEN CAST(TO_CHAR(CAST(DATE_TRUNC('week', MAKE_DATE(noegle.laes_dato(x) / 10000, noegle.laes_dato(x) / 100 % 100, noegle.laes_dato(x) % 100)) AS DATE) + 3, 'YYYYMMDD') AS INTEGER)
  WHEN noegle.laes_tekst(x) ~ '^(19[0-9]{2}|2[0-9]{3})(-?[WU])?(0[1-9]|[1-4][0-9]|5[0-3])$' THEN
    CASE WHEN EXTRACT(YEAR FROM (CAST(DATE_TRUNC('week', MAKE_DATE(CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER), 1, 4)) AS DATE) + (7 * CAST(RIGHT(noegle.laes_tekst(x), 2) AS INTEGER) - 4))) = CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER) THEN CAST(TO_CHAR((CAST(DATE_TRUNC('week', MAKE_DATE(CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER), 1, 4)) AS DATE) + (7 * CAST(RIGHT(noegle.laes_tekst(x), 2) AS INTEGER) - 4)), 'YYYYMMDD') AS INTEGER) END
END
$$;
