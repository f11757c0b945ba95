-- brud i egen kommune
CREATE OR ALTER VIEW noegle.vist_brud AS
SELECT b.*
FROM noegle.brud AS b
WHERE b.kommune = (SELECT v FROM noegle.egen_kommune());
GO
