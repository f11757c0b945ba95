-- What Trino takes and what it does not, as far as it can be asked here.

CREATE SCHEMA IF NOT EXISTS d;
CREATE TABLE d.t (kommune VARCHAR, beloeb DECIMAL(28, 5), antal INTEGER, dag DATE);
INSERT INTO d.t VALUES ('101', DECIMAL '2.5', 3, DATE '2024-01-31'), ('101', DECIMAL '1', 4, NULL), ('165', NULL, 5, NULL);
CREATE OR REPLACE VIEW d.v COMMENT 'it''s' AS SELECT kommune, SUM(beloeb) AS i_alt, COUNT(*) AS antal FROM d.t GROUP BY kommune;
SELECT kommune, i_alt, antal FROM d.v ORDER BY kommune;
--= 101,3.50000,2|165,NULL,1
SELECT DATE_DIFF('day', DATE '1970-01-01', DATE '2024-02-29'), TRY_CAST('x' AS DECIMAL(28, 5)), LPAD('7', 3, '0'), SPLIT_PART('a|b', '|', 2), REGEXP_LIKE('2024', '^[0-9]+$');
--= 19782,NULL,007,b,true
SELECT n FROM UNNEST(SEQUENCE(1, 3)) AS r (n) ORDER BY n;
--= 1|2|3
SELECT '1'::INTEGER;
--! An operator
SELECT beloeb / antal FROM d.t;
--! need not be whole
SELECT ISNULL(beloeb, 0) FROM d.t;
--! Unknown function ISNULL
SELECT TRY_TO_NUMBER(kommune) FROM d.t;
--! Unknown function
SELECT CAST('1' AS TEXT);
--! A type that is not Trino's
CREATE OR REPLACE FUNCTION d.f(x VARCHAR) RETURNS VARCHAR RETURN RTRIM(x);
--! need a catalog
SELECT kommune, SUM(beloeb) FROM d.t;
--! GROUP BY
SELECT x FROM d.t;
--! could not be resolved
SELECT kommune FROM d.nosuch;
--! Unknown table
CREATE OR REPLACE VIEW d.w AS SELECT 1 AS a, 2 AS A;
--! Duplicate column
DROP SCHEMA IF EXISTS d CASCADE;
