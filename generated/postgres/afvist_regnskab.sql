DROP TABLE IF EXISTS noegle.afvist_regnskab;
-- Rækker i regnskab, hvor noget mangler eller ikke kunne læses
CREATE TABLE noegle.afvist_regnskab AS
SELECT *
FROM noegle.laest_regnskab AS r
WHERE (r.maaned IS NULL)
  OR (r.maaned IS NOT NULL AND r."kommune" = '')
  OR (r.maaned IS NOT NULL AND r."raa_omraade" <> '' AND r."omraade" = '')
  OR (r.maaned IS NOT NULL AND r."raa_funktion" <> '' AND r."funktion" = '')
  OR (r."raa_nettoudgift" <> '' AND r."nettoudgift" IS NULL);
ANALYZE noegle.afvist_regnskab;
