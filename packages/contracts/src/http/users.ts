import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { role } from './identity.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** `disabled`: closed by an admin; it can be opened again. */
export const userState = z.enum(['active', 'disabled']);
export type UserState = z.infer<typeof userState>;

/** What admins can change about an account: its role, whether it is open, its logins (all were ended), its password. */
export const accountChangeKind = z.enum(['role', 'disabled', 'enabled', 'sessions', 'password']);
export type AccountChangeKind = z.infer<typeof accountChangeKind>;

export const userRow = z.object({
  userId: uuid,
  username: z.string(),
  email: z.string(),
  emailConfirmed: z.boolean(),
  role,
  state: userState,
  joinedAt: timestamp,
});
export type UserRow = z.infer<typeof userRow>;

export const listUsers = route({
  method: 'GET',
  path: '/admin/users',
  access: ADMINS,
  status: 200,
  summary: 'Accounts, the newest first; not those that their owners deleted',
  query: z.object({
    ...pageQuery,
    /** A part of the name or of the address, whatever its case. */
    search: z.string().trim().min(1).max(254).optional(),
    role: role.optional(),
    state: userState.optional(),
  }),
  response: page(userRow),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

const oneUser = { params: z.object({ userId: uuid }), access: ADMINS } as const;

export const userDetail = userRow.extend({
  disabledAt: timestamp.nullable(),
  pendingEmail: z.string().nullable(),
  phone: z.string().nullable(),
  /** Logins that are open. */
  sessions: z.int(),
  /** When one of them was last used, to within five minutes. */
  seenAt: timestamp.nullable(),
  /** What was changed by admins or on the command line, the newest first; the last hundred. */
  changes: z.array(
    z.object({
      changeId: uuid,
      kind: accountChangeKind,
      /** Who did it, as they were called then; of the platform, what it was doing. */
      actor: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      at: timestamp,
    }),
  ),
});
export type UserDetail = z.infer<typeof userDetail>;

export const getUser = route({
  ...oneUser,
  method: 'GET',
  path: '/admin/users/:userId',
  status: 200,
  summary: 'One account, and what was changed about it',
  response: userDetail,
  errors: ['unauthenticated', 'forbidden', 'user_not_found'],
});

export const setUserRole = route({
  ...oneUser,
  method: 'PUT',
  path: '/admin/users/:userId/role',
  status: 204,
  summary: 'Give somebody a role; their sessions and open sockets have it within a second',
  body: z.object({ role }),
  example: { role: 'manager' },
  errors: ['unauthenticated', 'forbidden', 'invalid_request', 'user_not_found', 'last_admin'],
});

export const enableUser = route({
  ...oneUser,
  method: 'POST',
  path: '/admin/users/:userId/enable',
  status: 204,
  idempotent: 'state',
  summary: 'Open an account again that an admin had closed; what it had held is not given back',
  errors: ['unauthenticated', 'forbidden', 'user_not_found'],
});
