-- Rækkerne i folketal, læst: koder, der mangler eller ikke kendes, er tomme
CREATE OR ALTER VIEW noegle.laest_folketal AS
WITH
-- Som lagret
raa AS (
  SELECT
    (SELECT v FROM noegle.laes_aar(k.[aar])) AS tid,
    (SELECT v FROM noegle.laes_tekst(k.[aar])) AS [raa_aar],
    (SELECT v FROM noegle.laes_kommune(k.[kommune])) AS [raa_kommune],
    (SELECT v FROM noegle.laes_beloeb(k.[indbyggere])) AS [indbyggere],
    (SELECT v FROM noegle.laes_tekst(k.[indbyggere])) AS [raa_indbyggere]
  FROM [Horsens].[Folketal] AS k
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
    COALESCE(k1.kode, '') AS [kommune]
  FROM tid AS r
  LEFT JOIN noegle.koder AS k1
    ON k1.liste = N'kommune' AND k1.lagret = r.[raa_kommune] AND r.aar BETWEEN k1.fra AND k1.til
)
SELECT
  r.tid,
  r.aar,
  r.maaned,
  r.ekstra,
  r.[kommune],
  CAST(r.[indbyggere] AS DECIMAL(28, 5)) AS [indbyggere],
  r.[raa_aar],
  r.[raa_kommune],
  r.[raa_indbyggere]
FROM kendt AS r;
GO
