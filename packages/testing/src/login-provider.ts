import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider, type AccountClaims } from 'oidc-provider';

/** Somebody who has an account at the provider. */
export type Person = {
  readonly sub: string;
  readonly email?: string;
  readonly verified?: boolean;
  readonly name?: string;
};

/** An OpenID Connect provider that anybody logs in to as whoever they say they are. */
export type TestLoginProvider = {
  readonly issuer: string;
  /** What an api is given to know it as `Testing`. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
};

const CLIENT = { id: 'docket', secret: randomBytes(24).toString('hex') };

/**
 * Starts a provider of its own on this machine: the library of a certified one, with its session, its codes and its signatures.
 * @param home where the app is that sends people there
 */
export async function startLoginProvider(home: string): Promise<TestLoginProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = addressOf(server.address());
  const issuer = `http://127.0.0.1:${port}`;
  const people = new Map<string, Person>();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${home}/login/return/testing`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username'] },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    cookies: { keys: [randomBytes(24).toString('hex')] },
    jwks: {
      keys: [
        { ...generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey.export({ format: 'jwk' }), use: 'sig' },
      ],
    },
    findAccount: (_, accountId) => ({
      accountId,
      claims: () => Promise.resolve(claimsOf(people.get(accountId), accountId)),
    }),
    // Nobody is asked what the site may know.
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  });
  const rest = provider.callback();
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/interaction/') !== true) void rest(request, response);
    else if (request.method === 'POST')
      submit(provider, people, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    else response.setHeader('content-type', 'text/html').end(PAGE);
  });
  return {
    issuer,
    env: {
      OIDC_PROVIDERS: 'Testing',
      OIDC_ISSUERS: issuer,
      OIDC_CLIENT_IDS: CLIENT.id,
      OIDC_CLIENT_SECRETS: CLIENT.secret,
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const PAGE = `<!doctype html><html lang="en"><title>Testing</title><h1>Log in at Testing</h1><form method="post">
<label>Account <input name="sub"></label><label>Address <input name="email"></label><label>Name <input name="name"></label>
<label><input type="checkbox" name="verified" value="yes"> Verified</label>
<button>Continue</button><button name="cancel" value="yes">Cancel</button></form></html>`;

async function submit(
  provider: Provider,
  people: Map<string, Person>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const form = new URLSearchParams(body);
  if (form.has('cancel')) {
    await provider.interactionFinished(request, response, { error: 'access_denied' });
    return;
  }
  const [sub, email, name] = ['sub', 'email', 'name'].map((field) => form.get(field) ?? '');
  const person: Person = {
    sub: sub ?? '',
    verified: form.has('verified'),
    ...(email === '' || email === undefined ? {} : { email }),
    ...(name === '' || name === undefined ? {} : { name }),
  };
  people.set(person.sub, person);
  await provider.interactionFinished(request, response, { login: { accountId: person.sub } });
}

function claimsOf(person: Person | undefined, sub: string): AccountClaims {
  const { email, verified, name } = person ?? { sub };
  return {
    sub,
    ...(email === undefined ? {} : { email, email_verified: verified === true }),
    ...(name === undefined ? {} : { preferred_username: name }),
  };
}

/**
 * Does what a browser and its person do at the provider.
 * @param url where the app sends them
 * @returns what stands behind the ? of the address that the provider leads back to
 */
export async function logInThere(url: string, person: Person | 'cancels'): Promise<string> {
  const cookies = new Map<string, string>();
  const { origin } = new URL(url);
  const form = new URLSearchParams(
    person === 'cancels'
      ? { cancel: 'yes' }
      : {
          sub: person.sub,
          email: person.email ?? '',
          name: person.name ?? '',
          ...(person.verified === true ? { verified: 'yes' } : {}),
        },
  );
  let next = new URL(url);
  for (let steps = 0; steps < 10; steps += 1) {
    const asks = next.pathname.startsWith('/interaction/');
    const response = await fetch(next, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(asks ? { method: 'POST', body: form } : {}),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location === null) throw new Error(`the provider stayed at ${next.href}: ${await response.text()}`);
    next = new URL(location, next);
    if (next.origin !== origin) return next.search.slice(1);
  }
  throw new Error('the provider leads nowhere');
}

/** A TCP server that listens has such an address; a string would be a pipe. */
function addressOf(address: string | AddressInfo | null): AddressInfo {
  if (typeof address === 'object' && address !== null) return address;
  throw new Error('the provider does not listen on TCP');
}
