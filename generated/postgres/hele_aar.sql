CREATE OR REPLACE FUNCTION noegle.hele_aar(fra INTEGER, til INTEGER) RETURNS INTEGER
LANGUAGE SQL IMMUTABLE PARALLEL SAFE AS $$
SELECT CASE
  WHEN til >= fra THEN noegle.hele_maaneder(fra, til) / 12
  ELSE -(noegle.hele_maaneder(til, fra) / 12)
END
$$;
