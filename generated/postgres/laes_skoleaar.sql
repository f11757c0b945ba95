CREATE OR REPLACE FUNCTION noegle.laes_skoleaar(x ANYELEMENT) RETURNS INTEGER
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE
  WHEN (PG_TYPEOF(x)::TEXT = 'date' OR PG_TYPEOF(x)::TEXT LIKE 'timestamp%') THEN NULL
  WHEN noegle.laes_tekst(x) ~ '^(19[0-9]{2}|2[0-9]{3})$' THEN CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER)
  WHEN noegle.laes_tekst(x) ~ '^(19[0-9]{2}|2[0-9]{3})/[0-9]{2}([0-9]{2})?$' THEN
    CASE WHEN RIGHT(CAST(CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER) + 1 AS TEXT), LENGTH(noegle.laes_tekst(x)) - 5) = SUBSTRING(noegle.laes_tekst(x) FROM 6) THEN CAST(LEFT(noegle.laes_tekst(x), 4) AS INTEGER) END
END
$$;
