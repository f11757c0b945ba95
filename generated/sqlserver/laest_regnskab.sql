-- Rækkerne i regnskab, læst: koder, der mangler eller ikke kendes, er tomme
CREATE OR ALTER VIEW noegle.laest_regnskab AS
WITH
-- Som lagret
raa AS (
  SELECT
    (SELECT v FROM noegle.laes_aar(k.[aar])) AS tid,
    (SELECT v FROM noegle.laes_tekst(k.[aar])) AS [raa_aar],
    (SELECT v FROM noegle.laes_kommune(k.[kommune])) AS [raa_kommune],
    (SELECT v FROM noegle.laes_tekst(k.[omraade])) AS [raa_omraade],
    (SELECT v FROM noegle.laes_tekst(k.[funktion])) AS [raa_funktion],
    (SELECT v FROM noegle.laes_beloeb(k.[beloeb])) AS [nettoudgift],
    (SELECT v FROM noegle.laes_tekst(k.[beloeb])) AS [raa_nettoudgift]
  FROM [Horsens].[Regnskab] AS k
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
    COALESCE(k1.kode, '') AS [kommune],
    COALESCE(k2.kode, '') AS [omraade],
    COALESCE(k3.kode, '') AS [funktion]
  FROM tid AS r
  LEFT JOIN noegle.koder AS k1
    ON k1.liste = N'kommune' AND k1.lagret = r.[raa_kommune] AND r.aar BETWEEN k1.fra AND k1.til
  LEFT JOIN noegle.koder AS k2
    ON k2.liste = N'horsens_område' AND k2.lagret = r.[raa_omraade] AND r.aar BETWEEN k2.fra AND k2.til
  LEFT JOIN noegle.koder AS k3
    ON k3.liste = N'funktion' AND k3.lagret = r.[raa_funktion] AND r.aar BETWEEN k3.fra AND k3.til
)
SELECT
  r.tid,
  r.aar,
  r.maaned,
  r.ekstra,
  r.[kommune],
  r.[omraade],
  r.[funktion],
  CAST(r.[nettoudgift] AS DECIMAL(28, 5)) AS [nettoudgift],
  r.[raa_aar],
  r.[raa_kommune],
  r.[raa_omraade],
  r.[raa_funktion],
  r.[raa_nettoudgift]
FROM kendt AS r;
GO
