import { z } from 'zod';
import { login } from './identity.ts';
import { route, timestamp, uuid } from './route.ts';

/** Passkeys of one account. */
export const PASSKEYS_MAX = 20;

const passkeyName = z.string().trim().min(1, 'give it a name').max(60);
const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);
/** Keys of RSA are the longest; without attestation nothing else is. */
const signed = base64url.max(8_000);
const transports = z.array(z.string().max(20)).max(10);

/**
 * A page of ours to go on to. Browsers leave tabs and line ends out of addresses and take \ for /, so none of them is taken: `/<tab>/other.example` would
 * lead away.
 */
const nextPage = z
  .string()
  .max(1_000)
  .regex(/^\/(?![/\\])[^\s\\\p{Cc}]*$/u, 'give a path of this site, such as /problems');

/** As `toJSON` of a PublicKeyCredential writes it (WebAuthn Level 3, 5.1); what browsers add to it is left alone. */
const credential = {
  id: base64url.max(1_400),
  rawId: base64url.max(1_400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.string().max(20).nullable().optional(),
  clientExtensionResults: z.looseObject({}),
} as const;
const registration = z.looseObject({
  ...credential,
  response: z.looseObject({ clientDataJSON: signed, attestationObject: signed, transports: transports.optional() }),
});
const assertion = z.looseObject({
  ...credential,
  response: z.looseObject({
    clientDataJSON: signed,
    authenticatorData: signed,
    signature: signed,
    userHandle: base64url.max(100).nullable().optional(),
  }),
});
export type PasskeyAssertion = z.infer<typeof assertion>;

const challenge = z.object({
  challengeId: uuid,
  /** For `navigator.credentials`, as `parseCreationOptionsFromJSON` and `parseRequestOptionsFromJSON` read it. */
  options: z.looseObject({ challenge: z.string() }),
});

export const passkey = z.object({
  passkeyId: uuid,
  name: z.string(),
  /** It is kept by a service of its owner's and so on several devices, not in one alone. */
  backedUp: z.boolean(),
  createdAt: timestamp,
  usedAt: timestamp.nullable(),
});
export type Passkey = z.infer<typeof passkey>;

export const loginLink = z.object({
  linkId: uuid,
  /** As in addresses of ours; null for a provider that is not set up any more, with which nobody logs in. */
  provider: z.string().nullable(),
  name: z.string(),
  /** The address that it has there. */
  email: z.string().nullable(),
  createdAt: timestamp,
  usedAt: timestamp.nullable(),
});

export const getSignIn = route({
  method: 'GET',
  path: '/user/sign-in',
  access: 'public',
  status: 200,
  summary: 'How people can log in here',
  response: z.object({
    /** Where the app is at home: providers send people back there. */
    origin: z.string(),
    /** For which host passkeys are; null where there are none. */
    passkeys: z.object({ rpId: z.string() }).nullable(),
    providers: z.array(z.object({ provider: z.string(), name: z.string() })),
  }),
  errors: [],
});

export const getWaysIn = route({
  method: 'GET',
  path: '/user/ways-in',
  access: 'user',
  status: 200,
  summary: 'How you can log in',
  response: z.object({ password: z.boolean(), passkeys: z.array(passkey), links: z.array(loginLink) }),
  errors: [],
});

export const askToAddPasskey = route({
  method: 'POST',
  path: '/user/passkeys/challenge',
  access: 'user',
  status: 200,
  idempotent: 'fresh',
  summary: 'What a new passkey of yours is to sign',
  response: challenge,
  errors: ['confirmation_needed', 'passkeys_off', 'passkeys_full'],
});

export const addPasskey = route({
  method: 'POST',
  path: '/user/passkeys',
  access: 'user',
  status: 201,
  idempotent: 'unique',
  summary: 'Add a passkey, with which you log in without a password',
  body: z.object({ challengeId: uuid, name: passkeyName, response: registration }),
  response: passkey,
  errors: [
    'confirmation_needed',
    'passkeys_off',
    'passkeys_full',
    'challenge_gone',
    'passkey_refused',
    'passkey_taken',
    'passkey_name_taken',
  ],
});

export const renamePasskey = route({
  method: 'PATCH',
  path: '/user/passkeys/:id',
  access: { owner: 'passkey' },
  status: 200,
  summary: 'Call a passkey otherwise',
  params: z.object({ id: uuid }),
  body: z.object({ name: passkeyName }),
  example: { name: 'Work laptop' },
  response: passkey,
  errors: ['passkey_not_found', 'passkey_name_taken'],
});

export const removePasskey = route({
  method: 'DELETE',
  path: '/user/passkeys/:id',
  access: { owner: 'passkey' },
  status: 204,
  summary: 'Remove a passkey: nobody logs in with it any more',
  params: z.object({ id: uuid }),
  errors: ['passkey_not_found', 'confirmation_needed', 'last_way_in'],
});

export const askToLogin = route({
  method: 'POST',
  path: '/user/login/passkey/challenge',
  access: 'public',
  status: 200,
  idempotent: 'fresh',
  summary: 'What a passkey is to sign to log in',
  response: challenge,
  errors: ['passkeys_off', 'too_many_requests'],
});

const passkeyAnswer = z.object({ challengeId: uuid, response: assertion });

export const loginWithPasskey = route({
  method: 'POST',
  path: '/user/login/passkey',
  access: 'public',
  status: 200,
  idempotent: 'fresh',
  summary: 'Start a session with a passkey',
  body: passkeyAnswer,
  response: login.response,
  errors: ['passkeys_off', 'challenge_gone', 'passkey_unknown', 'passkey_refused', 'account_closed'],
});

export const confirmWithPassword = route({
  method: 'POST',
  path: '/user/confirm',
  access: 'user',
  status: 204,
  idempotent: 'state',
  summary: 'Confirm with your password that it is you: sensitive changes are open for ten minutes',
  body: z.object({ password: z.string().min(1).max(256) }),
  errors: ['wrong_password', 'too_many_requests'],
});

export const askToConfirm = route({
  method: 'POST',
  path: '/user/confirm/passkey/challenge',
  access: 'user',
  status: 200,
  idempotent: 'fresh',
  summary: 'What a passkey of yours is to sign to confirm that it is you',
  response: challenge,
  errors: ['passkeys_off'],
});

export const confirmWithPasskey = route({
  method: 'POST',
  path: '/user/confirm/passkey',
  access: 'user',
  status: 204,
  idempotent: 'state',
  summary: 'Confirm with a passkey that it is you, likewise',
  body: passkeyAnswer,
  errors: ['passkeys_off', 'challenge_gone', 'passkey_unknown', 'passkey_refused'],
});

const provider = z.object({ provider: z.string().max(60) });
const begun = z.object({
  /** The provider's page, to go to. */
  url: z.string(),
  /** To be kept by this browser until it is back, and shown to nobody. */
  attempt: z.string(),
});

export const beginProviderLogin = route({
  method: 'POST',
  path: '/user/login/providers/:provider',
  access: 'public',
  status: 200,
  idempotent: 'fresh',
  summary: 'Begin to log in with an account of a provider',
  params: provider,
  body: z.object({ next: nextPage.optional() }).default({}),
  response: begun,
  errors: ['provider_not_found', 'provider_unavailable', 'too_many_requests'],
});

export const beginProviderAct = route({
  method: 'POST',
  path: '/user/providers/:provider',
  access: 'user',
  status: 200,
  idempotent: 'fresh',
  summary: 'Begin to link an account of a provider to yours, or to confirm with it that it is you',
  params: provider,
  body: z.object({ purpose: z.enum(['link', 'confirm']), next: nextPage.optional() }),
  response: begun,
  errors: ['provider_not_found', 'provider_unavailable', 'confirmation_needed', 'link_exists', 'link_not_found'],
});

export const endProvider = route({
  method: 'POST',
  path: '/user/login/return',
  access: 'public',
  status: 200,
  idempotent: 'fresh',
  summary: 'Come back from a provider: to a session, or to the account that it was begun for',
  body: z.object({
    attempt: z.string().max(100),
    /** The provider whose own address it led back to: `/login/return/<provider>`. */
    provider: z.string().max(100),
    /** All that stands behind the ? of the address that the provider led back to. */
    query: z.string().max(8_000),
  }),
  example: {
    attempt: 'pa_0123456789012345678901234567890123456789012',
    provider: 'testing',
    query: 'code=…&state=…',
  },
  response: z.object({
    purpose: z.enum(['login', 'link', 'confirm']),
    /** Of a login. */
    session: login.response.nullable(),
    /** The account was made by this login. */
    created: z.boolean(),
    next: z.string().nullable(),
  }),
  errors: [
    'attempt_gone',
    'unauthenticated',
    'provider_not_found',
    'provider_unavailable',
    'provider_denied',
    'provider_failed',
    'provider_no_email',
    'provider_no_time',
    'account_closed',
    'link_exists',
    'link_taken',
    'link_not_found',
    'too_many_requests',
  ],
});

export const unlinkProvider = route({
  method: 'DELETE',
  path: '/user/links/:id',
  access: { owner: 'link' },
  status: 204,
  summary: 'Unlink an account of a provider: nobody logs in with it any more',
  params: z.object({ id: uuid }),
  errors: ['link_not_found', 'confirmation_needed', 'last_way_in'],
});
