import type { ErrorTable } from './table.ts';

/** Accounts and sessions. */
export const identityErrors = {
  invalid_credentials: [401, 'Username or password is wrong'],
  wrong_password: [403, 'That is not your password'],
  scope_missing: [403, 'The API token may not do this'],
  api_token_not_found: [404, 'There is no such token'],
  api_token_taken: [409, 'There is a token of this name'],
  api_tokens_full: [409, 'The account has as many tokens as one may have'],
  session_not_found: [404, 'There is no such session'],
  reset_invalid: [410, 'The link was used, is too old, or was never sent'],
  confirm_invalid: [410, 'The link is too old, or was never sent'],
  account_has_tickets: [409, 'There are tickets for shows to come'],
  account_has_money: [409, 'There is money in the wallet'],
  last_admin: [409, 'The last admin stays'],
  user_mismatch: [403, 'The userId in the body is not the caller’s'],
  user_not_found: [404, 'There is no such user'],
  username_taken: [409, 'The username is in use'],
  email_taken: [409, 'The email address is in use'],
} as const satisfies ErrorTable;
