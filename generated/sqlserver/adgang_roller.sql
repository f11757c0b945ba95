IF DATABASE_PRINCIPAL_ID(N'noegle_kommune') IS NULL CREATE ROLE [noegle_kommune];
GO
IF DATABASE_PRINCIPAL_ID(N'noegle_laeser') IS NULL CREATE ROLE [noegle_laeser];
GO
ALTER ROLE [noegle_laeser] ADD MEMBER [noegle_kommune];
GO
