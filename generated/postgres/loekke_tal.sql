DROP TABLE IF EXISTS noegle.loekke_tal;
-- Tallet, som hver værdi af en løkke er
CREATE TABLE noegle.loekke_tal (loekke TEXT COLLATE "C", vaerdi INTEGER, tal NUMERIC(38, 10));
ANALYZE noegle.loekke_tal;
