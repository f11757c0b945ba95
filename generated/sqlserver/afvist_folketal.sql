-- Rækkerne i noegle.afvist_folketal
CREATE OR ALTER VIEW [noegle].[fylder_afvist_folketal] AS
SELECT *
FROM noegle.laest_folketal AS r
WHERE (r.maaned IS NULL)
  OR (r.maaned IS NOT NULL AND r.[kommune] = '')
  OR (r.[raa_indbyggere] <> '' AND r.[indbyggere] IS NULL);
GO
DROP TABLE IF EXISTS noegle.afvist_folketal;
GO
-- Rækker i folketal, hvor noget mangler eller ikke kunne læses
SELECT * INTO noegle.afvist_folketal FROM [noegle].[fylder_afvist_folketal];
GO
