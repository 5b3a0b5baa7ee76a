/** An option of a format as a form asks for it. What each does stands in `docs/contests.md`. */
export type OptionField = {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
} & (
  | { readonly kind: 'number' | 'nullable'; readonly otherwise: string; readonly read: (text: string) => number | null }
  | {
      readonly kind: 'choice';
      readonly choices: readonly { readonly value: string; readonly label: string }[];
      readonly read: (text: string) => string | boolean;
    }
);

const number = (name: string, label: string, otherwise: number, hint?: string): OptionField => ({
  name,
  label,
  kind: 'number',
  otherwise: String(otherwise),
  read: Number,
  ...(hint === undefined ? {} : { hint }),
});
/** The first choice is what a format takes where nobody says. */
const choice = (
  name: string,
  label: string,
  choices: readonly (readonly [value: string, label: string])[],
): OptionField => ({
  name,
  label,
  kind: 'choice',
  choices: choices.map(([value, words]) => ({ value, label: words })),
  read: (text) => text,
});
const yesNo = (name: string, label: string, first: boolean): OptionField => ({
  name,
  label,
  kind: 'choice',
  choices: [first, !first].map((value) => ({ value: String(value), label: value ? 'Yes' : 'No' })),
  read: (text) => text === 'true',
});

const compileErrors = yesNo('compileErrorPenalty', 'Compile errors count as wrong tries', false);
const UNITS = [
  ['minute', 'Minutes'],
  ['second', 'Seconds'],
  ['millisecond', 'Milliseconds'],
] as const;

const FIELDS: Readonly<Record<string, readonly OptionField[]>> = {
  icpc: [
    number('penaltyMinutes', 'Penalty for a wrong try (minutes)', 20),
    compileErrors,
    choice('unit', 'Time is counted in', UNITS.slice(0, 2)),
    choice('tieBreak', 'Still equal', [
      ['last-solved', 'Earlier last accepted try'],
      ['none', 'Share the place'],
    ]),
  ],
  ioi: [
    choice('scores', 'What counts', [
      ['subtasks', 'Best of each subtask'],
      ['best', 'Best try'],
      ['last', 'Last try'],
    ]),
    choice('tieBreak', 'As many points', [
      ['none', 'Share the place'],
      ['time', 'Earlier is ahead'],
    ]),
  ],
  leetcode: [number('penaltyMinutes', 'Penalty for a wrong try (minutes)', 5), compileErrors],
  atcoder: [number('penaltyMinutes', 'Penalty for a wrong try (minutes)', 5), compileErrors],
  codeforces: [
    number('wrongTry', 'Points off for a wrong try', 50),
    number('least', 'Share of the points that is always left', 0.3, 'From 0 to 1'),
    yesNo('firstTestFree', 'Failing the first test is free', true),
    number('hackSuccess', 'Points for a successful hack', 100),
    number('hackFailure', 'Points off for a failed hack', 50),
  ],
  homework: [
    choice('scores', 'What counts', [
      ['best', 'Best try'],
      ['last', 'Last try'],
    ]),
    {
      name: 'lateDays',
      label: 'Days after the due date that still count',
      hint: 'Empty: late tries count for good',
      kind: 'nullable',
      otherwise: 'for good',
      read: (text) => (text.trim() === '' ? null : Number(text)),
    },
    number('latePercent', 'Percent lost for each late day', 10),
    number('leastPercent', 'Percent left at least', 0),
    number('graceMinutes', 'Minutes of grace', 0),
  ],
};

/** What a new contest of a format begins with: fields whose emptiness says something are filled in. */
export function firstOptions(format: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    optionFields(format).flatMap(({ name, kind }) => (kind === 'nullable' ? [[name, '0']] : [])),
  );
}

export function optionFields(format: string): readonly OptionField[] {
  return FIELDS[format] ?? [];
}
