CREATE OR REPLACE FUNCTION noegle.laes_tal(x ANYELEMENT) RETURNS NUMERIC(38, 10)
LANGUAGE SQL STABLE PARALLEL SAFE AS $$
SELECT CASE
  WHEN (PG_TYPEOF(x)::TEXT IN ('smallint', 'integer', 'bigint', 'numeric') OR PG_TYPEOF(x)::TEXT IN ('real', 'double precision')) AND CAST(x AS TEXT) ~ '^[+-]?[0-9]+([.][0-9]+)?([eE][+-]?[0-9]+)?$' THEN CASE WHEN ABS(ROUND(CAST(CAST(x AS TEXT) AS NUMERIC), 10)) < 1e28 THEN ROUND(CAST(CAST(x AS TEXT) AS NUMERIC), 10) END
  WHEN PG_TYPEOF(x)::TEXT IN ('text', 'character varying', 'character', 'name', 'unknown') AND noegle.laes_tekst(x) ~ '^[+-]?[0-9]+([.][0-9]+)?$' THEN CASE WHEN ABS(ROUND(CAST(noegle.laes_tekst(x) AS NUMERIC), 10)) < 1e28 THEN ROUND(CAST(noegle.laes_tekst(x) AS NUMERIC), 10) END
END
$$;
