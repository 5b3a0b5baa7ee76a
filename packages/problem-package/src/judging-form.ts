import type { CheckProtocol, IncludedFiles, Judging, ScoreGroup } from './types.ts';

/** How a package is judged, apart from the sources of its program. */
export type JudgingForm = Pick<Judging, 'kind' | 'interactive' | 'passes' | 'feedback' | 'function'> & {
  readonly groups: readonly ScoreGroup[];
  /** Only where there is some, so that other packages keep the hash they have. */
  readonly include?: readonly IncludedFiles[];
  readonly program: { readonly path: string; readonly language: string; readonly protocol: CheckProtocol } | null;
};

/** What is to be stored and hashed of how a package is judged; null for plain pass-fail by the default validator. */
export function judgingForm({
  kind,
  interactive,
  passes,
  groups,
  check,
  include,
  feedback,
  function: called,
}: Judging): JudgingForm | null {
  const plain = check.kind === 'default' && include.length === 0 && feedback === undefined && called === undefined;
  if (kind === 'pass-fail' && plain) return null;
  return {
    kind,
    interactive,
    passes,
    ...(include.length === 0 ? {} : { include }),
    groups: groups.map((group) => ({ ...group, requires: [...group.requires] })),
    program:
      check.kind === 'default'
        ? null
        : { path: check.program.path, language: check.program.language, protocol: check.protocol },
    ...(feedback && { feedback }),
    ...(called && { function: called }),
  };
}
