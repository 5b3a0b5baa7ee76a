import { waitFor } from '@docket/testing/wait';
import type { BenchProgram } from './programs.ts';
import type { Stack } from './stack.ts';

let serial = 0;

/** Submissions a second of the whole system: all sent at once, clock from the first claim to the last verdict. */
export async function judgedRate(
  stack: Pick<Stack, 'client' | 'installation'>,
  problemId: string,
  program: BenchProgram,
  count: number,
): Promise<number> {
  const ids: string[] = [];
  const comment = program.language === 'python3' ? '#' : '//';
  const start = performance.now();
  await Promise.all(
    Array.from({ length: count }, async () => {
      serial += 1;
      ids.push(
        (
          await stack.client.submit({
            problemId,
            language: program.language,
            code: `${program.code}\n${comment} ${serial}\n`,
          })
        ).submissionId,
      );
    }),
  );
  await waitFor(
    'all verdicts',
    async () => {
      const { rows } = await stack.installation.db.pool.query<{ status: string }>(
        'SELECT status FROM submissions WHERE id = ANY($1) AND finished_at IS NOT NULL',
        [ids],
      );
      if (rows.some((row) => row.status !== 'AC')) throw new Error('a submission was not accepted');
      return rows.length === ids.length;
    },
    { timeoutMs: 300_000, everyMs: 20 },
  );
  return count / ((performance.now() - start) / 1_000);
}
