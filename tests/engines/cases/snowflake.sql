-- What Snowflake takes and what it does not, as far as it can be asked here.

CREATE SCHEMA IF NOT EXISTS d;
CREATE OR REPLACE TABLE d.t (kommune VARCHAR NOT NULL, beloeb NUMBER(28, 5), antal NUMBER(38, 0), dag DATE, "æø" VARCHAR);
INSERT INTO d.t VALUES ('101', 2.5, 3, DATE '2024-01-31', 'x'), ('101', 1, 4, NULL, 'y'), ('165', NULL, 5, NULL, 'z');
CREATE OR REPLACE VIEW d.v (kommune COMMENT 'tre cifre', i_alt, antal) COMMENT = 'it''s' AS SELECT kommune, SUM(beloeb), COUNT(*) FROM d.t GROUP BY kommune;
SELECT kommune, i_alt, antal FROM d.v ORDER BY kommune;
--= 101,3.50000,2|165,NULL,1
SELECT "KOMMUNE", "æø" FROM d.t WHERE antal = 3;
--= 101,x
SELECT CAST((antal * 12345678901234567890 - MOD(antal * 12345678901234567890, 7)) / 7 AS NUMBER(38, 0)) FROM d.t WHERE antal = 3;
--= 5291005243386243381
SELECT DATEDIFF('day', DATE '1970-01-01', DATE_FROM_PARTS(2024, 2, 29)), TRY_TO_DATE('2024-02-30', 'YYYY-MM-DD'), TRY_TO_DECIMAL('1.250005', 38, 5), LPAD('7', 3, '0'), SPLIT_PART('a|b', '|', 2);
--= 19782,NULL,1.25001,007,b
SELECT v.kommune FROM d.v AS v WHERE NOT EXISTS (SELECT 1 FROM d.t AS t WHERE t.kommune = v.kommune AND t.antal > 4);
--= 101
SELECT "kommune" FROM d.t;
--! could not be resolved
SELECT kommune FROM d."t";
--! Unknown table
SELECT æø FROM d.t;
--! could not be resolved
SELECT 1 / 3;
--! need not be whole
SELECT antal / 12 FROM d.t;
--! need not be whole
SELECT kommune, SUM(beloeb) FROM d.t;
--! GROUP BY
SELECT kommune FROM d.t WHERE SUM(antal) > 1;
--! WHERE clause cannot contain aggregates
SELECT MAKE_DATE(2024, 1, 1);
--! Unknown function MAKE_DATE
SELECT STRFTIME(dag, '%Y') FROM d.t;
--! Unknown function STRFTIME
SELECT d.nosuch(1);
--! Unknown function
SELECT kommune FROM d.nosuch;
--! Unknown table
SELECT x FROM d.t;
--! could not be resolved
CREATE OR REPLACE VIEW d.w AS SELECT 1 AS a, 2 AS A;
--! Duplicate column
CREATE OR REPLACE VIEW d.w (a, b) AS SELECT 1;
--! 2 columns are named
CREATE VIEW d.v AS SELECT 1 AS a;
--! is there already
CREATE OR REPLACE VIEW e.v AS SELECT 1 AS a;
--! does not exist
INSERT INTO d.t (kommune, x) VALUES ('1', 2);
--! Unknown column X
SELECT kommune FROM;
--! Expected table name
DROP SCHEMA IF EXISTS d CASCADE;
SELECT kommune FROM d.t;
--! Unknown table
