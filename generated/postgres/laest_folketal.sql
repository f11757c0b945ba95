DROP VIEW IF EXISTS noegle.laest_folketal;
-- Rækkerne i folketal, læst: koder, der mangler eller ikke kendes, er tomme
CREATE VIEW noegle.laest_folketal AS
WITH
-- Som lagret
raa AS (
  SELECT
    noegle.laes_aar(k."aar") AS tid,
    noegle.laes_tekst(k."aar") COLLATE "C" AS "raa_aar",
    noegle.laes_kommune(k."kommune") COLLATE "C" AS "raa_kommune",
    noegle.laes_beloeb(k."indbyggere") AS "indbyggere",
    noegle.laes_tekst(k."indbyggere") COLLATE "C" AS "raa_indbyggere"
  FROM "horsens"."folketal" AS k
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
    COALESCE(k1.kode, '') AS "kommune"
  FROM tid AS r
  LEFT JOIN noegle.koder AS k1
    ON k1.liste = 'kommune' AND k1.lagret = r."raa_kommune" AND r.aar BETWEEN k1.fra AND k1.til
)
SELECT
  r.tid,
  r.aar,
  r.maaned,
  r.ekstra,
  r."kommune",
  CAST(r."indbyggere" AS NUMERIC(28, 5)) AS "indbyggere",
  r."raa_aar",
  r."raa_kommune",
  r."raa_indbyggere"
FROM kendt AS r;
