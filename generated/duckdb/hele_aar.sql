CREATE OR REPLACE MACRO noegle.hele_aar(fra, til) AS
CASE
  WHEN til >= fra THEN noegle.hele_maaneder(fra, til) // 12
  ELSE -(noegle.hele_maaneder(til, fra) // 12)
END;
