-- What Prisma's schema language cannot say.

ALTER TABLE users ADD CONSTRAINT users_role_known CHECK (role IN ('user', 'setter', 'admin'));

ALTER TABLE problems
  ADD CONSTRAINT problems_difficulty_known CHECK (difficulty IN ('easy', 'medium', 'hard')),
  ADD CONSTRAINT problems_counts CHECK (accepted >= 0 AND judged >= accepted);

ALTER TABLE problem_versions
  ADD CONSTRAINT problem_versions_limits CHECK (cpu_ms > 0 AND memory_bytes > 0 AND output_bytes > 0 AND code_bytes > 0);

ALTER TABLE submissions
  ADD CONSTRAINT submissions_status_known CHECK (status IN ('QUEUED', 'COMPILING', 'RUNNING', 'AC', 'WA', 'TLE', 'MLE', 'OLE', 'RE', 'CE', 'IE', 'CANCELLED')),
  -- A verdict has its time, and nothing else has.
  ADD CONSTRAINT submissions_finished CHECK ((finished_at IS NULL) = (status IN ('QUEUED', 'COMPILING', 'RUNNING'))),
  -- Whoever judges holds a lease; nobody else does.
  ADD CONSTRAINT submissions_leased CHECK ((lease_until IS NOT NULL) = (status IN ('COMPILING', 'RUNNING'))),
  ADD CONSTRAINT submissions_tests CHECK (tests_done >= 0 AND tests_done <= tests_total),
  ADD CONSTRAINT submissions_version FOREIGN KEY (problem_id, problem_version) REFERENCES problem_versions (problem_id, version);

ALTER TABLE submission_tests
  ADD CONSTRAINT submission_tests_verdict_known CHECK (verdict IN ('AC', 'WA', 'TLE', 'MLE', 'OLE', 'RE', 'IE'));

ALTER TABLE user_problems
  ADD CONSTRAINT user_problems_state_known CHECK (state IN ('tried', 'solved')),
  ADD CONSTRAINT user_problems_solved CHECK ((state = 'solved') = (solved_at IS NOT NULL));

ALTER TABLE problem_tests
  ADD CONSTRAINT problem_tests_input FOREIGN KEY (input_hash) REFERENCES blobs (hash),
  ADD CONSTRAINT problem_tests_answer FOREIGN KEY (answer_hash) REFERENCES blobs (hash);

ALTER TABLE outbox
  ADD CONSTRAINT outbox_topic_known CHECK (topic IN ('job', 'event')),
  ADD CONSTRAINT outbox_channel CHECK ((topic = 'event') = (channel IS NOT NULL)),
  ADD CONSTRAINT outbox_place CHECK ((stream_epoch IS NULL) = (stream_offset IS NULL));

-- The relay's and the reaper's work lists stay small however large the table grows.
CREATE INDEX outbox_unsent ON outbox (created_at) WHERE sent_at IS NULL;
CREATE INDEX outbox_unsent_channel ON outbox (channel) WHERE sent_at IS NULL AND topic = 'event';
CREATE INDEX outbox_jobs_open ON outbox (sent_at, id) WHERE topic = 'job' AND done_at IS NULL AND sent_at IS NOT NULL;
CREATE INDEX outbox_events_place ON outbox (channel, stream_epoch, stream_offset) WHERE topic = 'event';

CREATE INDEX submissions_waiting ON submissions (id) WHERE status = 'QUEUED';
CREATE INDEX submissions_waiting_user ON submissions (user_id) WHERE status = 'QUEUED';
CREATE INDEX submissions_leases ON submissions (lease_until) WHERE lease_until IS NOT NULL;

CREATE INDEX problems_search ON problems USING gin (search_text gin_trgm_ops);
CREATE INDEX problems_tags ON problems USING gin (tags);
