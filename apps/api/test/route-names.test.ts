import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { contracts } from '../src/areas.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, 'utf8');

/** Of other services: the bank, the gateways, and what takes in calls of providers. */
const ELSEWHERE = /^\/(v1|faults|connection|webhooks)\b/;

const anyParameter = (path: string): string => path.replace(/:\w+|<[\w-]+>|\{\w+\}/g, '*');
const known = new Set(contracts.map(({ method, path }) => `${method} ${anyParameter(path)}`));

/** Routes that a text names as `GET /this` and that there are not. */
function gone(text: string): string[] {
  return [...text.matchAll(/`(GET|POST|PUT|PATCH|DELETE) (\/[^`\s?]+)/g)]
    .filter(([, , path = '']) => !ELSEWHERE.test(path))
    .map(([, method, path = '']) => `${method} ${anyParameter(path)}`)
    .filter((route) => !known.has(route));
}

test('documents name routes that there are', () => {
  // What was decided stays as it was written.
  const documents = globSync(['README.md', 'docs/*.md', 'docs/runbooks/*.md', '{apps,packages}/*/README.md'], {
    cwd: ROOT,
  });
  expect(documents.length).toBeGreaterThan(20);
  expect(documents.flatMap((path) => gone(read(path)).map((route) => `${path}: ${route}`))).toEqual([]);
  expect(gone('`GET /features` and `GET /problems/<slug>`')).toEqual(['GET /features']);
});
