DROP TABLE IF EXISTS noegle.brud;
CREATE TABLE noegle.brud (regel TEXT COLLATE "C", alvor TEXT COLLATE "C", kommune TEXT COLLATE "C", periode TEXT COLLATE "C", noegle TEXT COLLATE "C", vaerdi TEXT COLLATE "C", sammenlignet_med TEXT COLLATE "C", besked TEXT COLLATE "C");
INSERT INTO noegle.brud
SELECT
  'tid kan læses' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'regnskab, aar ' || r."raa_aar" AS noegle,
  CAST(NULL AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'regnskab: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': tiden kan ikke læses, så de hører ikke til nogen periode' AS besked
FROM noegle.afvist_regnskab AS r
WHERE r.maaned IS NULL
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_aar";
INSERT INTO noegle.brud
SELECT
  'kommune findes' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'regnskab, kommune ' || r."raa_kommune" AS noegle,
  CAST(NULL AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'regnskab: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': kommunen mangler eller findes ikke i rækkens år' AS besked
FROM noegle.afvist_regnskab AS r
WHERE r.maaned IS NOT NULL
  AND r."kommune" = ''
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_kommune";
INSERT INTO noegle.brud
SELECT
  'koder findes' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'regnskab, omraade ' || r."raa_omraade" AS noegle,
  CAST(SUM(r."nettoudgift") AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'regnskab: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': koden findes ikke i rækkens år'
    || CASE WHEN SUM(r."nettoudgift") IS NULL THEN '' ELSE ', i alt '
    || REPLACE(CAST(CAST(SUM(r."nettoudgift") AS NUMERIC(28, 2)) AS TEXT), '.', ',') END AS besked
FROM noegle.afvist_regnskab AS r
WHERE r.maaned IS NOT NULL
  AND r."raa_omraade" <> ''
  AND r."omraade" = ''
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_omraade";
INSERT INTO noegle.brud
SELECT
  'koder findes' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'regnskab, funktion ' || r."raa_funktion" AS noegle,
  CAST(SUM(r."nettoudgift") AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'regnskab: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': koden findes ikke i rækkens år'
    || CASE WHEN SUM(r."nettoudgift") IS NULL THEN '' ELSE ', i alt '
    || REPLACE(CAST(CAST(SUM(r."nettoudgift") AS NUMERIC(28, 2)) AS TEXT), '.', ',') END AS besked
FROM noegle.afvist_regnskab AS r
WHERE r.maaned IS NOT NULL
  AND r."raa_funktion" <> ''
  AND r."funktion" = ''
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_funktion";
INSERT INTO noegle.brud
SELECT
  'beløb kan læses' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'regnskab, beloeb ' || r."raa_nettoudgift" AS noegle,
  CAST(NULL AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'regnskab: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': beløbet kan ikke læses eller er for stort, så det tæller ikke med' AS besked
FROM noegle.afvist_regnskab AS r
WHERE r."raa_nettoudgift" <> ''
  AND r."nettoudgift" IS NULL
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_nettoudgift";
INSERT INTO noegle.brud
SELECT
  'tid kan læses' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'budget, aar ' || r."raa_aar" AS noegle,
  CAST(NULL AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'budget: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': tiden kan ikke læses, så de hører ikke til nogen periode' AS besked
FROM noegle.afvist_budget AS r
WHERE r.maaned IS NULL
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_aar";
INSERT INTO noegle.brud
SELECT
  'kommune findes' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'budget, kommune ' || r."raa_kommune" AS noegle,
  CAST(NULL AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'budget: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': kommunen mangler eller findes ikke i rækkens år' AS besked
FROM noegle.afvist_budget AS r
WHERE r.maaned IS NOT NULL
  AND r."kommune" = ''
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_kommune";
INSERT INTO noegle.brud
SELECT
  'koder findes' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'budget, omraade ' || r."raa_omraade" AS noegle,
  CAST(SUM(r."nettoudgift") AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'budget: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': koden findes ikke i rækkens år'
    || CASE WHEN SUM(r."nettoudgift") IS NULL THEN '' ELSE ', i alt '
    || REPLACE(CAST(CAST(SUM(r."nettoudgift") AS NUMERIC(28, 2)) AS TEXT), '.', ',') END AS besked
FROM noegle.afvist_budget AS r
WHERE r.maaned IS NOT NULL
  AND r."raa_omraade" <> ''
  AND r."omraade" = ''
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_omraade";
INSERT INTO noegle.brud
SELECT
  'koder findes' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'budget, funktion ' || r."raa_funktion" AS noegle,
  CAST(SUM(r."nettoudgift") AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'budget: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': koden findes ikke i rækkens år'
    || CASE WHEN SUM(r."nettoudgift") IS NULL THEN '' ELSE ', i alt '
    || REPLACE(CAST(CAST(SUM(r."nettoudgift") AS NUMERIC(28, 2)) AS TEXT), '.', ',') END AS besked
FROM noegle.afvist_budget AS r
WHERE r.maaned IS NOT NULL
  AND r."raa_funktion" <> ''
  AND r."funktion" = ''
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_funktion";
INSERT INTO noegle.brud
SELECT
  'beløb kan læses' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'budget, beloeb ' || r."raa_nettoudgift" AS noegle,
  CAST(NULL AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'budget: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': beløbet kan ikke læses eller er for stort, så det tæller ikke med' AS besked
FROM noegle.afvist_budget AS r
WHERE r."raa_nettoudgift" <> ''
  AND r."nettoudgift" IS NULL
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_nettoudgift";
INSERT INTO noegle.brud
SELECT
  'tid kan læses' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'folketal, aar ' || r."raa_aar" AS noegle,
  CAST(NULL AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'folketal: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': tiden kan ikke læses, så de hører ikke til nogen periode' AS besked
FROM noegle.afvist_folketal AS r
WHERE r.maaned IS NULL
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_aar";
INSERT INTO noegle.brud
SELECT
  'kommune findes' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'folketal, kommune ' || r."raa_kommune" AS noegle,
  CAST(NULL AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'folketal: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': kommunen mangler eller findes ikke i rækkens år' AS besked
FROM noegle.afvist_folketal AS r
WHERE r.maaned IS NOT NULL
  AND r."kommune" = ''
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_kommune";
INSERT INTO noegle.brud
SELECT
  'beløb kan læses' AS regel,
  'fejl' AS alvor,
  r."raa_kommune" AS kommune,
  CAST(r.tid AS TEXT) AS periode,
  'folketal, indbyggere ' || r."raa_indbyggere" AS noegle,
  CAST(NULL AS TEXT) AS vaerdi,
  CAST(NULL AS TEXT) AS sammenlignet_med,
  'folketal: '
    || CAST(COUNT(*) AS TEXT)
    || CASE WHEN COUNT(*) = 1 THEN ' række' ELSE ' rækker' END
    || ': beløbet kan ikke læses eller er for stort, så det tæller ikke med' AS besked
FROM noegle.afvist_folketal AS r
WHERE r."raa_indbyggere" <> ''
  AND r."indbyggere" IS NULL
GROUP BY r."raa_kommune", CAST(r.tid AS TEXT), r."raa_indbyggere";
INSERT INTO noegle.brud (regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked)
SELECT regel, alvor, kommune, periode, noegle, vaerdi, sammenlignet_med, besked
FROM noegle.regel_1__folketal;
COMMENT ON TABLE noegle.brud IS 'Det, der ikke kunne læses, og de regler, der er brudt';
COMMENT ON COLUMN noegle.brud.regel IS 'Reglen, der er brudt';
COMMENT ON COLUMN noegle.brud.alvor IS 'Hvor alvorligt det er';
COMMENT ON COLUMN noegle.brud.kommune IS 'Kommunens nummer, tre cifre';
COMMENT ON COLUMN noegle.brud.periode IS 'Perioden: 2024-05, 2024-K2, 2024 eller 2024/25';
COMMENT ON COLUMN noegle.brud.noegle IS 'Hvad det er målt for: en kode, aldrig en person';
COMMENT ON COLUMN noegle.brud.vaerdi IS 'Værdien, der blev fundet';
COMMENT ON COLUMN noegle.brud.sammenlignet_med IS 'Det, den skulle svare til';
COMMENT ON COLUMN noegle.brud.besked IS 'Bruddet i ord';
