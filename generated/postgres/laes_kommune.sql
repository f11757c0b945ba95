CREATE OR REPLACE FUNCTION noegle.laes_kommune(x ANYELEMENT) RETURNS TEXT
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE WHEN NOT PG_TYPEOF(x)::TEXT IN ('text', 'character varying', 'character', 'name', 'unknown') AND LENGTH(noegle.laes_tekst(x)) BETWEEN 1 AND 2 THEN LPAD(noegle.laes_tekst(x), 3, '0') ELSE noegle.laes_tekst(x) END
$$;
