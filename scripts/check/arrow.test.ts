import { describe, expect, test } from 'vitest';
import { importsOf, objection, violations } from './arrow.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;
const everything = { has: () => true };

describe('importsOf', () => {
  test('finds static, type-only, side-effect, re-exporting and dynamic imports, not those in comments', () => {
    const source = [
      "import { a } from 'one';",
      "import type { B } from 'two';",
      "import 'three';",
      "export * from 'four';",
      "const five = await import('five');",
      "import six, {\n  seven,\n} from 'six';",
      "// import x from 'not-this'",
      "/* import y from 'nor-this' */",
    ].join('\n');
    expect(importsOf(source)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  });
});

describe('objection', () => {
  test.each([
    ['packages/contracts/src/a.ts', '@docket/db/client'],
    ['packages/contracts/src/a.ts', 'node:fs'],
    ['packages/db/src/a.ts', '@docket/domain/ctx'],
    ['packages/domain/src/a.ts', '@docket/queue/queues'],
    ['packages/domain/src/a.ts', 'express'],
    ['packages/domain/src/a.ts', 'bullmq'],
    ['packages/sandbox/src/a.ts', '@docket/domain/ctx'],
    ['packages/client/src/a.ts', 'node:crypto'],
    ['apps/web/src/a.tsx', '@docket/domain/ctx'],
    ['apps/api/src/a.ts', '@docket/worker/main'],
    ['apps/api/src/a.ts', '../../worker/src/main.ts'],
    ['apps/api/src/a.ts', '@docket/testing/redis'],
  ])('%s may not import %s', (path, module) => {
    expect(objection(path, module, everything)).toBeDefined();
  });

  test.each([
    ['packages/domain/src/a.ts', '@docket/db/client'],
    ['apps/api/src/a.ts', '@docket/queue/queues'],
    ['apps/api/src/a.int.test.ts', '@docket/testing/redis'],
    ['apps/web/src/a.tsx', '@docket/client/docket'],
    ['apps/api/src/http/a.ts', '../routes/b.ts'],
  ])('%s may import %s', (path, module) => {
    expect(objection(path, module, everything)).toBeUndefined();
  });

  test('an import must be declared', () => {
    expect(objection('apps/api/src/a.ts', '@docket/db/client', new Set())).toContain('package.json');
  });
});

test('the repository keeps to the arrow', () => {
  expect(violations(ROOT)).toEqual([]);
});
