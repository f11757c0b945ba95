-- Rækkerne i noegle.afvist_budget
CREATE OR ALTER VIEW [noegle].[fylder_afvist_budget] AS
SELECT *
FROM noegle.laest_budget AS r
WHERE (r.maaned IS NULL)
  OR (r.maaned IS NOT NULL AND r.[kommune] = '')
  OR (r.maaned IS NOT NULL AND r.[raa_omraade] <> '' AND r.[omraade] = '')
  OR (r.maaned IS NOT NULL AND r.[raa_funktion] <> '' AND r.[funktion] = '')
  OR (r.[raa_nettoudgift] <> '' AND r.[nettoudgift] IS NULL);
GO
DROP TABLE IF EXISTS noegle.afvist_budget;
GO
-- Rækker i budget, hvor noget mangler eller ikke kunne læses
SELECT * INTO noegle.afvist_budget FROM [noegle].[fylder_afvist_budget];
GO
