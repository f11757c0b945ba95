CREATE OR REPLACE FUNCTION noegle.laes_maaned(x ANYELEMENT) RETURNS INTEGER
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE
  WHEN (PG_TYPEOF(x)::TEXT = 'date' OR PG_TYPEOF(x)::TEXT LIKE 'timestamp%') AND LEFT(CAST(x AS TEXT), 7) ~ '^(19[0-9]{2}|2[0-9]{3})-[0-9]{2}$' THEN CAST(REPLACE(LEFT(CAST(x AS TEXT), 7), '-', '') AS INTEGER)
  WHEN noegle.laes_tekst(x) ~ '^(19[0-9]{2}|2[0-9]{3})-?(0[1-9]|1[0-6])$' THEN CAST(REPLACE(noegle.laes_tekst(x), '-', '') AS INTEGER)
END
$$;
