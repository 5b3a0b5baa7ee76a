import { expect, test } from 'vitest';
import { Transcript } from './transcript.ts';

function tell(limit: number, said: readonly (readonly ['program' | 'interactor', string])[]): string {
  const transcript = new Transcript(limit);
  for (const [speaker, text] of said) transcript.push(speaker, Buffer.from(text));
  return transcript.toString();
}

test('each line has the sign of its speaker, however it came', () => {
  expect(
    tell(1000, [
      ['interactor', '10'],
      ['interactor', '\n'],
      ['program', '5\n6\n'],
      ['interactor', 'left\n'],
      ['program', '3'],
    ]),
  ).toBe('< 10\n> 5\n> 6\n< left\n> 3');
});

test('who interrupts begins a line', () => {
  expect(
    tell(1000, [
      ['program', 'a'],
      ['interactor', 'b\n'],
      ['program', ''],
    ]),
  ).toBe('> a\n< b\n');
});

test('a long one is cut', () => {
  expect(tell(10, [['program', 'x\n'.repeat(100)]])).toBe('> x\n> x\n> …');
});
