-- What a package promises is tried out once it is imported, in the lowest class: its check program compiles, and its sample
-- submissions get the verdicts that their folders name. What does not hold becomes a fault of the problem, for its setter.

-- One row per program. The id is that of the judge's task.
CREATE TABLE "package_checks" (
    "id" UUID NOT NULL,
    "problem_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "path" TEXT NOT NULL,
    "files" JSONB NOT NULL,
    "expected" TEXT,
    "status" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "package_checks_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "package_checks_problem_id_version_idx" ON "package_checks"("problem_id", "version");

ALTER TABLE package_checks
  ADD CONSTRAINT package_checks_version FOREIGN KEY (problem_id, version) REFERENCES problem_versions (problem_id, version) ON DELETE CASCADE,
  ADD CONSTRAINT package_checks_expected_known CHECK (expected IN ('AC', 'WA', 'TLE', 'MLE', 'OLE', 'RE', 'CE')),
  ADD CONSTRAINT package_checks_finished CHECK ((status IS NULL) = (finished_at IS NULL));
ALTER TABLE judge_tasks
  DROP CONSTRAINT judge_tasks_kind_known,
  ADD CONSTRAINT judge_tasks_kind_known CHECK (kind IN ('submission', 'run', 'rejudge', 'check'));

-- A fault that was found without anybody's submission names none.
ALTER TABLE problem_faults ALTER COLUMN submission_id DROP NOT NULL;

-- Has a new version checked; what still waits for an older one is no longer worth the time. p_checks: [{id, path, files, expected, language}],
-- where `expected` is null for the check program itself. They queue as the work of whoever imported, or of nobody.
CREATE FUNCTION start_package_checks(p_problem_id uuid, p_version int, p_user_id uuid, p_checks jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE judge_tasks t SET status = 'ENDED', ended_at = clock_timestamp(), attempt = t.attempt + 1
    FROM package_checks c WHERE c.id = t.id AND c.problem_id = p_problem_id AND t.status = 'QUEUED';
  INSERT INTO package_checks (id, problem_id, version, path, files, expected)
  SELECT c.id, p_problem_id, p_version, c.path, c.files, c.expected
    FROM jsonb_to_recordset(p_checks) AS c(id uuid, path text, files jsonb, expected text);
  PERFORM enqueue_task(c.id, 'check', 3, coalesce(p_user_id, '00000000-0000-0000-0000-000000000000'), c.language)
     FROM jsonb_to_recordset(p_checks) AS c(id uuid, language text);
  INSERT INTO outbox (id, topic, name, payload)
  SELECT gen_random_uuid(), 'job', 'judge.wake', jsonb_build_object('taskId', c.id) FROM jsonb_to_recordset(p_checks) AS c(id uuid) LIMIT 2;
END $$;

-- A verdict other than the promised one is a fault; of an IE the judge has noted the reason already. After the last program
-- whoever imported the version is told how it went.
CREATE FUNCTION finish_package_check(p_id uuid, p_status text, p_reason text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  c package_checks%ROWTYPE;
  v_event record;
BEGIN
  SELECT * INTO STRICT c FROM package_checks u WHERE u.id = p_id;
  -- One ending at a time per version, or two last ones would each take the other to be still open.
  PERFORM FROM problem_versions v WHERE v.problem_id = c.problem_id AND v.version = c.version FOR NO KEY UPDATE;
  UPDATE package_checks u SET status = p_status, finished_at = clock_timestamp() WHERE u.id = p_id;
  IF c.expected <> p_status AND p_status <> 'IE' THEN
    PERFORM note_problem_fault(c.problem_id, c.version,
      c.path || ' ends with ' || p_status || ', and its folder promises ' || c.expected, p_reason, NULL);
  END IF;
  IF EXISTS (SELECT FROM package_checks u WHERE u.problem_id = c.problem_id AND u.version = c.version AND u.status IS NULL) THEN
    RETURN;
  END IF;
  SELECT gen_random_uuid() AS id, v.imported_by_id AS user_id, p.slug,
         (SELECT count(*) FROM package_checks u WHERE u.problem_id = c.problem_id AND u.version = c.version) AS programs,
         (SELECT count(*) FROM problem_faults f WHERE f.problem_id = c.problem_id AND f.version = c.version) AS faults
    INTO v_event
    FROM problem_versions v JOIN problems p ON p.id = v.problem_id WHERE v.problem_id = c.problem_id AND v.version = c.version;
  IF v_event.user_id IS NOT NULL THEN
    INSERT INTO outbox (id, topic, name, channel, payload)
    VALUES (v_event.id, 'event', 'problem.checked', 'user:' || v_event.user_id, jsonb_build_object('v', 1, 'id', v_event.id,
      'type', 'problem.checked', 'at', to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'data', jsonb_build_object('userId', v_event.user_id, 'problemId', c.problem_id, 'slug', v_event.slug, 'version', c.version,
        'programs', v_event.programs, 'faults', v_event.faults)));
  END IF;
END $$;

CREATE FUNCTION begin_task(t judge_tasks) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
  s submissions%ROWTYPE;
  r runs%ROWTYPE;
  j rejudge_results%ROWTYPE;
  c package_checks%ROWTYPE;
  v_material jsonb;
BEGIN
  CASE t.kind
  WHEN 'submission' THEN
    UPDATE submissions u SET status = 'COMPILING', attempt = t.attempt, started_at = t.started_at, tests_done = 0, compile = NULL
     WHERE u.id = t.id RETURNING * INTO STRICT s;
    IF t.attempt > 1 THEN
      DELETE FROM submission_tests d WHERE d.submission_id = t.id;
    END IF;
    RETURN jsonb_build_object('kind', t.kind, 'submissionId', s.id, 'attempt', t.attempt, 'userId', s.user_id, 'problemId', s.problem_id,
      'language', s.language, 'files', s.files, 'testsTotal', s.tests_total) || judge_material(s.problem_id, s.problem_version);
  WHEN 'run' THEN
    UPDATE runs u SET status = 'COMPILING', attempt = t.attempt, cases = '[]' WHERE u.id = t.id RETURNING * INTO STRICT r;
    v_material := judge_material(r.problem_id, r.problem_version);
    RETURN jsonb_build_object('kind', t.kind, 'runId', r.id, 'attempt', t.attempt, 'userId', r.user_id, 'problemId', r.problem_id,
      'language', r.language, 'files', r.files, 'casesTotal', r.cases_total, 'inputs', r.inputs, 'limits', v_material -> 'limits',
      -- Whether a sample's output can be compared: not where a program of the package decides.
      'compares', NOT EXISTS (SELECT FROM problem_judgings p WHERE p.problem_id = r.problem_id AND p.version = r.problem_version),
      'samples', CASE WHEN r.samples THEN coalesce(jsonb_path_query_array(v_material, '$.tests[*] ? (@.sample == true)'), '[]') ELSE '[]' END);
  WHEN 'rejudge' THEN
    -- Judged like a submission, under the id of its result, by what the problem is now.
    UPDATE rejudge_results u SET attempt = t.attempt, tests = '[]' WHERE u.id = t.id RETURNING * INTO STRICT j;
    SELECT * INTO STRICT s FROM submissions u WHERE u.id = j.submission_id;
    RETURN jsonb_build_object('kind', t.kind, 'submissionId', j.id, 'attempt', t.attempt, 'userId', s.user_id, 'problemId', s.problem_id,
      'language', s.language, 'files', s.files, 'testsTotal', j.tests_total) || judge_material(s.problem_id, j.problem_version);
  WHEN 'check' THEN
    UPDATE package_checks u SET attempt = t.attempt WHERE u.id = t.id RETURNING * INTO STRICT c;
    v_material := judge_material(c.problem_id, c.version);
    RETURN jsonb_build_object('kind', t.kind, 'submissionId', c.id, 'attempt', t.attempt, 'userId', t.user_id, 'problemId', c.problem_id,
      'language', t.language, 'files', c.files, 'testsTotal', jsonb_array_length(v_material -> 'tests')) || v_material;
  END CASE;
END $$;

CREATE FUNCTION release_task(p_id uuid, p_attempt int) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v_kind text;
BEGIN
  UPDATE judge_tasks t SET status = 'QUEUED', worker_id = NULL, lease_until = NULL, started_at = NULL
   WHERE t.id = p_id AND t.attempt = p_attempt AND t.status = 'ACTIVE' RETURNING t.kind INTO v_kind;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  CASE v_kind
  WHEN 'submission' THEN
    UPDATE submissions s SET status = 'QUEUED', started_at = NULL, tests_done = 0 WHERE s.id = p_id;
    DELETE FROM submission_tests t WHERE t.submission_id = p_id;
  WHEN 'run' THEN
    UPDATE runs r SET status = 'QUEUED', cases = '[]' WHERE r.id = p_id;
  WHEN 'rejudge' THEN
    UPDATE rejudge_results r SET tests = '[]' WHERE r.id = p_id;
  WHEN 'check' THEN
    NULL;
  END CASE;
  RETURN true;
END $$;

CREATE FUNCTION finish_submission(
  p_id uuid, p_attempt int, p_status text, p_reason text, p_cpu_ms float8, p_memory_bytes bigint, p_compile_log text,
  p_tests_done int, p_tests jsonb, p_event_id uuid, p_event_type text, p_channel text, p_envelope jsonb
) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  v submissions%ROWTYPE;
  j rejudge_results%ROWTYPE;
BEGIN
  IF NOT end_task(p_id, p_attempt) THEN
    RETURN false;
  END IF;
  UPDATE submissions s
     SET status = p_status, reason = p_reason, cpu_ms = p_cpu_ms, memory_bytes = p_memory_bytes, compile_log = p_compile_log,
         tests_done = p_tests_done, finished_at = clock_timestamp()
   WHERE s.id = p_id
   RETURNING * INTO v;
  IF NOT FOUND THEN
    UPDATE rejudge_results r
       SET new_status = p_status, reason = p_reason, cpu_ms = p_cpu_ms, memory_bytes = p_memory_bytes, compile_log = p_compile_log, tests = r.tests || p_tests
     WHERE r.id = p_id RETURNING * INTO j;
    IF NOT FOUND THEN
      PERFORM finish_package_check(p_id, p_status, p_reason);
      RETURN true;
    END IF;
    UPDATE rejudges r
       SET judged = r.judged + 1, changed = r.changed + (j.new_status <> j.old_status)::int, updated_at = clock_timestamp(),
           status = CASE WHEN r.status = 'RUNNING' AND r.judged + 1 = r.total THEN 'READY' ELSE r.status END
     WHERE r.id = j.rejudge_id;
    RETURN true;
  END IF;
  PERFORM add_submission_tests(p_id, p_attempt, p_tests);
  INSERT INTO outbox (id, topic, name, channel, payload) VALUES (p_event_id, 'event', p_event_type, p_channel, p_envelope);
  IF p_status <> 'IE' THEN
    INSERT INTO user_problems AS u (user_id, problem_id, state, solved_at)
    VALUES (v.user_id, v.problem_id, CASE WHEN p_status = 'AC' THEN 'solved' ELSE 'tried' END, CASE WHEN p_status = 'AC' THEN clock_timestamp() END)
    ON CONFLICT (user_id, problem_id) DO UPDATE SET state = 'solved', solved_at = excluded.solved_at
      WHERE u.state = 'tried' AND excluded.state = 'solved';
    -- The one row that many share, so it comes last.
    UPDATE problems p SET judged = p.judged + 1, accepted = p.accepted + (p_status = 'AC')::int WHERE p.id = v.problem_id;
  END IF;
  RETURN true;
END $$;
