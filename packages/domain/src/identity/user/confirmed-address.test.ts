import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../../../', import.meta.url));
const HERE = 'packages/domain/src/identity/user/confirmed-address.ts';
const sources = globSync(['{apps,packages}/*/src/**/*.ts', 'prisma/functions/**/*.sql'], { cwd: ROOT }).filter(
  (path) => !path.endsWith('.test.ts') && !path.includes('/generated/'),
);
const filesWith = (pattern: RegExp): string[] =>
  sources.filter((path) => pattern.test(readFileSync(`${ROOT}${path}`, 'utf8'))).toSorted();

/** Where an account is found by its address, something is mailed to it, or its owner is told. */
const ASKING = [
  'packages/domain/src/contest/people/forget.ts',
  'packages/domain/src/contest/people/register.ts',
  'packages/domain/src/contest/roster/take.ts',
  'packages/domain/src/course/list.ts',
  'packages/domain/src/course/roster/enrol.ts',
  'packages/domain/src/course/roster/forget.ts',
  'packages/domain/src/course/roster/join.ts',
  'packages/domain/src/course/roster/take.ts',
  'packages/domain/src/course/rows.ts',
  'packages/domain/src/identity/mail/send-mail.ts',
  'packages/domain/src/identity/provider/login.ts',
  'packages/domain/src/identity/session/login.ts',
  'packages/domain/src/identity/user/change-account.ts',
  'packages/domain/src/identity/user/confirm-email.ts',
  'packages/domain/src/identity/user/forgot-password.ts',
  'packages/domain/src/identity/user/reset-password.ts',
  'packages/domain/src/notification/mail.ts',
  'packages/domain/src/profile/profile.ts',
];

test('whether an address is confirmed is asked in one way, and nowhere else', () => {
  expect(filesWith(/email_confirmed_at\s+IS\b|email_confirmed_at\s*(!==?|===?)/i)).toEqual([HERE]);
  expect(filesWith(/hasConfirmed\('/)).toEqual(ASKING);
});

test('whoever mails, or finds an account by its address, asks it', () => {
  expect(filesWith(/mailer\.send\(|\bemail = \$\d+::citext AND/)).not.toEqual([]);
  for (const path of filesWith(/mailer\.send\(|\bemail = \$\d+::citext AND/)) expect(ASKING).toContain(path);
});
