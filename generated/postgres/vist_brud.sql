DROP VIEW IF EXISTS noegle.vist_brud CASCADE;
-- brud i egen kommune
CREATE VIEW noegle.vist_brud AS
SELECT b.*
FROM noegle.brud AS b
WHERE b.kommune = noegle.egen_kommune();
