import { describe, expect, it } from 'vitest';
import { addLine, moveLine, problemsOf, wrongLabels, type ProblemLine } from './problem-lines.ts';

const line = (label: string, more: Partial<ProblemLine> = {}): ProblemLine => ({
  problemId: `id-${label}`,
  title: label,
  label,
  colour: '',
  points: '',
  ...more,
});

describe('problems of a contest in the form', () => {
  it('gives a new one the first letter and colour that are free', () => {
    const lines = addLine([line('A', { colour: '#d92d20' }), line('C')], { problemId: 'new', title: 'New' });
    expect(lines.at(-1)).toMatchObject({ label: 'B', colour: '#2e6be6' });
    expect(addLine(lines, { problemId: 'new', title: 'New' })).toBe(lines);
  });

  it('moves one up and down, and not beyond the ends', () => {
    const lines = [line('A'), line('B'), line('C')];
    expect(moveLine(lines, 0, 1).map(({ label }) => label)).toEqual(['B', 'A', 'C']);
    expect(moveLine(lines, 2, 1)).toBe(lines);
    expect(moveLine(lines, 0, -1)).toBe(lines);
  });

  it('says beside which letter there is one too many', () => {
    expect(wrongLabels([line('A'), line('B'), line('A')])).toEqual({
      'problems.2.label': 'Another problem has this letter',
    });
    expect(wrongLabels([line('A'), line('B')])).toEqual({});
  });

  it('sends nothing where nothing was typed', () => {
    expect(problemsOf([line('A', { points: ' ' }), line('B', { points: '500', colour: '#000000' })])).toEqual([
      { problemId: 'id-A', label: 'A', colour: null, points: null },
      { problemId: 'id-B', label: 'B', colour: '#000000', points: 500 },
    ]);
  });
});
