import { z } from 'zod';
import { ADMINS, MANAGERS, roles, SETTERS, type Role } from '../access.ts';
import { profilePart } from '../profile/parts.ts';
import { route, timestamp, uuid } from './route.ts';

export const role = z.enum(roles);
export type { Role } from '../access.ts';

/** Those who set problems see what they are judged with, and how others did. */
export function maySetProblems(role: Role): boolean {
  return SETTERS.roles.some((one) => one === role);
}

/** Those who run venues: halls, shows, the door. */
export function mayManageVenues(role: Role): boolean {
  return MANAGERS.roles.some((one) => one === role);
}

export const username = z
  .string()
  .min(3, 'use at least 3 characters')
  .max(32, 'use at most 32 characters')
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]*$/,
    'use letters, digits, dots, dashes and underscores, and begin with a letter or digit',
  );

/** NIST SP 800-63B: length counts, composition rules do not. */
export const password = z.string().min(8, 'use at least 8 characters').max(256, 'use at most 256 characters');

export const createUser = route({
  method: 'POST',
  path: '/user',
  access: 'public',
  summary: 'Create an account; a link goes to the address, which is the account’s once it is opened',
  status: 201,
  idempotent: 'unique',
  body: z.object({
    username,
    password,
    email: z.email('this is not an email address').max(254),
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 -]{5,19}$/)
      .optional(),
  }),
  example: { username: 'ada', password: 'correct horse battery staple', email: 'ada@example.org' },
  response: z.object({ userId: uuid }),
  errors: ['invalid_request', 'username_taken', 'too_many_requests'],
});

export const login = route({
  method: 'POST',
  path: '/user/login',
  access: 'public',
  summary: 'Start a session',
  status: 200,
  idempotent: 'fresh',
  body: z.object({ username: z.string().min(1).max(254), password: z.string().min(1).max(256) }),
  example: { username: 'ada', password: 'correct horse battery staple' },
  response: z.object({ token: z.string(), userId: uuid, username: z.string(), role, expiresAt: timestamp }),
  errors: ['invalid_request', 'invalid_credentials', 'too_many_requests'],
});

export const logout = route({
  method: 'POST',
  path: '/user/logout',
  access: 'user',
  summary: 'Revoke this session, or all of the user’s',
  status: 204,
  idempotent: 'state',
  body: z.object({ everywhere: z.boolean().default(false) }).default({ everywhere: false }),
  errors: ['unauthenticated'],
});

const oneUser = { params: z.object({ userId: uuid }), access: ADMINS } as const;

export const endUserSessions = route({
  ...oneUser,
  method: 'POST',
  path: '/admin/users/:userId/sessions/end',
  summary: 'Cut a user off: every login ends, and every open socket within a second; they may log in again',
  status: 200,
  idempotent: 'state',
  response: z.object({ ended: z.int() }),
  errors: ['unauthenticated', 'forbidden', 'user_not_found'],
});

export const disableUser = route({
  ...oneUser,
  method: 'POST',
  path: '/admin/users/:userId/disable',
  summary: 'Close an account: it cannot log in, and its sessions and sockets end; what it submitted stays',
  status: 204,
  idempotent: 'state',
  errors: ['unauthenticated', 'forbidden', 'user_not_found', 'last_admin'],
});

const solvedCounts = z.object({ easy: z.int(), medium: z.int(), hard: z.int() });

export const publicProfile = z.object({
  userId: uuid,
  username: z.string(),
  role,
  joinedAt: timestamp,
  /** Left out where it is kept from the caller. */
  solved: solvedCounts.optional(),
  /** These three likewise. */
  submissions: z.int().optional(),
  accepted: z.int().optional(),
  /** Submissions by day (UTC) of the last year, earliest first, without the days that had none. Servers before 0.2 leave it out. */
  activity: z.array(z.object({ day: z.iso.date(), submissions: z.int() })).optional(),
  /** Parts that nobody else sees. */
  hidden: z.array(profilePart).optional(),
});

export const ownProfile = publicProfile.extend({
  email: z.string(),
  /** Until then the account cannot be logged in to by the address, and no mail goes there but the link that confirms it. */
  emailConfirmed: z.boolean(),
  /** Takes the place of `email` when it is confirmed. */
  pendingEmail: z.string().nullable(),
  phone: z.string().nullable(),
});

export const getOwnProfile = route({
  method: 'GET',
  path: '/profile',
  access: 'user',
  summary: 'The caller’s own profile',
  status: 200,
  response: ownProfile,
  errors: ['unauthenticated'],
});

export const getProfile = route({
  method: 'GET',
  path: '/profile/:username',
  access: 'public',
  summary: 'A user’s public profile',
  status: 200,
  params: z.object({ username: z.string() }),
  response: publicProfile,
  errors: ['user_not_found'],
});
