-- What Redshift takes and what it does not, as far as it can be asked here.

CREATE SCHEMA IF NOT EXISTS d;
CREATE TABLE d.t (kommune VARCHAR(65535), beloeb DECIMAL(28, 5), antal INTEGER, dag DATE);
INSERT INTO d.t VALUES ('101', 2.5, 3, DATE '2024-01-31'), ('101', 1, 4, NULL), ('165', NULL, 5, NULL);
CREATE OR REPLACE VIEW d.v AS SELECT kommune, SUM(beloeb) AS i_alt, COUNT(*) AS antal FROM d.t GROUP BY kommune;
COMMENT ON VIEW d.v IS 'it''s';
SELECT kommune, i_alt, antal FROM d.v ORDER BY kommune;
--= 101,3.50000,2|165,NULL,1
SELECT DATE '2024-02-29' - DATE '1970-01-01', LPAD('7', 3, '0'), SPLIT_PART('a|b', '|', 2);
--= 19782,007,b
SELECT GENERATE_SERIES(1, 3);
--! leader node
SELECT beloeb / antal FROM d.t;
--! need not be whole
SELECT COUNT(*) FILTER (WHERE antal > 1) FROM d.t;
--! FILTER
CREATE OR REPLACE TABLE d.u AS SELECT 1 AS a;
--! CREATE OR REPLACE TABLE
CREATE OR REPLACE VIEW d.w COMMENT 'x' AS SELECT 1 AS a;
--! COMMENT within CREATE
SELECT a.kommune FROM d.t AS a JOIN d.t AS b ON a.kommune IS NOT DISTINCT FROM b.kommune;
--! IS DISTINCT FROM
SELECT MAKE_DATE(2024, 1, 1);
--! Unknown function MAKE_DATE
SELECT kommune, SUM(beloeb) FROM d.t;
--! GROUP BY
SELECT x FROM d.t;
--! could not be resolved
SELECT kommune FROM d.nosuch;
--! Unknown table
DROP SCHEMA IF EXISTS d CASCADE;
