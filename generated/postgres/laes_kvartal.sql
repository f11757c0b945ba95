CREATE OR REPLACE FUNCTION noegle.laes_kvartal(x ANYELEMENT) RETURNS INTEGER
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE
  WHEN (PG_TYPEOF(x)::TEXT = 'date' OR PG_TYPEOF(x)::TEXT LIKE 'timestamp%') AND noegle.laes_dato(x) IS NOT NULL THEN noegle.laes_dato(x) / 10000 * 10 + (noegle.laes_dato(x) / 100 % 100 + 2) / 3
  WHEN noegle.laes_tekst(x) ~ '^(19[0-9]{2}|2[0-9]{3})(-?[KQ])?[1-4]$' THEN CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER) * 10 + CAST(RIGHT(noegle.laes_tekst(x), 1) AS INTEGER)
END
$$;
