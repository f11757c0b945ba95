-- Nettoindtægter fra takster pr. indbygger
-- Takstindtægter på hovedkonto 1 fratrukket udgifterne, delt med indbyggerne den 1. januar. Positiv, når forsyningen tager mere ind, end den bruger.
-- Enhed: kr. pr. indbygger
-- tæller fra budget
--   med hovedkonto 1
--   optælling nettoudgift for hele året
--   fortegn vendes
-- nævner = indbyggere_primo_året
-- Rækkerne bag nøgletallet, kun for egen kommune: SET VARIABLE kommune = '…'; uden den ses ingen
CREATE OR REPLACE VIEW noegle.grundlag_takstindtaegt_pr_indbygger AS
SELECT
  'takstindtaegt_pr_indbygger' AS noegletal,
  'taeller' AS rolle,
  'budget' AS kilde,
  c."kommune" AS kommune,
  c.maaned,
  CAST(c.tid AS VARCHAR) AS periode,
  CAST(-c."nettoudgift" AS DECIMAL(28, 5)) AS beloeb,
  CAST(c."omraade" AS VARCHAR) AS "omraade",
  CAST(c."funktion" AS VARCHAR) AS "funktion"
FROM noegle.laest_budget AS c
WHERE c."kommune" = getvariable('kommune')
  AND c."kommune" <> ''
  AND c.maaned IS NOT NULL
  AND c.aar >= 2009
  AND c."funktion" BETWEEN '1' AND '1.38.66'
UNION ALL
SELECT
  'takstindtaegt_pr_indbygger' AS noegletal,
  'naevner' AS rolle,
  'folketal' AS kilde,
  c."kommune" AS kommune,
  c.maaned,
  CAST(c.tid AS VARCHAR) AS periode,
  CAST(c."indbyggere" AS DECIMAL(28, 5)) AS beloeb,
  CAST(NULL AS VARCHAR) AS "omraade",
  CAST(NULL AS VARCHAR) AS "funktion"
FROM noegle.laest_folketal AS c
WHERE c."kommune" = getvariable('kommune')
  AND c."kommune" <> ''
  AND c.maaned IS NOT NULL;
COMMENT ON VIEW noegle.grundlag_takstindtaegt_pr_indbygger IS 'Rækkerne bag nøgletallet »Nettoindtægter fra takster pr. indbygger«, kun for egen kommune';
