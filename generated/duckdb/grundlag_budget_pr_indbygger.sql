-- {kode} {navn}: budget pr. indbygger
-- Nettodriftsbudgettet til hovedfunktionen, uanset hvilket område det ligger i, delt med indbyggerne den 1. januar.
-- Enhed: kr. pr. indbygger
-- tæller fra budget
--   med denne hovedfunktion
--   optælling nettoudgift for hele året
-- nævner = indbyggere_primo_året
-- Rækkerne bag nøgletallet, kun for egen kommune: SET VARIABLE kommune = '…'; uden den ses ingen
CREATE OR REPLACE VIEW noegle.grundlag_budget_pr_indbygger AS
SELECT
  b.noegletal AS noegletal,
  'taeller' AS rolle,
  'budget' AS kilde,
  c."kommune" AS kommune,
  c.maaned,
  CAST(c.tid AS VARCHAR) AS periode,
  CAST(c."nettoudgift" AS DECIMAL(28, 5)) AS beloeb,
  CAST(c."omraade" AS VARCHAR) AS "omraade",
  CAST(c."funktion" AS VARCHAR) AS "funktion"
FROM noegle.laest_budget AS c
JOIN noegle.loekke_koder AS loekke1
  ON loekke1.loekke = 'budget_pr_indbygger, hovedfunktion 1' AND loekke1.kode = c."funktion" AND c.aar BETWEEN loekke1.fra AND loekke1.til
JOIN noegle.medlemmer AS b ON b.figur = 'budget_pr_indbygger' AND c.aar BETWEEN b.fra AND b.til AND b.v1 = loekke1.vaerdi
WHERE c."kommune" = getvariable('kommune')
  AND c."kommune" <> ''
  AND c.maaned IS NOT NULL
  AND c.aar >= 2009
UNION ALL
SELECT
  'budget_pr_indbygger' AS noegletal,
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
COMMENT ON VIEW noegle.grundlag_budget_pr_indbygger IS 'Rækkerne bag nøgletallet »{kode} {navn}: budget pr. indbygger«, kun for egen kommune';
