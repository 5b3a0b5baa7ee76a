-- Day 10 comes before day 2.
WITH
  cut AS (SELECT line, instr(line, ' ') AS first FROM input),
  orders AS (
    SELECT
      substr(line, 1, first - 1) AS day,
      substr(line, first + 1, instr(substr(line, first + 1), ' ') - 1) AS dish,
      CAST(substr(line, first + 1 + instr(substr(line, first + 1), ' ')) AS INTEGER) AS portions
    FROM cut
  ),
  eaten AS (SELECT day, dish, sum(portions) AS portions FROM orders GROUP BY day, dish),
  ranked AS (SELECT *, row_number() OVER (PARTITION BY day ORDER BY portions DESC, dish) AS place FROM eaten)
SELECT day, dish, portions FROM ranked WHERE place = 1 ORDER BY day;
