import { isIP } from 'node:net';
import { z } from 'zod';
import { words } from './forms.ts';
import { allowedOrigins } from './http.ts';
import { publicUrl } from './mail.ts';
import { ConfigError, settledSlice, type SettingsOf } from './slice.ts';

/** An OpenID Connect provider with whose accounts people log in. */
export type LoginProviderSettings = {
  /** In addresses. */
  readonly provider: string;
  /** On buttons. */
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
};

/** For what passkeys are made and where they may be used; undefined where there can be none. */
export type PasskeySettings = { readonly rpId: string; readonly origins: readonly string[] };

const inOrder = 'one for each of OIDC_PROVIDERS, in its order, with commas between';
/** Over TLS, for the client secret goes there, unless it is on this machine. */
const issuer = z.string().regex(/^(https:\/\/[^?#@]+|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/[^?#]*)?)$/);

const variables = {
  PUBLIC_URL: publicUrl,
  ALLOWED_ORIGINS: allowedOrigins,
  PASSKEY_RP_ID: {
    form: z
      .string()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/)
      .optional(),
    expects:
      'give the host that passkeys are for: that of PUBLIC_URL or a domain above it, such as example.org, or unset it for the host of PUBLIC_URL',
  },
  OIDC_PROVIDERS: {
    form: words.pipe(z.array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 .-]{0,39}$/))).default([]),
    expects:
      'give the names of OpenID Connect providers as people are to read them, such as Google, with commas between, or unset it: nobody logs in with one then',
  },
  OIDC_ISSUERS: {
    form: words.pipe(z.array(issuer)).default([]),
    expects: `give the providers' issuers, such as https://accounts.google.com, ${inOrder}`,
  },
  OIDC_CLIENT_IDS: {
    form: words.default([]),
    expects: `give the client ids that the providers know this site by, ${inOrder}`,
  },
  OIDC_CLIENT_SECRETS: {
    form: words.default([]),
    expects: `give the secrets of these client ids, ${inOrder}`,
    secret: true,
  },
} as const;

type Values = {
  readonly PUBLIC_URL: string;
  readonly ALLOWED_ORIGINS: readonly string[];
  readonly PASSKEY_RP_ID?: string | undefined;
  readonly OIDC_PROVIDERS: readonly string[];
  readonly OIDC_ISSUERS: readonly string[];
  readonly OIDC_CLIENT_IDS: readonly string[];
  readonly OIDC_CLIENT_SECRETS: readonly string[];
};

/** Logging in without a password: by passkeys, and with accounts of providers. */
export const signInSlice = settledSlice(variables, (values) => ({
  /** Without a / at the end. */
  home: values.PUBLIC_URL,
  passkeys: passkeysOf(values),
  loginProviders: providersOf(values),
}));
export type SignInSettings = SettingsOf<typeof signInSlice>;

/** Names that a machine has for itself. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

const isWithin = (host: string, domain: string): boolean => host === domain || host.endsWith(`.${domain}`);

function passkeysOf({ PUBLIC_URL, ALLOWED_ORIGINS, PASSKEY_RP_ID }: Values): PasskeySettings | undefined {
  const home = new URL(PUBLIC_URL);
  const here = LOOPBACK.includes(home.hostname);
  // Browsers make none for a bare address, and ask for TLS elsewhere than on this machine.
  const own = here ? 'localhost' : isIP(home.hostname.replace(/^\[|\]$/g, '')) === 0 ? home.hostname : undefined;
  if (PASSKEY_RP_ID !== undefined && (own === undefined || !isWithin(own, PASSKEY_RP_ID)))
    throw new ConfigError([`PASSKEY_RP_ID=${PASSKEY_RP_ID}: ${variables.PASSKEY_RP_ID.expects}`]);
  if (own === undefined || (home.protocol !== 'https:' && !here)) return undefined;
  const rpId = PASSKEY_RP_ID ?? own;
  const atHome = here ? `${home.protocol}//localhost${home.port === '' ? '' : `:${home.port}`}` : home.origin;
  const others = ALLOWED_ORIGINS.map((origin) => new URL(origin)).filter(({ hostname }) => isWithin(hostname, rpId));
  return { rpId, origins: [...new Set([atHome, ...others.map(({ origin }) => origin)])] };
}

function providersOf(values: Values): readonly LoginProviderSettings[] {
  const names = values.OIDC_PROVIDERS;
  const lists = ['OIDC_ISSUERS', 'OIDC_CLIENT_IDS', 'OIDC_CLIENT_SECRETS'] as const;
  const wrong = lists
    .filter((list) => values[list].length !== names.length)
    .map(
      (list) =>
        `${list} has ${values[list].length} and OIDC_PROVIDERS ${names.length}: ${variables[list].expects}, or unset all four`,
    );
  if (wrong.length > 0) throw new ConfigError(wrong);
  const slugs = names.map((name) =>
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/-$/, ''),
  );
  const issuers = values.OIDC_ISSUERS;
  if (new Set(slugs).size < slugs.length || new Set(issuers).size < issuers.length)
    throw new ConfigError([`OIDC_PROVIDERS=${names.join(',')}: name each provider, and its issuer, once`]);
  return names.map((name, at) => ({
    provider: slugs[at] ?? '',
    name,
    issuer: issuers[at] ?? '',
    clientId: values.OIDC_CLIENT_IDS[at] ?? '',
    clientSecret: values.OIDC_CLIENT_SECRETS[at] ?? '',
  }));
}
