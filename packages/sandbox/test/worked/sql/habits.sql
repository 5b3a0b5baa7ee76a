CREATE VIEW mode AS SELECT line FROM input WHERE rowid = 1;
SELECT line FROM input WHERE rowid > 1 AND (SELECT line FROM mode) = 'echo' ORDER BY rowid;
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < (SELECT line + 0 FROM input WHERE rowid = 2))
SELECT sum(i) FROM n WHERE (SELECT line FROM mode) = 'deep' HAVING count(*) > 0;
WITH RECURSIVE n(i) AS (SELECT 1 WHERE (SELECT line FROM mode) = 'spin' UNION ALL SELECT 1 - i FROM n)
SELECT i FROM n WHERE i > 1;
CREATE TABLE hog AS
  WITH RECURSIVE n(i) AS (SELECT 1 WHERE (SELECT line FROM mode) = 'hog' UNION ALL SELECT i + 1 FROM n) SELECT randomblob(100000) FROM n;
