DROP TABLE IF EXISTS noegle.afvist_budget;
-- Rækker i budget, hvor noget mangler eller ikke kunne læses
CREATE TABLE noegle.afvist_budget AS
SELECT *
FROM noegle.laest_budget AS r
WHERE (r.maaned IS NULL)
  OR (r.maaned IS NOT NULL AND r."kommune" = '')
  OR (r.maaned IS NOT NULL AND r."raa_omraade" <> '' AND r."omraade" = '')
  OR (r.maaned IS NOT NULL AND r."raa_funktion" <> '' AND r."funktion" = '')
  OR (r."raa_nettoudgift" <> '' AND r."nettoudgift" IS NULL);
ANALYZE noegle.afvist_budget;
