-- How fast accepted submissions of a problem are, in one language, without reading the rest. Submissions wait while it is made.
CREATE INDEX submissions_accepted ON submissions (problem_id, problem_version, language, user_id) INCLUDE (cpu_ms) WHERE status = 'AC';
