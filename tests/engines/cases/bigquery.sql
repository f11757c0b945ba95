-- What BigQuery takes and what it does not. `--! ` says what a refusal must contain; a query's rows stand after `--= `.

CREATE SCHEMA IF NOT EXISTS d;
CREATE OR REPLACE TABLE d.t (kommune STRING NOT NULL, beloeb NUMERIC(28, 5), antal INT64 OPTIONS (description = 'rækker'), dag DATE);
INSERT INTO d.t VALUES ('101', 2.5, 3, DATE '2024-01-31'), ('101', 1, 4, NULL), ('165', NULL, 5, NULL);
CREATE OR REPLACE FUNCTION d.laes(x ANY TYPE) AS (CASE WHEN STARTS_WITH(FORMAT('%T', x), 'DATE') THEN 'dag' ELSE RTRIM(CAST(x AS STRING), ' ') END);
CREATE OR REPLACE VIEW d.v (kommune OPTIONS (description = 'tre cifre'), i_alt, antal) OPTIONS (description = 'it\'s') AS SELECT kommune, SUM(beloeb), COUNT(*) FROM d.t GROUP BY kommune;
SELECT kommune, i_alt, antal FROM d.v ORDER BY kommune;
--= 101,3.5,2|165,NULL,1
SELECT d.laes(kommune), d.laes(antal), d.laes(dag) FROM d.t WHERE antal = 3;
--= 101,3,dag
SELECT DIV(BIGNUMERIC '123456789012345678901234567890', 7), ROUND(2.5), ROUND(NUMERIC '-2.5'), 'a\\b\'c';
--= 17636684144620811271604938270,3,-3,a\b'c
SELECT n FROM UNNEST(GENERATE_ARRAY(1, 3)) AS n ORDER BY n;
--= 1|2|3
SELECT UNIX_DATE(DATE(2024, 2, 29)), DATE_FROM_UNIX_DATE(19782), SAFE_CAST('x' AS NUMERIC), LPAD('7', 3, '0'), SPLIT('a|b', '|')[SAFE_OFFSET(1)];
--= 19782,2024-02-29,NULL,007,b
SELECT v.kommune FROM d.v AS v WHERE NOT EXISTS (SELECT 1 FROM d.t AS t WHERE t.kommune = v.kommune AND t.antal > 4);
--= 101
CREATE OR REPLACE ROW ACCESS POLICY egen ON d.t GRANT TO ('domain:kl.dk') FILTER USING (kommune = SESSION_USER());
SELECT NVL(1, 2);
--! Function not found
SELECT CAST('1' AS VARCHAR);
--! Type not found
SELECT '1'::INT64;
--! Syntax error
SELECT COUNT(*) FILTER (WHERE antal > 1) FROM d.t;
--! Syntax error
SELECT TOP 3 kommune FROM d.t;
--! Syntax error
SELECT 'a' 'b';
--! not supported
SELECT DATE_TRUNC('month', dag) FROM d.t;
--! A valid date part name is required
SELECT kommune, SUM(beloeb) FROM d.t;
--! neither grouped nor aggregated
SELECT SUM(COUNT(*)) FROM d.t GROUP BY kommune;
--! Aggregations of aggregations are not allowed
SELECT kommune FROM d.t WHERE SUM(antal) > 1;
--! not allowed in WHERE
SELECT kommune + 1 FROM d.t;
--! No matching signature
SELECT kommune FROM d.t WHERE antal;
--! WHERE clause should return type BOOL
SELECT x FROM d.t;
--! Unrecognized name
SELECT kommune FROM d.nosuch;
--! not found
SELECT d.laes([1, 2]);
--! Invalid function
SELECT a.kommune FROM d.t AS a JOIN d.t AS b ON a.kommune = b.kommune WHERE kommune = '101';
--! ambiguous
SELECT a.kommune FROM d.t AS a LEFT JOIN d.t AS b ON a.antal > b.antal;
--! LEFT OUTER JOIN cannot be used without a condition that is an equality
SELECT kommune FROM d.t AS a WHERE EXISTS (SELECT 1 FROM d.v AS b WHERE b.antal < a.antal);
--! Correlated subqueries
SELECT (SELECT MAX(b.antal) FROM d.t AS b WHERE b.kommune = a.kommune AND b.antal < a.antal) FROM d.t AS a;
--! Correlated subqueries
SELECT a.kommune FROM d.t AS a JOIN d.t AS b ON a.kommune = b.kommune AND a.antal IN (SELECT antal FROM d.v);
--! Unsupported subquery with table in join predicate
SELECT CAST(beloeb AS NUMERIC(20, 2)) FROM d.t;
--! Parameterized data types
SELECT ARRAY_INCLUDES([1], 1);
--! Function not found
SELECT TYPEOF(1);
--! Function not found
CREATE OR REPLACE VIEW d.w AS SELECT 1 AS a, 2 AS A;
--! duplicate
CREATE OR REPLACE VIEW d.w AS SELECT 1;
--! no name
CREATE OR REPLACE VIEW d.w AS SELECT 1 AS `a.b`;
--! Invalid field name
CREATE OR REPLACE VIEW d.t AS SELECT 1 AS a;
--! currently a TABLE
CREATE VIEW d.v AS SELECT 1 AS a;
--! Already Exists
CREATE OR REPLACE VIEW e.v AS SELECT 1 AS a;
--! Not found: Dataset e
CREATE OR REPLACE VIEW d.w OPTIONS (beskrivelse = 'x') AS SELECT 1 AS a;
--! Unknown option
CREATE OR REPLACE TABLE d.u (a NUMERIC(38, 5));
--! P must be between
INSERT INTO d.v VALUES ('1', 2, 3);
--! DML over a view
DELETE FROM d.t;
--! must have a WHERE clause
DELETE FROM d.t WHERE TRUE;
SELECT COUNT(*), CAST(TIMESTAMP '2024-01-31 00:00:00+00' AS STRING) FROM d.t;
--= 0,2024-01-31 00:00:00+00
DROP SCHEMA d;
--! still in use
DROP SCHEMA IF EXISTS d CASCADE;
SELECT kommune FROM d.t;
--! not found
