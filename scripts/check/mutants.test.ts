import { describe, expect, it } from 'vitest';
import { findings, survivorsOf } from './mutants.mjs';

const report = {
  files: {
    'a.ts': {
      source: 'export const a = 1 > 2;\nexport const b = [\n  1,\n];\n',
      mutants: [
        {
          status: 'Killed',
          replacement: '>=',
          location: { start: { line: 1, column: 18 }, end: { line: 1, column: 23 } },
        },
        {
          status: 'Survived',
          replacement: '1 >= 2',
          location: { start: { line: 1, column: 18 }, end: { line: 1, column: 23 } },
        },
        {
          status: 'NoCoverage',
          replacement: '[]',
          location: { start: { line: 2, column: 18 }, end: { line: 4, column: 2 } },
        },
      ],
    },
  },
};

describe('mutants', () => {
  it('that no test notices are told with what they change', () => {
    expect(survivorsOf(report)).toEqual([
      { file: 'a.ts', line: 1, from: 'export const a = 1 > 2;', to: 'export const a = 1 >= 2;' },
      { file: 'a.ts', line: 2, from: 'export const b = [\n  1,\n];', to: 'export const b = [];' },
    ]);
  });

  it('are findings unless they are listed, wherever their line has moved, and listed ones that died are too', () => {
    const [first, second] = survivorsOf(report);
    const listed = { file: 'a.ts', from: first?.from, to: first?.to, why: 'the same for whole numbers' };
    expect(findings([{ ...first, line: 9 }], [listed])).toEqual([]);
    expect(findings([first, second], [listed])).toEqual([expect.stringContaining('a.ts:2: no test notices')]);
    expect(findings([], [listed])).toEqual([expect.stringContaining('is noticed now')]);
  });
});
