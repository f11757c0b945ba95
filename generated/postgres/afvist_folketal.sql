DROP TABLE IF EXISTS noegle.afvist_folketal;
-- Rækker i folketal, hvor noget mangler eller ikke kunne læses
CREATE TABLE noegle.afvist_folketal AS
SELECT *
FROM noegle.laest_folketal AS r
WHERE (r.maaned IS NULL)
  OR (r.maaned IS NOT NULL AND r."kommune" = '')
  OR (r."raa_indbyggere" <> '' AND r."indbyggere" IS NULL);
ANALYZE noegle.afvist_folketal;
