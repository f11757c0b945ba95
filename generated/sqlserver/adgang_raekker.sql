CREATE OR ALTER FUNCTION noegle.er_egen_1(@a1 NVARCHAR(4000)) RETURNS TABLE WITH SCHEMABINDING AS RETURN (
SELECT 1 AS ser FROM (SELECT 1 AS n) AS en
WHERE HAS_PERMS_BY_NAME(N'noegle', N'SCHEMA', N'ALTER') = 1 OR EXISTS (
  SELECT 1 AS n FROM noegle.adgang_kommuner AS k
  WHERE k.bruger = CONVERT(NVARCHAR(400), ORIGINAL_LOGIN()) COLLATE Latin1_General_100_BIN2 AND (k.kommune = @a1 COLLATE Latin1_General_100_BIN2)
)
);
GO
CREATE SECURITY POLICY noegle.kun_egen_kommune
ADD FILTER PREDICATE noegle.er_egen_1(kommune) ON noegle.brud,
ADD FILTER PREDICATE noegle.er_egen_1([kommune]) ON noegle.celler_regnskab,
ADD FILTER PREDICATE noegle.er_egen_1([kommune]) ON noegle.leveret_regnskab,
ADD FILTER PREDICATE noegle.er_egen_1([kommune]) ON noegle.afvist_regnskab,
ADD FILTER PREDICATE noegle.er_egen_1([kommune]) ON noegle.celler_budget,
ADD FILTER PREDICATE noegle.er_egen_1([kommune]) ON noegle.leveret_budget,
ADD FILTER PREDICATE noegle.er_egen_1([kommune]) ON noegle.afvist_budget,
ADD FILTER PREDICATE noegle.er_egen_1([kommune]) ON noegle.celler_folketal,
ADD FILTER PREDICATE noegle.er_egen_1([kommune]) ON noegle.leveret_folketal,
ADD FILTER PREDICATE noegle.er_egen_1([kommune]) ON noegle.afvist_folketal
WITH (STATE = ON, SCHEMABINDING = ON);
GO
