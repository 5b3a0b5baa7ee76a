-- Two more kinds of judge's work beside submissions: runs, which grade nothing, and submissions judged again in the shadow.

CREATE TABLE "runs" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "problem_id" UUID,
    "problem_version" INTEGER,
    "language" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "inputs" JSONB NOT NULL,
    "samples" BOOLEAN NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'QUEUED',
    "reason" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "compile_log" TEXT,
    "cases" JSONB NOT NULL DEFAULT '[]',
    "cases_total" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "runs_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "rejudges" (
    "id" UUID NOT NULL,
    "created_by" UUID NOT NULL,
    "problem_id" UUID,
    "language" TEXT,
    "submission_id" UUID,
    "had_status" TEXT,
    "status" TEXT NOT NULL DEFAULT 'RUNNING',
    "total" INTEGER NOT NULL,
    "judged" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "rejudges_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "rejudge_results" (
    "id" UUID NOT NULL,
    "rejudge_id" UUID NOT NULL,
    "submission_id" UUID NOT NULL,
    "problem_version" INTEGER NOT NULL,
    "tests_total" INTEGER NOT NULL,
    "old_status" TEXT NOT NULL,
    "old_attempt" INTEGER NOT NULL,
    "new_status" TEXT,
    "reason" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "cpu_ms" DOUBLE PRECISION,
    "memory_bytes" BIGINT,
    "compile_log" TEXT,
    "tests" JSONB NOT NULL DEFAULT '[]',
    "state" TEXT NOT NULL DEFAULT 'pending',

    CONSTRAINT "rejudge_results_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "runs_created_at_idx" ON "runs"("created_at");
CREATE INDEX "rejudges_created_by_id_idx" ON "rejudges"("created_by", "id");
CREATE INDEX "rejudge_results_rejudge_id_idx" ON "rejudge_results"("rejudge_id");
CREATE INDEX "rejudge_results_submission_id_idx" ON "rejudge_results"("submission_id");

ALTER TABLE "runs" ADD CONSTRAINT "runs_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "rejudges" ADD CONSTRAINT "rejudges_created_by_fkey" FOREIGN KEY ("created_by") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "rejudge_results" ADD CONSTRAINT "rejudge_results_rejudge_id_fkey" FOREIGN KEY ("rejudge_id") REFERENCES "rejudges"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "rejudge_results" ADD CONSTRAINT "rejudge_results_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "submissions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE runs
  ADD CONSTRAINT runs_status_known CHECK (status IN ('QUEUED', 'COMPILING', 'RUNNING', 'DONE', 'CE', 'IE')),
  ADD CONSTRAINT runs_finished CHECK ((finished_at IS NULL) = (status IN ('QUEUED', 'COMPILING', 'RUNNING'))),
  ADD CONSTRAINT runs_cases CHECK (jsonb_typeof(cases) = 'array' AND jsonb_array_length(cases) <= cases_total AND cases_total > 0),
  ADD CONSTRAINT runs_samples CHECK (NOT samples OR problem_id IS NOT NULL),
  ADD CONSTRAINT runs_version FOREIGN KEY (problem_id, problem_version) REFERENCES problem_versions (problem_id, version) ON DELETE CASCADE;
ALTER TABLE rejudges
  ADD CONSTRAINT rejudges_status_known CHECK (status IN ('RUNNING', 'READY', 'APPLIED', 'DROPPED')),
  ADD CONSTRAINT rejudges_closed CHECK ((closed_at IS NOT NULL) = (status IN ('APPLIED', 'DROPPED'))),
  ADD CONSTRAINT rejudges_counts CHECK (total > 0 AND judged BETWEEN 0 AND total AND changed BETWEEN 0 AND judged),
  -- What is decided on has been judged to the last.
  ADD CONSTRAINT rejudges_ready CHECK (status IN ('RUNNING', 'DROPPED') OR judged = total);
ALTER TABLE rejudge_results
  ADD CONSTRAINT rejudge_results_status_known CHECK (new_status IN ('AC', 'WA', 'TLE', 'MLE', 'OLE', 'RE', 'CE', 'IE')),
  ADD CONSTRAINT rejudge_results_state_known CHECK (state IN ('pending', 'applied', 'left')),
  ADD CONSTRAINT rejudge_results_decided CHECK (state = 'pending' OR new_status IS NOT NULL);
CREATE UNIQUE INDEX rejudge_results_once ON rejudge_results (rejudge_id, submission_id);
CREATE INDEX rejudges_moving ON rejudges (updated_at) WHERE closed_at IS NULL;
CREATE INDEX submissions_problem ON submissions (problem_id, id);
CREATE INDEX submissions_language ON submissions (language, id);

-- How a submission was compiled, or that it was not: the program was there already.
ALTER TABLE submissions ADD COLUMN compile JSONB;
-- What a worker says of itself beside what was there from the start.
ALTER TABLE workers ADD COLUMN busy INTEGER NOT NULL DEFAULT 0, ADD COLUMN report JSONB NOT NULL DEFAULT '{}';

CREATE FUNCTION record_compile(p_id uuid, p_attempt int, p_compile jsonb) RETURNS void
LANGUAGE sql AS $$
  UPDATE submissions s SET compile = p_compile FROM judge_tasks t WHERE s.id = p_id AND t.id = p_id AND t.attempt = p_attempt AND s.attempt = p_attempt
$$;

-- As for submissions: fenced by the attempt, cases are added to those that are there.
CREATE FUNCTION progress_run(p_id uuid, p_attempt int, p_cases jsonb, p_lease_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT keep_task(p_id, p_attempt, p_lease_seconds) THEN
    RETURN false;
  END IF;
  UPDATE runs r SET status = 'RUNNING', cases = r.cases || p_cases WHERE r.id = p_id;
  RETURN true;
END $$;

CREATE FUNCTION finish_run(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_compile_log text, p_cases jsonb,
  p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb
) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT end_task(p_id, p_attempt) THEN
    RETURN false;
  END IF;
  UPDATE runs r SET status = p_status, reason = p_reason, compile_log = p_compile_log, cases = r.cases || p_cases, finished_at = clock_timestamp()
   WHERE r.id = p_id;
  INSERT INTO outbox (id, topic, name, channel, payload) VALUES (p_event_id, 'event', p_event_type, p_channel, p_envelope);
  RETURN true;
END $$;

-- Both now also take what is judged in the shadow: its results go beside the submission, and nobody is told.
CREATE FUNCTION progress_submission(p_id uuid, p_attempt int, p_status text, p_tests_done int, p_tests jsonb, p_lease_seconds float8) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT keep_task(p_id, p_attempt, p_lease_seconds) THEN
    RETURN false;
  END IF;
  UPDATE submissions s SET status = p_status, tests_done = p_tests_done WHERE s.id = p_id;
  IF FOUND THEN
    PERFORM add_submission_tests(p_id, p_attempt, p_tests);
  ELSE
    UPDATE rejudge_results r SET tests = r.tests || p_tests WHERE r.id = p_id;
  END IF;
  RETURN true;
END $$;

-- Makes the new verdicts count, all in one transaction. Left out: submissions whose verdict changed since, and faults of the judge (IE).
-- outcome: applied | missing | running | closed
CREATE FUNCTION apply_rejudge(p_id uuid) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  v_status text;
BEGIN
  SELECT r.status INTO v_status FROM rejudges r WHERE r.id = p_id FOR UPDATE;
  IF v_status IS DISTINCT FROM 'READY' THEN
    RETURN jsonb_build_object('outcome', CASE WHEN v_status IS NULL THEN 'missing' WHEN v_status = 'RUNNING' THEN 'running' ELSE 'closed' END);
  END IF;
  PERFORM FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id ORDER BY s.id FOR UPDATE OF s;

  UPDATE rejudge_results e
     SET state = CASE WHEN s.status = e.old_status AND s.attempt = e.old_attempt AND e.new_status <> 'IE' THEN 'applied' ELSE 'left' END
    FROM submissions s
   WHERE e.rejudge_id = p_id AND s.id = e.submission_id
     AND (e.new_status <> e.old_status
       OR (SELECT c.score FROM judge_scores c WHERE c.task_id = e.id AND c.attempt = e.attempt)
          IS DISTINCT FROM (SELECT c.score FROM judge_scores c WHERE c.task_id = s.id AND c.attempt = s.attempt));

  UPDATE submissions s
     SET status = e.new_status, reason = e.reason, attempt = s.attempt + 1, cpu_ms = e.cpu_ms, memory_bytes = e.memory_bytes,
         compile_log = e.compile_log, problem_version = e.problem_version, tests_total = e.tests_total,
         tests_done = jsonb_array_length(e.tests), finished_at = clock_timestamp()
    FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied' AND s.id = e.submission_id;
  DELETE FROM submission_tests t USING rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied' AND t.submission_id = e.submission_id;
  PERFORM add_submission_tests(e.submission_id, e.old_attempt + 1, e.tests) FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied';
  INSERT INTO judge_scores (task_id, attempt, score, max_score, subtasks)
  SELECT e.submission_id, e.old_attempt + 1, c.score, c.max_score, c.subtasks
    FROM rejudge_results e JOIN judge_scores c ON c.task_id = e.id AND c.attempt = e.attempt
   WHERE e.rejudge_id = p_id AND e.state = 'applied'
  ON CONFLICT DO NOTHING;

  -- Locked first and read in the next statement, so that a verdict that is being written meanwhile is seen, or sees this.
  PERFORM FROM user_problems u JOIN submissions s ON s.user_id = u.user_id AND s.problem_id = u.problem_id
    JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id AND e.state = 'applied'
   ORDER BY u.user_id, u.problem_id FOR UPDATE OF u;
  INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
  SELECT a.user_id, a.problem_id, CASE WHEN a.solved_at IS NULL THEN 'tried' ELSE 'solved' END, a.solved_at
    FROM (SELECT d.user_id, d.problem_id,
                 (SELECT min(o.finished_at) FROM submissions o WHERE o.user_id = d.user_id AND o.problem_id = d.problem_id AND o.status = 'AC') AS solved_at
            FROM (SELECT DISTINCT s.user_id, s.problem_id FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
                   WHERE e.rejudge_id = p_id AND e.state = 'applied') d
           ORDER BY d.user_id, d.problem_id) a
  ON CONFLICT (user_id, problem_id) DO UPDATE SET state = excluded.state, solved_at = excluded.solved_at
    WHERE u.state <> excluded.state;

  INSERT INTO outbox (id, topic, name, channel, payload)
  SELECT v.id, 'event', 'submission.updated', 'user:' || v.user_id, jsonb_build_object('v', 1, 'id', v.id, 'type', 'submission.updated',
           'at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
           'data', jsonb_build_object('userId', v.user_id, 'submissionId', v.submission_id, 'problemId', v.problem_id, 'language', v.language,
             'status', v.status, 'reason', v.reason, 'attempt', v.attempt, 'cpuMs', v.cpu_ms, 'memoryBytes', v.memory_bytes,
             -- No tests: whoever holds fewer than testsDone reads them again.
             'testsDone', v.tests_done, 'testsTotal', v.tests_total, 'tests', '[]'::jsonb, 'compileLog', v.compile_log))
    FROM (SELECT gen_random_uuid() AS id, s.id AS submission_id, s.user_id, s.problem_id, s.language, s.status, s.reason, s.attempt,
                 s.cpu_ms, s.memory_bytes, s.tests_done, s.tests_total, s.compile_log
            FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id WHERE e.rejudge_id = p_id AND e.state = 'applied') v;

  UPDATE problems p SET judged = p.judged + d.judged, accepted = p.accepted + d.accepted
    FROM (SELECT s.problem_id, sum((e.old_status = 'IE')::int)::int AS judged,
                 sum((e.new_status = 'AC')::int - (e.old_status = 'AC')::int)::int AS accepted
            FROM submissions s JOIN rejudge_results e ON e.submission_id = s.id
           WHERE e.rejudge_id = p_id AND e.state = 'applied' GROUP BY s.problem_id) d
   WHERE p.id = d.problem_id;
  UPDATE rejudges r SET status = 'APPLIED', closed_at = clock_timestamp(), updated_at = clock_timestamp() WHERE r.id = p_id;
  RETURN jsonb_build_object('outcome', 'applied',
    'applied', (SELECT count(*) FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'applied'),
    'left', (SELECT coalesce(jsonb_agg(e.submission_id ORDER BY e.submission_id), '[]') FROM rejudge_results e WHERE e.rejudge_id = p_id AND e.state = 'left'));
END $$;

-- outcome: dropped | missing | closed. Tasks come first, in the order that all take: task, then what it is about.
CREATE FUNCTION drop_rejudge(p_id uuid) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM rejudges r WHERE r.id = p_id) THEN
    RETURN 'missing';
  END IF;
  UPDATE judge_tasks t SET status = 'ENDED', lease_until = NULL, ended_at = clock_timestamp(), attempt = t.attempt + 1
    FROM rejudge_results e WHERE e.rejudge_id = p_id AND t.id = e.id AND t.status <> 'ENDED';
  UPDATE rejudges r SET status = 'DROPPED', closed_at = clock_timestamp(), updated_at = clock_timestamp()
   WHERE r.id = p_id AND r.status IN ('RUNNING', 'READY');
  RETURN CASE WHEN FOUND THEN 'dropped' ELSE 'closed' END;
END $$;
