-- Tallet, som hver værdi af en løkke er
CREATE OR REPLACE TABLE noegle.loekke_tal (loekke VARCHAR, vaerdi INTEGER, tal DECIMAL(38, 10));
