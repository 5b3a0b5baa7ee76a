import { expect, it } from 'vitest';
import { readTranscript } from './transcript.ts';

it('tells the two sides apart, turn by turn', () => {
  expect(readTranscript('< 10\n> 5\n> 6\n< left\n> 3')).toEqual({
    turns: [
      { speaker: 'judge', lines: ['10'] },
      { speaker: 'program', lines: ['5', '6'] },
      { speaker: 'judge', lines: ['left'] },
      { speaker: 'program', lines: ['3'] },
    ],
    cut: false,
  });
});

it('keeps what belongs to a line, and says when the rest is missing', () => {
  expect(readTranscript('> x < y\nz\n> …')).toEqual({
    turns: [{ speaker: 'program', lines: ['x < y', 'z', ''] }],
    cut: true,
  });
});

it.each(['', '3\n', 'a < b\n'])('takes %j for no transcript', (text) => {
  expect(readTranscript(text)).toBeUndefined();
});
