.read /box/answer.sql
CREATE TABLE people AS
  SELECT substr(line, 1, instr(line, ' ') - 1) AS name, CAST(substr(line, instr(line, ' ') + 1) AS INTEGER) AS figure
    FROM input WHERE rowid > 1;
SELECT CASE WHEN (SELECT count(*) FROM people) <> (SELECT line FROM input WHERE rowid = 1) THEN abs(-9223372036854775807 - 1) END
 WHERE (SELECT count(*) FROM people) <> (SELECT line FROM input WHERE rowid = 1);
SELECT upper(name), figure FROM people ORDER BY figure DESC, name;
SELECT sum(figure) FROM people;
WITH RECURSIVE fib(i, a, b) AS (VALUES (0, 0, 1) UNION ALL SELECT i + 1, b, a + b FROM fib WHERE i < 20)
SELECT a FROM fib WHERE i = 20;
CREATE TABLE counter (n INTEGER);
INSERT INTO counter VALUES (0);
CREATE TRIGGER ticked AFTER INSERT ON people BEGIN UPDATE counter SET n = n + 1; END;
INSERT INTO people SELECT name, figure FROM people;
SELECT n FROM counter;
SELECT value FROM answer;
