-- Forebyggelsens andel af støtten til børn med særlige behov
-- Budgettet til forebyggende foranstaltninger i procent af budgettet til alle tilbud til børn og unge med særlige behov.
-- Enhed: pct.
-- tæller fra budget
--   med [særlig_støtte_til_børn]
--   uden [anbringelser]
--   optælling nettoudgift for hele året
-- nævner fra budget
--   med [særlig_støtte_til_børn]
--   optælling nettoudgift for hele året
-- Rækkerne bag nøgletallet, kun for egen kommune: SET VARIABLE kommune = '…'; uden den ses ingen
CREATE OR REPLACE VIEW noegle.grundlag_forebyggelsens_andel AS
SELECT
  'forebyggelsens_andel' AS noegletal,
  'taeller' AS rolle,
  'budget' AS kilde,
  c."kommune" AS kommune,
  c.maaned,
  CAST(c.tid AS VARCHAR) AS periode,
  CAST(c."nettoudgift" AS DECIMAL(28, 5)) AS beloeb,
  CAST(c."omraade" AS VARCHAR) AS "omraade",
  CAST(c."funktion" AS VARCHAR) AS "funktion"
FROM noegle.laest_budget AS c
WHERE c."kommune" = getvariable('kommune')
  AND c."kommune" <> ''
  AND c.maaned IS NOT NULL
  AND c.aar >= 2009
  AND c."funktion" BETWEEN '5.28' AND '5.28.25'
  AND NOT (c."funktion" BETWEEN '5.28' AND '5.28.25' AND c."funktion" <> '5.28.21')
UNION ALL
SELECT
  'forebyggelsens_andel' AS noegletal,
  'naevner' AS rolle,
  'budget' AS kilde,
  c."kommune" AS kommune,
  c.maaned,
  CAST(c.tid AS VARCHAR) AS periode,
  CAST(c."nettoudgift" AS DECIMAL(28, 5)) AS beloeb,
  CAST(c."omraade" AS VARCHAR) AS "omraade",
  CAST(c."funktion" AS VARCHAR) AS "funktion"
FROM noegle.laest_budget AS c
WHERE c."kommune" = getvariable('kommune')
  AND c."kommune" <> ''
  AND c.maaned IS NOT NULL
  AND c.aar >= 2009
  AND c."funktion" BETWEEN '5.28' AND '5.28.25';
COMMENT ON VIEW noegle.grundlag_forebyggelsens_andel IS 'Rækkerne bag nøgletallet »Forebyggelsens andel af støtten til børn med særlige behov«, kun for egen kommune';
