import type { ContestProblem } from '@docket/contracts/http/contest';
import type { PathErrors } from '../../lib/form-errors.ts';

/** A problem of a contest as its line in the form has it. */
export type ProblemLine = {
  readonly problemId: string;
  readonly title: string;
  readonly label: string;
  readonly colour: string;
  readonly points: string;
};

/** Colours of balloons that are told apart across a hall. */
const COLOURS = [
  '#d92d20',
  '#2e6be6',
  '#f5c518',
  '#1d9d4f',
  '#f07b1a',
  '#7a3fc2',
  '#f28cc0',
  '#12b5b0',
  '#8b5a2b',
  '#ffffff',
  '#222222',
  '#9ad23c',
  '#9aa0a8',
] as const;

export function linesOf(problems: readonly ContestProblem[]): ProblemLine[] {
  return problems.map(({ problemId, title, label, colour, points }) => ({
    problemId,
    title,
    label,
    colour: colour ?? '',
    points: points === null ? '' : String(points),
  }));
}

/** With the next letter and colour that are free. One that is there already is not added again. */
export function addLine(
  lines: readonly ProblemLine[],
  { problemId, title }: Pick<ProblemLine, 'problemId' | 'title'>,
): readonly ProblemLine[] {
  if (lines.some((line) => line.problemId === problemId)) return lines;
  const labels = new Set(lines.map(({ label }) => label));
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCodePoint(65 + at));
  const label = letters.find((letter) => !labels.has(letter)) ?? `A${lines.length}`;
  const colour = COLOURS.find((one) => lines.every((line) => line.colour !== one)) ?? '';
  return [...lines, { problemId, title, label, colour, points: '' }];
}

export function moveLine(lines: readonly ProblemLine[], index: number, by: 1 | -1): readonly ProblemLine[] {
  const line = lines[index];
  const target = index + by;
  if (line === undefined || target < 0 || target >= lines.length) return lines;
  return lines.toSpliced(index, 1).toSpliced(target, 0, line);
}

/** As the API takes them. */
export function problemsOf(lines: readonly ProblemLine[]) {
  return lines.map(({ problemId, label, colour, points }) => ({
    problemId,
    label,
    colour: colour === '' ? null : colour,
    points: points.trim() === '' ? null : Number(points),
  }));
}

/** Letters that two problems have, beside the later of them. */
export function wrongLabels(lines: readonly ProblemLine[]): PathErrors {
  const seen = new Set<string>();
  const wrong: Record<string, string> = {};
  for (const [index, { label }] of lines.entries()) {
    if (seen.has(label)) wrong[`problems.${index}.label`] = 'Another problem has this letter';
    seen.add(label);
  }
  return wrong;
}
