import { describe, expect, test } from 'vitest';
import { refuseUnstorableText } from './text.ts';

const refusal = (value: unknown): string => {
  try {
    refuseUnstorableText(value, 'body');
    return 'taken';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('unstorable text', () => {
  test('is found wherever it hides, names of fields included', () => {
    expect(refusal({ a: [{ b: 'x\0' }] })).toContain('body.a.0.b must not hold NUL');
    expect(refusal({ a: '\udc00' })).toContain('body.a must be valid Unicode');
    expect(refusal({ a: { 'k\0': 1 } })).toContain('body.a must not have such a name');
  });

  test('whole pairs and everything else are taken', () => {
    expect(refusal({ a: ['😀', 'é', 1, null, true, String.raw`\u0000`] })).toBe('taken');
  });

  test('source code is left to the rule of submissions, its neighbours are not', () => {
    expect(refusal({ code: '\0', files: [{ name: 'a', content: '\0' }] })).toBe('taken');
    expect(refusal({ files: [{ name: '\0', content: '' }] })).toContain('body.files.0.name');
    expect(refusal({ other: { code: '\0' } })).toContain('body.other.code');
  });

  test('depth does not exhaust the stack', () => {
    let deep: unknown = '\0';
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(refusal(deep)).toContain('NUL');
  });
});
