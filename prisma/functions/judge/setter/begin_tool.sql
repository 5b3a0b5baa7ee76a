-- A job of a setter's: what was asked, where its last slice ended, and the files that are kept for it.
-- Null where there is no such job or version any more.
-- Locks: the job; the caller has the task.
CREATE OR REPLACE FUNCTION begin_tool(t judge_tasks) RETURNS judge_work
LANGUAGE plpgsql AS $$
DECLARE
  j setter_jobs%ROWTYPE;
  w judge_work;
BEGIN
  UPDATE setter_jobs u SET attempt = t.attempt, status = 'RUNNING' WHERE u.id = t.id RETURNING * INTO j;
  SELECT t.user_id, j.problem_id, j.version, t.language, '[]'::jsonb, 0,
         jsonb_build_object('asked', j.asked, 'state', j.state, 'slices', j.slices, 'material', v.material,
           'files', (SELECT coalesce(jsonb_agg(jsonb_build_object('path', f.path, 'hash', f.hash) ORDER BY f.path), '[]'::jsonb)
                       FROM problem_materials f WHERE f.problem_id = j.problem_id AND f.version = j.version)), m.*
    INTO w
    FROM problem_versions v, problem_material(j.problem_id, j.version, false) m
   WHERE v.problem_id = j.problem_id AND v.version = j.version;
  IF NOT FOUND THEN
    RETURN end_without_subject(t);
  END IF;
  RETURN w;
END $$;
