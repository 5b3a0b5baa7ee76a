import { describe, expect, it } from 'vitest';
import { diffOutputs, type Mark } from './diff.ts';

const cut = (text: string, mark: Mark | undefined) =>
  mark === undefined ? undefined : (text.split('\n')[mark.row] ?? '').slice(mark.from, mark.to);

describe('two outputs side by side', () => {
  it('marks the first differing token on both sides', () => {
    const expected = '1 2 3\n4 5 6\n';
    const found = '1 2 3\n4 50 6\n';
    const diff = diffOutputs(expected, found, { line: 2, column: 3, found: '50' });
    expect(diff.rows.map((row) => row.same)).toEqual([true, false]);
    expect([cut(expected, diff.expectedMark), cut(found, diff.foundMark)]).toEqual(['5', '50']);
  });

  it('finds the answer’s token though it stands on another line', () => {
    const expected = '1\n2\n3\n';
    const found = '1 2 9\n';
    const diff = diffOutputs(expected, found, { line: 1, column: 5, found: '9' });
    expect(diff.expectedMark).toEqual({ row: 2, from: 0, to: 1 });
  });

  it('points at the end where output is missing, and where there is too much', () => {
    const missing = diffOutputs('1\n2\n', '1\n', { line: 2, column: 1, found: '' });
    expect(missing.foundMark).toEqual({ row: 0, from: 1, to: 1 });
    expect(missing.rows[1]).toMatchObject({ expected: '2', found: undefined, same: false });
    const more = diffOutputs('1\n', '1\n2\n', { line: 2, column: 1, found: '2' });
    expect([more.foundMark, more.expectedMark]).toEqual([
      { row: 1, from: 0, to: 1 },
      { row: 0, from: 1, to: 1 },
    ]);
  });

  it('counts columns in bytes, as the judge does', () => {
    const found = 'äöü 7\n';
    expect(cut(found, diffOutputs('äöü 8\n', found, { line: 1, column: 8, found: '7' }).foundMark)).toBe('7');
  });

  it('takes white space for what it is worth', () => {
    expect(diffOutputs('1 2 \n', '1  2\n', null).rows).toEqual([
      { row: 0, expected: '1 2 ', found: '1  2', same: true },
    ]);
    expect(diffOutputs('', '', null).rows).toEqual([]);
  });

  it('shows where the difference is in a long output', () => {
    const lines = Array.from({ length: 1000 }, (_, n) => String(n));
    const found = lines.with(600, 'x').join('\n');
    const diff = diffOutputs(lines.join('\n'), found, { line: 601, column: 1, found: 'x' });
    expect([diff.before, diff.rows[5]?.found, diff.after]).toEqual([595, 'x', 205]);
  });
});
