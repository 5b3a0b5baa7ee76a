import type { SubmissionDetail } from '@docket/contracts/http/submission';
import type { Sample } from './samples.ts';

export type Outcome = {
  readonly sample: Sample;
  readonly state: SubmissionDetail | undefined;
  readonly error: string | undefined;
};

/** Why an outcome is not what it had to be; undefined when it is. */
export function complaint({ sample, state, error }: Outcome): string | undefined {
  const what = `${sample.language} ${sample.problem}/${sample.file}`;
  if (error !== undefined) return `${what}: ${error}`;
  if (state === undefined) return `${what}: no answer`;
  if (state.status === sample.expected) return undefined;
  return `${what}: expected ${sample.expected}, got ${state.status}${state.reason === null ? '' : ` (${state.reason})`}`;
}

const columns = ['language', 'problem', 'expected', 'verdict', 'tests', 'cpu ms', 'MiB', ''] as const;

function cells(outcome: Outcome): string[] {
  const { sample, state } = outcome;
  return [
    sample.language,
    sample.problem,
    sample.expected,
    state?.status ?? '-',
    state === undefined ? '-' : `${state.testsDone}/${state.testsTotal}`,
    state?.cpuMs?.toFixed(0) ?? '-',
    state?.memoryBytes == null ? '-' : (state.memoryBytes / 2 ** 20).toFixed(1),
    complaint(outcome) === undefined ? 'as expected' : 'UNEXPECTED',
  ];
}

/** The outcomes as a table with a line for each. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = [[...columns], ...outcomes.map(cells)];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = rows;
  return [
    line(head),
    widths
      .map((width) => '-'.repeat(width))
      .join('  ')
      .trimEnd(),
    ...body.map(line),
  ].join('\n');
}
