import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createValidator } from './default-validator.ts';
import { parseValidatorFlags } from './flags.ts';

/** The lines below, as the README has them. */
function example(): { accepted: boolean } {
  const flags = parseValidatorFlags(['float_tolerance', '1e-6'], 'problem.yaml');
  const validator = createValidator(Buffer.from('distance 0.3\n'), flags);
  validator.push(Buffer.from('Distance 0.3000'));
  validator.push(Buffer.from('00004\n'));
  const { accepted } = validator.end();
  return { accepted };
}

test('the README’s example is this one, and works', () => {
  const [, shown = ''] = /```ts\n([^`]+)```/.exec(readFileSync(`${import.meta.dirname}/../README.md`, 'utf8')) ?? [];
  const here = readFileSync(import.meta.filename, 'utf8').replaceAll(/^ {2}/gm, '');
  expect(shown.length).toBeGreaterThan(100);
  expect(here).toContain(shown);
  expect(example()).toEqual({ accepted: true });
});
