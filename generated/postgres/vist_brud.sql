DROP VIEW IF EXISTS noegle.vist_brud;
-- brud i egen kommune
CREATE VIEW noegle.vist_brud AS
SELECT b.*
FROM noegle.brud AS b
WHERE b.kommune = noegle.egen_kommune();
