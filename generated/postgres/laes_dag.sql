CREATE OR REPLACE FUNCTION noegle.laes_dag(x ANYELEMENT) RETURNS INTEGER
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE WHEN noegle.laes_dato(x) IS NOT NULL THEN MAKE_DATE(noegle.laes_dato(x) / 10000, noegle.laes_dato(x) / 100 % 100, noegle.laes_dato(x) % 100) - DATE '1970-01-01' END
$$;
