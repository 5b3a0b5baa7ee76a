import type { CheckProtocol, Judging, ScoreGroup } from './types.ts';

/** How a package is judged, apart from the sources of its program. */
export type JudgingForm = Pick<Judging, 'kind' | 'interactive' | 'passes' | 'feedback'> & {
  readonly groups: readonly ScoreGroup[];
  readonly program: { readonly path: string; readonly language: string; readonly protocol: CheckProtocol } | null;
};

/** What is to be stored and hashed of how a package is judged; null for plain pass-fail by the default validator. */
export function judgingForm({ kind, interactive, passes, groups, check, feedback }: Judging): JudgingForm | null {
  if (kind === 'pass-fail' && check.kind === 'default' && feedback === undefined) return null;
  return {
    kind,
    interactive,
    passes,
    groups: groups.map((group) => ({ ...group, requires: [...group.requires] })),
    program:
      check.kind === 'default'
        ? null
        : { path: check.program.path, language: check.program.language, protocol: check.protocol },
    ...(feedback && { feedback }),
  };
}
