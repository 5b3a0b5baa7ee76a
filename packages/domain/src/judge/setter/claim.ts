import { setterJobAsked } from '@docket/contracts/judge/setter-job';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { judgeMaterial, materialOf } from '../problem/material.ts';
import type { ClaimedRow, TaskKindEntry } from '../queue/task-kinds.ts';
import { readStoredMaterial, storedMaterial } from './stored-material.ts';

const work = z.object({
  asked: setterJobAsked,
  /** Where the last slice ended; its kind knows what it is. */
  state: z.unknown(),
  slices: z.int(),
  material: z.unknown(),
  files: z.array(z.object({ path: z.string(), hash: z.string() })),
});

const claimedTool = judgeMaterial.extend({
  kind: z.literal('tool'),
  jobId: z.uuid(),
  /** Fencing token: every later write names it. */
  attempt: z.int(),
  userId: z.uuid(),
  problemId: z.uuid(),
  language: z.string(),
  ...work.shape,
  material: storedMaterial,
});

/** A setter's job in the hands of a judge. */
export type ClaimedTool = z.infer<typeof claimedTool>;

function readClaimed(row: ClaimedRow): ClaimedTool {
  const given = work.parse(row.inputs);
  return claimedTool.parse({
    ...materialOf(row),
    ...given,
    material: readStoredMaterial(given.material),
    kind: 'tool',
    jobId: row.id,
    attempt: row.attempt,
    userId: row.user_id,
    problemId: row.problem_id,
    language: row.language,
  });
}

const resetStatement = prepare(
  'setter_job_waits_again',
  `UPDATE setter_jobs SET status = 'QUEUED', progress = state -> 'progress' WHERE id = $1`,
);

/** Jobs of setters as tasks of the queue. */
export const toolTask: TaskKindEntry<ClaimedTool> = {
  begin: 'begin_tool',
  read: readClaimed,
  // What earlier slices have found is kept.
  reset: async (on, id) => void (await resetStatement(on, [id])),
};
