-- {navn}: driftsudgifter pr. indbygger
-- Områdets nettodriftsudgifter i årets egne priser, delt med indbyggerne den 1. januar samme år. 2008 er regnskab, 2009 og 2010 er det vedtagne budget.
-- Enhed: kr. pr. indbygger
-- udgave 2008: tæller fra regnskab, rækker 2008
--   med denne horsens_område
--   optælling nettoudgift for hele året
-- udgave 2008: nævner = indbyggere_primo_året
-- udgave 2009-2010: tæller fra budget, rækker fra 2009
--   med denne horsens_område
--   optælling nettoudgift for hele året
-- udgave 2009-2010: nævner = indbyggere_primo_året
-- Rækkerne bag nøgletallet, kun for egen kommune: SET VARIABLE kommune = '…'; uden den ses ingen
CREATE OR REPLACE VIEW noegle.grundlag_driftsudgift_pr_indbygger AS
SELECT
  b.noegletal AS noegletal,
  'taeller' AS rolle,
  'regnskab' AS kilde,
  c."kommune" AS kommune,
  c.maaned,
  CAST(c.tid AS VARCHAR) AS periode,
  CAST(c."nettoudgift" AS DECIMAL(28, 5)) AS beloeb,
  CAST(c."omraade" AS VARCHAR) AS "omraade",
  CAST(c."funktion" AS VARCHAR) AS "funktion"
FROM noegle.laest_regnskab AS c
JOIN noegle.loekke_koder AS loekke1
  ON loekke1.loekke = 'driftsudgift_pr_indbygger, horsens_område 1' AND loekke1.kode = c."omraade" AND c.aar BETWEEN loekke1.fra AND loekke1.til
JOIN noegle.medlemmer AS b ON b.figur = 'driftsudgift_pr_indbygger' AND c.aar BETWEEN b.fra AND b.til AND b.v1 = loekke1.vaerdi
WHERE c."kommune" = getvariable('kommune')
  AND c."kommune" <> ''
  AND c.maaned IS NOT NULL
  AND c.aar = 2008
UNION ALL
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
  ON loekke1.loekke = 'driftsudgift_pr_indbygger, horsens_område 1' AND loekke1.kode = c."omraade" AND c.aar BETWEEN loekke1.fra AND loekke1.til
JOIN noegle.medlemmer AS b ON b.figur = 'driftsudgift_pr_indbygger' AND c.aar BETWEEN b.fra AND b.til AND b.v1 = loekke1.vaerdi
WHERE c."kommune" = getvariable('kommune')
  AND c."kommune" <> ''
  AND c.maaned IS NOT NULL
  AND c.aar >= 2009
UNION ALL
SELECT
  'driftsudgift_pr_indbygger' AS noegletal,
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
COMMENT ON VIEW noegle.grundlag_driftsudgift_pr_indbygger IS 'Rækkerne bag nøgletallet »{navn}: driftsudgifter pr. indbygger«, kun for egen kommune';
