-- What Oracle 19c takes and what it does not, as far as it can be asked here.

CREATE TABLE noegle.t (kommune VARCHAR2(400), beloeb NUMBER(28, 5), antal NUMBER(10), dag DATE);
INSERT INTO noegle.t SELECT '101', 2.5, 3, DATE '2024-01-31' FROM DUAL UNION ALL SELECT '101', 1, 4, NULL FROM DUAL UNION ALL SELECT '165', NULL, 5, NULL FROM DUAL;
CREATE OR REPLACE VIEW noegle.v AS SELECT kommune, SUM(beloeb) AS i_alt, COUNT(*) AS antal FROM noegle.t GROUP BY kommune;
COMMENT ON TABLE noegle.v IS 'it''s';
SELECT v.kommune, v.i_alt, v.antal FROM noegle.v v ORDER BY v.kommune;
--= 101,3.50000,2|165,NULL,1
SELECT DATE '2024-02-29' - DATE '1970-01-01', LPAD('7', 3, '0'), NVL(NULL, 1) FROM DUAL;
--= 19782,007,1
SELECT v.kommune FROM noegle.v AS v;
--! AS before the alias
SELECT v.kommune FROM (SELECT kommune FROM noegle.v) AS v WHERE 1 = 1;
--! AS before the alias
SELECT NVL(kommune, '') FROM noegle.t;
--! The empty text
SELECT CASE WHEN TRUE THEN 1 END FROM DUAL;
--! boolean
SELECT kommune FROM noegle.t LIMIT 3;
--! LIMIT
SELECT beloeb / antal FROM noegle.t;
--! need not be whole
INSERT INTO noegle.t VALUES ('1', 1, 1, NULL), ('2', 2, 2, NULL);
--! Several rows
CREATE OR REPLACE TABLE noegle.u AS SELECT 1 AS a FROM DUAL;
--! CREATE OR REPLACE TABLE
CREATE SCHEMA IF NOT EXISTS d;
--! IF EXISTS
SELECT "kommune" FROM noegle.t;
--! could not be resolved
SELECT x FROM noegle.t;
--! could not be resolved
SELECT DATEDIFF(dag, dag) FROM noegle.t;
--! Unknown function
SELECT kommune, SUM(beloeb) FROM noegle.t;
--! GROUP BY
