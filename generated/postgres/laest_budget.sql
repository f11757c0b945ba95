DROP VIEW IF EXISTS noegle.laest_budget;
-- Rækkerne i budget, læst: koder, der mangler eller ikke kendes, er tomme
CREATE VIEW noegle.laest_budget AS
WITH
-- Som lagret
raa AS (
  SELECT
    noegle.laes_aar(k."aar") AS tid,
    noegle.laes_tekst(k."aar") COLLATE "C" AS "raa_aar",
    noegle.laes_kommune(k."kommune") COLLATE "C" AS "raa_kommune",
    noegle.laes_tekst(k."omraade") COLLATE "C" AS "raa_omraade",
    noegle.laes_tekst(k."funktion") COLLATE "C" AS "raa_funktion",
    noegle.laes_beloeb(k."beloeb") AS "nettoudgift",
    noegle.laes_tekst(k."beloeb") COLLATE "C" AS "raa_nettoudgift"
  FROM "horsens"."budget" AS k
),
-- Måneden; en supplementsperiode hører til december
tid AS (
  SELECT
    r.*,
    tid AS aar,
    12 * tid AS maaned,
    0 AS ekstra
  FROM raa AS r
),
-- Koder, der findes i rækkens eget år
kendt AS (
  SELECT
    r.*,
    COALESCE(k1.kode, '') AS "kommune",
    COALESCE(k2.kode, '') AS "omraade",
    COALESCE(k3.kode, '') AS "funktion"
  FROM tid AS r
  LEFT JOIN noegle.koder AS k1
    ON k1.liste = 'kommune' AND k1.lagret = r."raa_kommune" AND r.aar BETWEEN k1.fra AND k1.til
  LEFT JOIN noegle.koder AS k2
    ON k2.liste = 'horsens_område' AND k2.lagret = r."raa_omraade" AND r.aar BETWEEN k2.fra AND k2.til
  LEFT JOIN noegle.koder AS k3
    ON k3.liste = 'funktion' AND k3.lagret = r."raa_funktion" AND r.aar BETWEEN k3.fra AND k3.til
)
SELECT
  r.tid,
  r.aar,
  r.maaned,
  r.ekstra,
  r."kommune",
  r."omraade",
  r."funktion",
  CAST(r."nettoudgift" AS NUMERIC(28, 5)) AS "nettoudgift",
  r."raa_aar",
  r."raa_kommune",
  r."raa_omraade",
  r."raa_funktion",
  r."raa_nettoudgift"
FROM kendt AS r;
