import { describe, expect, it } from 'vitest';
import { fileNameProblem, firstFileName, freeFileName, sourceOf } from './draft-files.ts';

const file = (name: string, content = '') => ({ id: name, name, content });
const java = { id: 'java', extensions: ['.java'] };
const c = { id: 'c', extensions: ['c'] };

describe('the files of a draft', () => {
  it('are sent as bare code while there is one of the usual name', () => {
    expect(sourceOf([file('main.c', 'x')], c)).toEqual({ code: 'x' });
    expect(sourceOf([file('other.c', 'x')], c)).toEqual({ files: [{ name: 'other.c', content: 'x' }] });
    expect(sourceOf([file('main.c', 'x'), file('b.h', 'y')], c)).toEqual({
      files: [
        { name: 'main.c', content: 'x' },
        { name: 'b.h', content: 'y' },
      ],
    });
  });

  it('begin with the name the language wants', () => {
    expect([firstFileName(java), firstFileName(c)]).toEqual(['Main.java', 'main.c']);
  });

  it('get a name that is free', () => {
    expect(freeFileName([file('main.c')], c)).toBe('part2.c');
    expect(freeFileName([file('main.c'), file('part2.c')], c)).toBe('part3.c');
  });

  it.each([
    ['', 'Give the file a name.'],
    ['.hidden', 'Use letters'],
    ['a b.c', 'Use letters'],
    ['../x', 'Use letters'],
    ['main.c', 'Another file has this name.'],
    ['x'.repeat(101), 'Use at most 100'],
  ])('are not named %j', (name, problem) => {
    expect(fileNameProblem(name, ['main.c'])).toContain(problem);
  });

  it('may be named like others’ files in another case', () => {
    expect(fileNameProblem('Main_2-b.c', ['main.c'])).toBeUndefined();
  });
});
