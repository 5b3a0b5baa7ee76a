import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contestAct } from '@docket/contracts/http/contest-jury';
import { expect, it } from 'vitest';
import { auditWords } from './audit-words.ts';

const DOMAIN = join(import.meta.dirname, '../../../../../packages/domain/src');

/** Acts as they stand in the sources that write records, `'contest.announced'`. */
function actsInSources(): readonly string[] {
  const files = globSync('{contest,course}/**/*.ts', { cwd: DOMAIN }).filter((file) => !file.endsWith('.test.ts'));
  const lines = files.flatMap((file) => readFileSync(join(DOMAIN, file), 'utf8').split('\n'));
  const acts = lines.filter((line) => /\bact: /.test(line));
  return acts.flatMap((line) => [...line.matchAll(/'([a-z]+(?:\.[a-z]+)+)'/g)].map(([, act = '']) => act));
}

it('has words for each act that is recorded', () => {
  const acts = actsInSources();
  expect(acts.length).toBeGreaterThan(20);
  const ofClock = contestAct.options.map(({ shape }) => `contest.${shape.act.value}`);
  expect([...acts, ...ofClock].filter((act) => auditWords(act) === act)).toEqual([]);
});
