-- A rejudge of a contest belongs to its jury of the day, and not for good to who began it.

-- AlterTable
ALTER TABLE "rejudges" ADD COLUMN     "scope_id" UUID;

-- CreateIndex
CREATE INDEX "rejudges_scope_id_id_idx" ON "rejudges"("scope_id", "id");

-- Those of before, as the records of contests name them.
UPDATE rejudges r SET scope_id = a.contest_id FROM contest_audit a WHERE a.act = 'rejudge.started' AND a.subject = r.id::text;

-- Has all judged submissions that fit judged again, in the shadow and by what each problem is now. They queue as the setter's own work. With a scope
-- those of that alone; without, p_untold says whether those of scopes whose results are not told are among them.
-- refusal: nothing | too_many | draining. `first` names the foremost, as many as wake-ups are wanted.
-- Locks: the setter's line.
CREATE OR REPLACE FUNCTION begin_scope_rejudge(
  p_id uuid, p_user_id uuid, p_problem_id uuid, p_language text, p_submission_id uuid, p_status text, p_max int, p_wakes int,
  p_scope_id uuid, p_untold boolean,
  OUT refusal text, OUT total int, OUT first uuid[]
)
LANGUAGE plpgsql AS $$
DECLARE
  v_turn bigint;
BEGIN
  SELECT count(*)::int INTO total FROM (
    SELECT FROM submissions s
     WHERE s.finished_at IS NOT NULL AND s.status <> 'CANCELLED' AND (p_problem_id IS NULL OR s.problem_id = p_problem_id)
       AND (p_language IS NULL OR s.language = p_language) AND (p_submission_id IS NULL OR s.id = p_submission_id)
       AND (p_status IS NULL OR s.status = p_status) AND (s.scope_id = p_scope_id OR p_scope_id IS NULL AND (p_untold OR scope_told(s.scope_id))) LIMIT p_max + 1) w;
  refusal := CASE
    WHEN (SELECT c.draining FROM judge_control c) THEN 'draining'
    WHEN total = 0 THEN 'nothing'
    WHEN total > p_max THEN 'too_many'
  END;
  IF refusal IS NOT NULL THEN
    RETURN;
  END IF;
  INSERT INTO rejudges (id, created_by, scope_id, problem_id, language, submission_id, had_status, total)
  VALUES (p_id, p_user_id, p_scope_id, p_problem_id, p_language, p_submission_id, p_status, total);
  INSERT INTO rejudge_results (id, rejudge_id, submission_id, problem_version, tests_total, old_status, old_attempt)
  SELECT gen_random_uuid(), p_id, s.id, p.current_version,
         (SELECT count(*)::int FROM problem_tests t WHERE t.problem_id = p.id AND t.version = p.current_version), s.status, s.attempt
    FROM submissions s JOIN problems p ON p.id = s.problem_id
   WHERE s.finished_at IS NOT NULL AND s.status <> 'CANCELLED' AND (p_problem_id IS NULL OR s.problem_id = p_problem_id)
     AND (p_language IS NULL OR s.language = p_language) AND (p_submission_id IS NULL OR s.id = p_submission_id)
     AND (p_status IS NULL OR s.status = p_status) AND (s.scope_id = p_scope_id OR p_scope_id IS NULL AND (p_untold OR scope_told(s.scope_id)))
   ORDER BY s.id LIMIT total;
  -- Between the count and the insert a submission may have ended or been taken up.
  UPDATE rejudges r SET total = (SELECT count(*) FROM rejudge_results e WHERE e.rejudge_id = p_id) WHERE r.id = p_id
  RETURNING r.total INTO total;

  -- All at once instead of by enqueue_task one by one: the same turns.
  PERFORM pg_advisory_xact_lock(hashtextextended(p_user_id::text, 7401));
  v_turn := next_turn(3, p_user_id);
  INSERT INTO judge_tasks (id, kind, class, turn, user_id, language)
  SELECT e.id, 'rejudge', 3, v_turn + row_number() OVER (ORDER BY e.submission_id) - 1, p_user_id, s.language
    FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id WHERE e.rejudge_id = p_id;
  SELECT array_agg(f.id) INTO first FROM (
    SELECT e.id FROM rejudge_results e WHERE e.rejudge_id = p_id ORDER BY e.submission_id LIMIT p_wakes) f;
END $$;
