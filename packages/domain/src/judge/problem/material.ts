import { z } from 'zod';
import { readJudging, storedJudging } from './stored-judging.ts';

/** What judging needs of a problem's version. */
export const judgeMaterial = z.object({
  problemVersion: z.int(),
  limits: z.object({ cpuMs: z.number(), memoryBytes: z.number(), outputBytes: z.number() }),
  /** Null: pass-fail by the default validator. */
  judging: storedJudging.nullable(),
  tests: z.array(
    z.object({
      ordinal: z.int(),
      name: z.string(),
      sample: z.boolean(),
      inputHash: z.string(),
      answerHash: z.string(),
      validatorFlags: z.array(z.string()),
      /** What the submission gets on its command line. */
      args: z.array(z.string()).nullish(),
    }),
  ),
});
export type JudgeMaterial = z.infer<typeof judgeMaterial>;

/** The columns of `problem_material`; null where there is no problem. */
export type MaterialRow = {
  readonly cpu_ms: number | null;
  readonly memory_bytes: string | null;
  readonly output_bytes: string | null;
  readonly judging: unknown;
  readonly programs: unknown;
};

/** Limits of the problem; null where there is none. */
export function limitsOf(row: MaterialRow): JudgeMaterial['limits'] | null {
  if (row.cpu_ms === null) return null;
  return { cpuMs: row.cpu_ms, memoryBytes: Number(row.memory_bytes), outputBytes: Number(row.output_bytes) };
}

/** Material from its columns, to be parsed by who puts it together with the rest. */
export function materialOf(row: MaterialRow & { readonly problem_version: number | null; readonly tests: unknown }) {
  return {
    problemVersion: row.problem_version,
    limits: limitsOf(row),
    judging: readJudging(row.judging, row.programs),
    tests: row.tests,
  };
}
