import { z } from 'zod';
import { apiScope } from '../scopes.ts';
import { route, timestamp, uuid } from './route.ts';

/** Good tokens of one account. */
export const API_TOKENS_MAX = 50;
/** A token lasts so long at most, and so long where nothing is said. */
export const API_TOKEN_DAYS_MAX = 366;
export const API_TOKEN_DAYS = 90;

export const apiToken = z.object({
  tokenId: uuid,
  name: z.string(),
  /** How the token begins. */
  hint: z.string(),
  scopes: z.array(apiScope),
  createdAt: timestamp,
  expiresAt: timestamp,
  /** To within five minutes; null: not yet. */
  seenAt: timestamp.nullable(),
});
export type ApiToken = z.infer<typeof apiToken>;

export const listApiTokens = route({
  method: 'GET',
  path: '/api-tokens',
  access: 'user',
  status: 200,
  summary: 'Tokens that your programs log in with',
  response: z.object({ data: z.array(apiToken) }),
  errors: [],
});

export const createApiToken = route({
  method: 'POST',
  path: '/api-tokens',
  access: 'user',
  status: 201,
  idempotent: 'unique',
  summary: 'Make a token. It is told this once',
  body: z.object({
    name: z.string().trim().min(1, 'give it a name').max(60),
    scopes: z
      .array(apiScope)
      .min(1, 'choose one or more')
      .transform((scopes) => [...new Set(scopes)]),
    expiresInDays: z.int().min(1).max(API_TOKEN_DAYS_MAX).default(API_TOKEN_DAYS),
    /** The one you log in with: whoever finds a browser open makes nothing that lasts. As with changes of the account it may be left out for ten minutes. */
    password: z.string().min(1).max(256).optional(),
  }),
  example: { name: 'build server', scopes: ['submissions:read', 'submissions:write'], password: 'mine' },
  response: apiToken.extend({ token: z.string() }),
  errors: ['wrong_password', 'confirmation_needed', 'api_token_taken', 'api_tokens_full', 'too_many_requests'],
});

export const revokeApiToken = route({
  method: 'DELETE',
  path: '/api-tokens/:id',
  access: { owner: 'api_token' },
  status: 204,
  summary: 'Revoke a token: within a second nobody gets in with it',
  params: z.object({ id: uuid }),
  errors: ['api_token_not_found'],
});

export const getCallbackSecret = route({
  method: 'GET',
  path: '/api-tokens/:id/callback-secret',
  access: { owner: 'api_token' },
  status: 200,
  summary: 'The secret with which calls that a token asked for are verified, as Standard Webhooks writes it',
  params: z.object({ id: uuid }),
  response: z.object({ secret: z.string() }),
  errors: ['api_token_not_found', 'outgoing_webhooks_off'],
});

export const callback = z.object({
  /** The submission, the run, or Judge0's token. */
  taskId: uuid,
  kind: z.enum(['submission', 'run', 'judge0']),
  url: z.string(),
  status: z.enum(['PENDING', 'DELIVERED', 'FAILED']),
  attempts: z.int(),
  /** What was answered last; null where nothing was, or nobody has called yet. */
  lastStatus: z.int().nullable(),
  lastError: z.string().nullable(),
  createdAt: timestamp,
  doneAt: timestamp.nullable(),
});
export type Callback = z.infer<typeof callback>;

export const listCallbacks = route({
  method: 'GET',
  path: '/api-tokens/:id/callbacks',
  access: { owner: 'api_token' },
  status: 200,
  summary: 'The last hundred calls that a token asked for, newest first',
  params: z.object({ id: uuid }),
  response: z.object({ data: z.array(callback) }),
  errors: ['api_token_not_found'],
});
