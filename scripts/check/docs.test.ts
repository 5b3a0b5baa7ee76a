import { expect, test } from 'vitest';
import { namedIn } from './docs.mjs';

test('finds relative links and repository paths in backticks, and nothing else', () => {
  const text = [
    'See [the design](docs/a.md#part), [elsewhere](https://example.com/x) and ![a picture](docs/images/x.png "title").',
    'The file `apps/api/src/main.ts:12` and the folder `packages/db/`; not `GET /problems/:slug`, `and/or`, `apps/<name>` or `apps/*`.',
    '```sh\ncat `apps/not/this.ts`\n```',
  ].join('\n');
  expect(namedIn(text)).toEqual({
    links: ['docs/a.md', 'docs/images/x.png'],
    paths: ['apps/api/src/main.ts', 'packages/db/'],
  });
});
