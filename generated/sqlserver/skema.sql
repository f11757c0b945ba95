IF SCHEMA_ID(N'noegle') IS NULL EXEC(N'CREATE SCHEMA [noegle]');
GO
IF OBJECT_ID(N'[noegle].adgang_kommuner', N'U') IS NULL
  CREATE TABLE noegle.adgang_kommuner (bruger NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL PRIMARY KEY, kommune NVARCHAR(400) COLLATE Latin1_General_100_BIN2 NOT NULL);
GO
DROP SECURITY POLICY IF EXISTS noegle.kun_egen_kommune;
GO
