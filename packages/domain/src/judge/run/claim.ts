import { sourceFile } from '@docket/contracts/http/submission';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { judgeMaterial, limitsOf } from '../problem/material.ts';
import { readJudging, storedJudging } from '../problem/stored-judging.ts';
import type { ClaimedRow, TaskKindEntry } from '../queue/task-kinds.ts';

const claimedRun = z.object({
  kind: z.literal('run'),
  runId: z.uuid(),
  /** Fencing token: every later write names it. */
  attempt: z.int(),
  userId: z.uuid(),
  problemId: z.uuid().nullable(),
  language: z.string(),
  files: z.array(sourceFile),
  casesTotal: z.int(),
  /** The samples to run first, and whether their output can be compared with the answer. */
  samples: judgeMaterial.shape.tests,
  compares: z.boolean(),
  /** What the problem puts beside every program. */
  include: storedJudging.shape.include,
  inputs: z.array(z.string()),
  /** Of the problem; without one there are general limits. */
  limits: judgeMaterial.shape.limits.nullable(),
});

/** A run in the hands of a judge. */
export type ClaimedRun = z.infer<typeof claimedRun>;

function readClaimed(row: ClaimedRow): ClaimedRun {
  const judging = readJudging(row.judging ?? null, row.programs ?? []);
  return claimedRun.parse({
    kind: 'run',
    runId: row.id,
    attempt: row.attempt,
    userId: row.user_id,
    problemId: row.problem_id,
    language: row.language,
    files: row.files,
    casesTotal: row.total,
    samples: row.tests ?? [],
    // Not where a program of the package decides.
    compares: judging === null || judging.program === null,
    include: judging?.include,
    inputs: row.inputs,
    limits: limitsOf(row),
  });
}

const resetStatement = prepare('run_waits_again', `UPDATE runs SET status = 'QUEUED', cases = '[]' WHERE id = $1`);

/** Runs as tasks of the queue. */
export const runTask: TaskKindEntry<ClaimedRun> = {
  begin: 'begin_run',
  read: readClaimed,
  reset: async (on, id) => void (await resetStatement(on, [id])),
};
