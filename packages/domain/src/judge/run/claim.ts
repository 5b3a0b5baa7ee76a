import { sourceFile } from '@docket/contracts/http/submission';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { judgeMaterial, limitsOf } from '../problem/material.ts';
import { readJudging } from '../problem/stored-judging.ts';
import type { ClaimedRow, TaskKindEntry } from '../queue/task-kinds.ts';
import { runInput } from './input.ts';

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
  /** The samples to run first, and how the problem judges them. */
  samples: judgeMaterial.shape.tests,
  judging: judgeMaterial.shape.judging,
  inputs: z.array(runInput),
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
    judging,
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
