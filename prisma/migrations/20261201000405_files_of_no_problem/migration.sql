-- Deleting a problem left its statements and the names of its files.
DELETE FROM problem_statements s WHERE NOT EXISTS (SELECT FROM problems p WHERE p.id = s.problem_id);
DELETE FROM problem_files f WHERE NOT EXISTS (SELECT FROM problems p WHERE p.id = f.problem_id);
