DROP TABLE IF EXISTS noegle.loekke_tal;
GO
-- Tallet, som hver værdi af en løkke er
CREATE TABLE noegle.loekke_tal (loekke NVARCHAR(4000) COLLATE Latin1_General_100_BIN2, vaerdi INT, tal DECIMAL(38, 10));
GO
