import { z } from 'zod';
import type { Judging } from '@docket/problem-package/types';
import { checkProtocols } from '@docket/problem-package/types';

const scoreGroup = z.object({
  path: z.string(),
  aggregation: z.enum(['sum', 'min', 'pass-fail']),
  maxScore: z.number().nullable(),
  testScore: z.number().nullable(),
  testMax: z.number().nullable(),
  rejectScore: z.number(),
  requires: z.array(z.string()),
  stopAtFailure: z.boolean(),
});

/** How a version is judged, as the database keeps it; the sources of its program are blobs. */
export const storedJudging = z.object({
  kind: z.enum(['pass-fail', 'scoring']),
  interactive: z.boolean(),
  passes: z.int(),
  groups: z.array(scoreGroup),
  program: z.object({ path: z.string(), language: z.string(), protocol: z.enum(checkProtocols) }).nullable(),
  /** Sources of the program: the one to start first. */
  files: z.array(z.object({ name: z.string(), hash: z.string() })),
});
export type StoredJudging = z.infer<typeof storedJudging>;

/** What a problem is that has no row: pass-fail by the default validator. */
export const PLAIN_JUDGING: StoredJudging = {
  kind: 'pass-fail',
  interactive: false,
  passes: 1,
  groups: [],
  program: null,
  files: [],
};

/** The stored form of what a package says, without its files; null when it is plain. */
export function toStored(judging: Judging): Omit<StoredJudging, 'files'> | null {
  const { kind, interactive, passes, groups, check } = judging;
  if (kind === 'pass-fail' && check.kind === 'default') return null;
  return {
    kind,
    interactive,
    passes,
    groups: groups.map((group) => ({ ...group, requires: [...group.requires] })),
    program:
      check.kind === 'default'
        ? null
        : { path: check.program.path, language: check.program.language, protocol: check.protocol },
  };
}
