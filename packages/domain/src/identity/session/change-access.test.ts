import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const DOMAIN = fileURLToPath(new URL('../../', import.meta.url));
/** What takes something away from an account, in SQL or through Prisma. */
const TAKES_AWAY =
  /UPDATE sessions SET revoked_at|DELETE FROM (sessions|users)\b|UPDATE users SET (role|disabled_at|password_hash)|\b(session|user)\.(delete|deleteMany)\(|session\.update(Many)?\(/;

test('whatever takes something away from an account goes through changeAccess, or its sockets would outlive it', () => {
  const takers = globSync('**/*.ts', { cwd: DOMAIN })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => ({ file, text: readFileSync(`${DOMAIN}${file}`, 'utf8') }))
    .filter(({ text }) => TAKES_AWAY.test(text));
  expect(takers.map(({ file }) => file)).toContain('identity/session/change-access.ts');
  expect(takers.filter(({ text }) => !/\bchangeAccess[(<]/.test(text)).map(({ file }) => file)).toEqual([]);
});
