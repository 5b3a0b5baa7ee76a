import type { ErrorTable } from './table.ts';

/** Accounts and sessions. */
export const identityErrors = {
  invalid_credentials: [401, 'Username or password is wrong'],
  user_mismatch: [403, 'The userId in the body is not the caller’s'],
  user_not_found: [404, 'There is no such user'],
  username_taken: [409, 'The username is in use'],
  email_taken: [409, 'The email address is in use'],
} as const satisfies ErrorTable;
