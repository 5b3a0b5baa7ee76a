import { z } from 'zod';
import { ownProfile, password, username } from './identity.ts';
import { route, timestamp, uuid } from './route.ts';

const email = z.email('this is not an email address').max(254);
/**
 * The password that the caller has now: whoever finds a browser open changes nothing that matters. It may be left out for ten minutes after a log-in or
 * `POST /user/confirm`.
 */
const ownPassword = z.string().min(1).max(256).optional();

export const changeAccount = route({
  method: 'PATCH',
  path: '/user',
  access: 'user',
  status: 200,
  summary:
    'Change your name, phone number or email address, which is used when the link that is sent there has been opened',
  body: z.object({
    username: username.optional(),
    email: email.optional(),
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 -]{5,19}$/, 'use digits, spaces and dashes, such as +44 20 7946 0958')
      .nullable()
      .optional(),
    /** Asked for to change the address, to which a new password can be sent. */
    password: ownPassword,
  }),
  example: { username: 'ada' },
  response: ownProfile,
  errors: ['username_taken', 'wrong_password', 'confirmation_needed', 'too_many_requests'],
});

export const confirmEmail = route({
  method: 'POST',
  path: '/user/email/confirm',
  access: 'public',
  status: 200,
  idempotent: 'state',
  summary: 'Confirm an address with the token of the mail that was sent there',
  body: z.object({ token: z.string().min(1).max(100) }),
  example: { token: 'ct_0123456789012345678901234567890123456789012' },
  /** Whose address it is now. */
  response: z.object({ username: z.string(), email: z.string() }),
  errors: ['confirm_invalid', 'email_taken', 'too_many_requests'],
});

export const sendConfirmation = route({
  method: 'POST',
  path: '/user/email/send',
  access: 'user',
  status: 204,
  idempotent: 'fresh',
  summary: 'Have the link that confirms your address sent once more',
  errors: ['too_many_requests'],
});

export const keepEmail = route({
  method: 'DELETE',
  path: '/user/email/pending',
  access: 'user',
  status: 204,
  summary: 'Keep your address: call off a change that is still to be confirmed',
  errors: [],
});

export const changePassword = route({
  method: 'PUT',
  path: '/user/password',
  access: 'user',
  status: 204,
  summary: 'Change your password; all your other sessions end',
  body: z.object({
    password: ownPassword,
    newPassword: password,
    /** Also revoke the tokens of your programs: where somebody may have made one. */
    revokeTokens: z.boolean().default(false),
  }),
  errors: ['wrong_password', 'confirmation_needed', 'too_many_requests'],
});

export const forgotPassword = route({
  method: 'POST',
  path: '/user/password/forgot',
  access: 'public',
  status: 204,
  idempotent: 'fresh',
  summary: 'Have a link to set a new password sent by mail, if there is an account with that address',
  body: z.object({ email }),
  example: { email: 'ada@example.org' },
  errors: ['too_many_requests'],
});

export const resetPassword = route({
  method: 'POST',
  path: '/user/password/reset',
  access: 'public',
  status: 204,
  idempotent: 'unique',
  summary: 'Set a new password with the token of the mail; all sessions end',
  body: z.object({ token: z.string().min(1).max(100), newPassword: password }),
  example: { token: 'rt_0123456789012345678901234567890123456789012', newPassword: 'correct horse battery staple' },
  errors: ['reset_invalid', 'too_many_requests'],
});

export const sessionSummary = z.object({
  sessionId: uuid,
  /** The one that asks. */
  current: z.boolean(),
  /** As the browser or program named itself. */
  userAgent: z.string().nullable(),
  /** How it began. Servers before 0.3 leave it out. */
  way: z.enum(['password', 'passkey', 'provider']).optional(),
  /** The network address of the login; which place that is nobody here knows. */
  address: z.string().nullable(),
  createdAt: timestamp,
  /** To within five minutes; null: not since it began. */
  seenAt: timestamp.nullable(),
  expiresAt: timestamp,
});
export type SessionSummary = z.infer<typeof sessionSummary>;

export const listSessions = route({
  method: 'GET',
  path: '/user/sessions',
  access: 'user',
  status: 200,
  summary: 'Where you are logged in',
  response: z.object({ data: z.array(sessionSummary) }),
  errors: [],
});

export const endSession = route({
  method: 'DELETE',
  path: '/user/sessions/:id',
  access: { owner: 'session' },
  status: 204,
  summary: 'End one of your sessions',
  params: z.object({ id: uuid }),
  errors: ['session_not_found'],
});

export const endOtherSessions = route({
  method: 'DELETE',
  path: '/user/sessions',
  access: 'user',
  status: 204,
  summary: 'End all your sessions but this one',
  errors: [],
});

export const deleteAccount = route({
  method: 'POST',
  path: '/user/delete',
  access: 'user',
  status: 204,
  idempotent: 'state',
  summary: 'Delete your account for good',
  body: z.object({
    password: ownPassword,
    /**
     * Needed with tickets for shows to come: they stay good at the door, and only whoever has saved or printed them has them. Bought seats
     * cannot be given back here.
     */
    keepTickets: z.boolean().default(false),
  }),
  errors: [
    'wrong_password',
    'confirmation_needed',
    'account_has_tickets',
    'account_has_money',
    'last_admin',
    'too_many_requests',
  ],
});

export const exportAccount = route({
  method: 'GET',
  path: '/user/export',
  access: 'user',
  status: 200,
  summary: 'Everything kept of you, as JSON files in a zip archive',
  answerType: 'application/zip',
  errors: [],
});
