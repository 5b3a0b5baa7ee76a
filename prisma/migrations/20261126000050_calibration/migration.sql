-- How fast the fleet's hosts are supposed to be: the CPU time that a fixed program takes on the host the limits are meant for.

CREATE TABLE "judge_references" (
    "program" TEXT NOT NULL,
    "cpu_ms" DOUBLE PRECISION NOT NULL,
    "host" TEXT NOT NULL,
    "set_by" UUID,
    "set_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "judge_references_pkey" PRIMARY KEY ("program")
);

ALTER TABLE judge_references
  ADD CONSTRAINT judge_references_cpu CHECK (cpu_ms > 0);

-- The first to ask sets it. Who set it may find later, when less goes on beside, that it is faster than it said; what an admin
-- set stays as it is.
CREATE FUNCTION judge_reference(p_program text, p_cpu_ms float8, p_host text) RETURNS float8
LANGUAGE sql AS $$
  INSERT INTO judge_references AS r (program, cpu_ms, host) VALUES (p_program, p_cpu_ms, p_host)
  ON CONFLICT (program) DO UPDATE
    SET cpu_ms = CASE WHEN r.host = excluded.host AND r.set_by IS NULL THEN least(r.cpu_ms, excluded.cpu_ms) ELSE r.cpu_ms END
  RETURNING cpu_ms
$$;
