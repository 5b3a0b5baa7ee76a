import { createECDH, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../config.ts';
import { reasonNotToListenOn } from './bad-ports.ts';
import { bankClientSlice } from './bank.ts';
import { bookingSlice } from './booking.ts';
import { vapidSlice } from './outgoing.ts';
import { queueBoardSlice } from './queue-board.ts';
import {
  allSlices,
  apiSlices,
  bankSlices,
  judgeAreaSlices,
  realtimeSlices,
  servicesSlices,
  variableNames,
  workerSlices,
} from './services.ts';
import { razorpaySlice } from './razorpay.ts';
import type { Slice } from './slice.ts';
import { signInSlice } from './sign-in.ts';
import { stripeSlice } from './stripe.ts';
import { transferSlice } from './transfer.ts';
import { ticketSigningSlice } from './ticket.ts';
import { roomPassSlice } from './waiting-room.ts';

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const C = 'c'.repeat(32);
const KEY = 'k'.repeat(43);
const SERVERS = { DATABASE_URL: 'postgresql://docket@db/docket', REDIS_URL: 'redis://redis' };
const BANK = { BANK_API_KEY: A, WEBHOOK_SECRETS_BANK: A };
const WHOLE = {
  ...SERVERS,
  ...BANK,
  WEBHOOKS_DATABASE_URL: 'postgresql://docket_webhooks@db/docket',
  REALTIME_JWT_SECRET: A,
  ROOM_PASS_SECRET: B,
  TICKET_SIGNING_KEY: KEY,
};

function complaints(slices: readonly Slice<unknown>[], env: Readonly<Record<string, string>>): readonly string[] {
  try {
    loadConfig(slices, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
}

/** A value that each variable must refuse, and how what it says begins. Nothing that anything is allowed in. */
const WRONG: Readonly<Record<string, readonly [value: string, says: RegExp]>> = {
  NODE_ENV: ['live', /^NODE_ENV=live: give one of development, test, production/],
  LOG_LEVEL: ['loud', /^LOG_LEVEL=loud: give one of trace, debug, info/],
  HOST: ['my host', /^HOST=my host: give the address to listen on/],
  STOP_ANNOUNCE_SECONDS: ['-1', /^STOP_ANNOUNCE_SECONDS=-1: give .* in seconds, 0 or more/],
  SHUTDOWN_SECONDS: ['soon', /^SHUTDOWN_SECONDS=soon: give .* in seconds/],
  DATABASE_URL: ['mysql://u:hidden@h/d', /^DATABASE_URL: that is no address of a Postgres; give postgresql:/],
  DATABASE_POOL: ['0', /^DATABASE_POOL=0: give .* 1 to 1000/],
  REDIS_URL: ['http://:hidden@h', /^REDIS_URL: that is no address of a Redis; give redis:/],
  REDIS_PREFIX: ['Doc ket', /^REDIS_PREFIX=Doc ket: give lower-case letters/],
  API_PORT: ['4190', /^API_PORT=4190: browsers and fetch refuse port 4190 .*\(sieve\); give a port/],
  REALTIME_PORT: ['70000', /^REALTIME_PORT=70000: give a port from 1 to 65535/],
  WORKER_PORT: ['10080', /^WORKER_PORT=10080: browsers and fetch refuse port 10080 .*\(amanda\)/],
  ALLOWED_ORIGINS: ['example.org', /^ALLOWED_ORIGINS=example.org: give origins such as https:/],
  TRUST_PROXY: ['yes', /^TRUST_PROXY=yes: give the number of reverse proxies/],
  DISABLE_THROTTLE: ['no', /^DISABLE_THROTTLE=no: give 1 to/],
  REALTIME_PUBLIC_URL: ['http://x', /^REALTIME_PUBLIC_URL=http:\/\/x: give ws:/],
  REALTIME_JWT_SECRET: ['hidden', /^REALTIME_JWT_SECRET: give the secret of socket tokens as 32 random/],
  REALTIME_MAX_CONNECTIONS: ['0', /^REALTIME_MAX_CONNECTIONS=0: give how many connections/],
  REALTIME_USER_CONNECTIONS: ['none', /^REALTIME_USER_CONNECTIONS=none: give/],
  REALTIME_CHANNELS: ['0', /^REALTIME_CHANNELS=0: give .* 1 or more/],
  REALTIME_ACCEPTS_PER_SECOND: ['0.5', /^REALTIME_ACCEPTS_PER_SECOND=0.5: give/],
  REALTIME_ACCEPT_BURST: ['-1', /^REALTIME_ACCEPT_BURST=-1: give/],
  REALTIME_COMMANDS_PER_SECOND: ['x', /^REALTIME_COMMANDS_PER_SECOND=x: give/],
  REALTIME_COMMAND_BURST: ['0', /^REALTIME_COMMAND_BURST=0: give/],
  REALTIME_CONNECT_SECONDS: ['0', /^REALTIME_CONNECT_SECONDS=0: give/],
  REALTIME_PING_SECONDS: ['0', /^REALTIME_PING_SECONDS=0: give/],
  REALTIME_PONG_SECONDS: ['soon', /^REALTIME_PONG_SECONDS=soon: give/],
  REALTIME_BUFFER_KIB: ['0', /^REALTIME_BUFFER_KIB=0: give/],
  REALTIME_DRAIN_SECONDS: ['-1', /^REALTIME_DRAIN_SECONDS=-1: give/],
  QUEUE_BOARD_SECRET: ['hidden', /^QUEUE_BOARD_SECRET: give .* as 32 random/],
  ROOM_PASS_SECRET: [`${A},hidden`, /^ROOM_PASS_SECRET: give .* as 32 random/],
  TICKET_SIGNING_KEY: ['hidden', /^TICKET_SIGNING_KEY: give 32 random bytes in base64url/],
  ADMIN_USERNAME: ['a b', /^ADMIN_USERNAME=a b: give 3 to 32 letters/],
  ADMIN_PASSWORD: ['hidden', /^ADMIN_PASSWORD: give 8 characters or more/],
  PUBLIC_URL: ['docket.example.org/app', /^PUBLIC_URL=docket.example.org\/app: give the address of the web app/],
  PAYMENT_SECONDS: ['4', /^PAYMENT_SECONDS=4: give how long an attempt to pay may take in seconds, 5 or more/],
  PAYMENT_GRACE_SECONDS: ['soon', /^PAYMENT_GRACE_SECONDS=soon: give .* in seconds/],
  STATEMENT_SECONDS: ['0', /how often the statements of the bank are fetched/],
  PAYMENT_RETURN_ORIGINS: ['docket.example', /^PAYMENT_RETURN_ORIGINS=docket.example: give the other addresses/],
  PAYMENT_PROVIDERS: ['The Bank', /^PAYMENT_PROVIDERS=The Bank: give the providers that are on/],
  SMTP_URL: ['mail.example.org:25', /^SMTP_URL: give smtp:/],
  MAIL_FROM: ['me', /^MAIL_FROM=me: give the sender/],
  HOLD_SECONDS: ['0', /^HOLD_SECONDS=0: give how long seats are held .* in seconds, 1 or more/],
  TRIP_HOLD_SECONDS: ['0', /^TRIP_HOLD_SECONDS=0: give how long the parts of a trip are held .* in seconds, 1 or more/],
  TRIP_DEPTH_LIMIT: ['-1', /^TRIP_DEPTH_LIMIT=-1: give .* whole number/],
  BOOKING_DEPTH_LIMIT: ['1.5', /^BOOKING_DEPTH_LIMIT=1.5: give .* whole number/],
  ROOM_INSIDE: ['-3', /^ROOM_INSIDE=-3: give/],
  ROOM_PASS_SECONDS: ['5m', /^ROOM_PASS_SECONDS=5m: give .* in seconds/],
  ROOM_LATENCY_MS: ['0', /^ROOM_LATENCY_MS=0: give the milliseconds/],
  OFFER_SECONDS: ['x', /^OFFER_SECONDS=x: give/],
  DOORS_OPEN_SECONDS: ['2h', /^DOORS_OPEN_SECONDS=2h: give/],
  QUEUE_DEPTH_LIMIT: ['many', /^QUEUE_DEPTH_LIMIT=many: give/],
  QUEUE_DEPTH_PER_USER: ['-1', /^QUEUE_DEPTH_PER_USER=-1: give/],
  SANDBOX: ['chroot', /^SANDBOX=chroot: give one of auto, docker, bubblewrap/],
  DOCKER_SOCKET: ['tcp://x', /^DOCKER_SOCKET=tcp:\/\/x: give the path/],
  LANGUAGES_IMAGE: ['some', /^LANGUAGES_IMAGE=some: give all or core/],
  WORKER_SLOTS: ['all', /^WORKER_SLOTS=all: give/],
  CALIBRATION: ['9', /^CALIBRATION=9: give off, auto or a number/],
  PRECOMPILED_HEADERS: ['on', /^PRECOMPILED_HEADERS=on: give one of auto, off/],
  WORKER_AREAS: [',', /^WORKER_AREAS=,: give areas/],
  LEASE_SECONDS: ['0', /^LEASE_SECONDS=0: give/],
  OUTGOING_WEBHOOK_SECRET: ['hidden', /^OUTGOING_WEBHOOK_SECRET: give what the secrets .* as 32 random/],
  PASSKEY_RP_ID: ['evil.example', /^PASSKEY_RP_ID=evil.example: give the host that passkeys are for/],
  OIDC_PROVIDERS: ['<b>', /^OIDC_PROVIDERS=<b>: give the names of OpenID Connect providers/],
  OIDC_ISSUERS: ['http://id.example', /^OIDC_ISSUERS=http:\/\/id.example: give the providers' issuers/],
  OIDC_CLIENT_IDS: ['x', /^OIDC_CLIENT_IDS has 1 and OIDC_PROVIDERS 0: give the client ids/],
  OIDC_CLIENT_SECRETS: ['hidden', /^OIDC_CLIENT_SECRETS has 1 and OIDC_PROVIDERS 0: give the secrets/],
  VAPID_PUBLIC_KEY: ['key', /^VAPID_PUBLIC_KEY=key: give the public half of the VAPID key/],
  VAPID_PRIVATE_KEY: ['hidden', /^VAPID_PRIVATE_KEY: give the private half of the VAPID key/],
  VAPID_SUBJECT: ['ops', /^VAPID_SUBJECT=ops: give where push services reach you/],
  BANK_PORT: ['6697', /^BANK_PORT=6697: browsers and fetch refuse port 6697 .*\(ircs-u\)/],
  BANK_URL: ['bank', /^BANK_URL=bank: give the address of the bank/],
  BANK_API_KEY: ['hidden', /^BANK_API_KEY: give the key with which Docket asks the bank/],
  BANK_PUBLIC_URL: ['http://x/y', /^BANK_PUBLIC_URL=http:\/\/x\/y: give the address at which browsers/],
  BANK_WEBHOOK_URL: ['x', /^BANK_WEBHOOK_URL=x: give the address of the bank’s callbacks/],
  WEBHOOK_SECRETS_BANK: ['hidden', /^WEBHOOK_SECRETS_BANK: give the bank's secret as whsec_/],
  WEBHOOKS_PORT: ['6667', /^WEBHOOKS_PORT=6667: browsers and fetch refuse port 6667 .*\(ircu\)/],
  WEBHOOKS_DATABASE_URL: ['mysql://u:hidden@h/d', /^WEBHOOKS_DATABASE_URL: that is no address of a Postgres/],
  WEBHOOKS_DATABASE_POOL: ['0', /^WEBHOOKS_DATABASE_POOL=0: give .* unset it for 4/],
  WEBHOOKS_ANY_ROLE: ['on', /^WEBHOOKS_ANY_ROLE=on: give 1 to/],
  WEBHOOK_SECRETS_STRIPE: ['hidden', /^WEBHOOK_SECRETS_STRIPE: give Stripe's signing secret/],
  WEBHOOK_SECRETS_RAZORPAY: ['hidden', /^WEBHOOK_SECRETS_RAZORPAY: give the secret of Razorpay's webhook, 24/],
  STRIPE_SECRET_KEY: ['pk_live_hidden_hidden_hidden', /^STRIPE_SECRET_KEY: give the secret or restricted key/],
  STRIPE_URL: ['http://stripe.example', /^STRIPE_URL=http:\/\/stripe.example: give https:\/\/ and a host/],
  RAZORPAY_KEY_ID: ['rzp_1', /^RAZORPAY_KEY_ID=rzp_1: give the key id of the account/],
  RAZORPAY_KEY_SECRET: ['hidden', /^RAZORPAY_KEY_SECRET: give the secret that belongs to RAZORPAY_KEY_ID/],
  RAZORPAY_URL: ['https://x/v1', /^RAZORPAY_URL=https:\/\/x\/v1: give https:\/\/ and a host/],
  TRANSFER_NAME: ['D', /^TRANSFER_NAME=D: give the name on the account/],
  TRANSFER_CURRENCY: ['rupees', /^TRANSFER_CURRENCY=rupees: give the currency of the account/],
  TRANSFER_IBAN: ['DE1', /^TRANSFER_IBAN=DE1: give the IBAN of the account/],
  TRANSFER_ACCOUNT_NUMBER: ['1', /^TRANSFER_ACCOUNT_NUMBER=1: give the number of the account/],
  TRANSFER_IFSC: ['SBIN', /^TRANSFER_IFSC=SBIN: give the IFSC of its branch/],
  TRANSFER_SECONDS: ['1', /^TRANSFER_SECONDS=1: give how long somebody has/],
  WEBHOOK_ADDRESSES: [
    '203.0.113.0/33',
    /^WEBHOOK_ADDRESSES=203.0.113.0\/33: one of them is no address; give addresses or ranges/,
  ],
};
/** Any text will do. */
const FREE = ['DOCKET_DATA_DIR', 'INSTALLATION_ID'];

describe('settings', () => {
  it('name every variable that is wrong, with what it must be, and never show a secret', () => {
    expect([...Object.keys(WRONG), ...FREE].toSorted()).toEqual([...variableNames(allSlices)].toSorted());
    for (const [name, [value, says]] of Object.entries(WRONG)) {
      const told = complaints(allSlices, { ...WHOLE, [name]: value });
      expect({ name, told }).toEqual({ name, told: [expect.stringMatching(says)] });
      expect(told.join('\n')).not.toContain('hidden');
    }
    expect(complaints(allSlices, WHOLE)).toEqual([]);
  });

  it('of a gateway fit together: a pong is due before the next ping', () => {
    const told = complaints(realtimeSlices, { ...WHOLE, REALTIME_PING_SECONDS: '5', REALTIME_PONG_SECONDS: '5' });
    expect(told).toEqual([expect.stringMatching(/^REALTIME_PONG_SECONDS=5: .* REALTIME_PING_SECONDS/)]);
  });

  it('name all of them at once, those not set as well', () => {
    const told = complaints(apiSlices, { HOLD_SECONDS: 'x', API_PORT: '6000', DATABASE_URL: '' });
    expect(new Set(told.map((line) => /^\w+/.exec(line)?.[0]))).toEqual(
      new Set([
        'API_PORT',
        'DATABASE_URL',
        'HOLD_SECONDS',
        'QUEUE_BOARD_SECRET',
        'REALTIME_JWT_SECRET',
        'REDIS_URL',
        'ROOM_PASS_SECRET',
        'TICKET_SIGNING_KEY',
      ]),
    );
    expect(told.find((line) => line.startsWith('DATABASE_URL'))).toMatch(/is not set: give postgresql/);
  });

  it('are read by those alone whose they are: a judge needs no secret of anybody, and holds none it is given', () => {
    const judge = loadConfig([...workerSlices, ...judgeAreaSlices], { ...WHOLE, ADMIN_PASSWORD: 'long enough' });
    const text = JSON.stringify(judge);
    for (const secret of [A, B, KEY, 'long enough']) expect(text).not.toContain(secret);
    expect(complaints([...workerSlices, ...judgeAreaSlices], { ...SERVERS, HOLD_SECONDS: 'x' })).toEqual([]);
    // Negative control: the worker of `npm start`, which lets buyers in as well, holds the secret of passes.
    expect(JSON.stringify(loadConfig(servicesSlices.worker, WHOLE))).toContain(B);
    expect(JSON.stringify(loadConfig(realtimeSlices, WHOLE))).not.toMatch(new RegExp(`${B}|${KEY}`));
  });

  it('of the bank are whole: an address without a key is none, and the bank itself needs its key and its secret', () => {
    expect(complaints([bankClientSlice], { BANK_URL: 'http://bank' })).toEqual([
      expect.stringMatching(/^BANK_API_KEY is not set/),
    ]);
    expect(complaints([bankClientSlice], {})).toEqual([]);
    expect(complaints(bankSlices, {})).toEqual([expect.stringMatching(/^BANK_API_KEY is not set/)]);
    expect(complaints(bankSlices, { BANK_API_KEY: A })).toEqual([
      expect.stringMatching(/^WEBHOOK_SECRETS_BANK is not set/),
    ]);
  });

  it('of a provider are whole or not there: what is missing is named, with what to do', () => {
    const [id, secret] = ['rzp_test_1234567890', 's'.repeat(20)];
    const account = { TRANSFER_NAME: 'Docket', TRANSFER_CURRENCY: 'INR' };
    const half: readonly (readonly [Slice<unknown>, Readonly<Record<string, string>>, RegExp])[] = [
      [stripeSlice, { STRIPE_URL: 'https://x' }, /^STRIPE_SECRET_KEY is not set, and STRIPE_URL is: give/],
      [razorpaySlice, { RAZORPAY_KEY_ID: id }, /^RAZORPAY_KEY_SECRET is not set, and RAZORPAY_KEY_ID is: give/],
      [razorpaySlice, { RAZORPAY_KEY_SECRET: secret }, /^RAZORPAY_KEY_ID is not set, and RAZORPAY_KEY_SECRET is: give/],
      [razorpaySlice, { RAZORPAY_URL: 'https://x' }, /^RAZORPAY_KEY_ID is not set, and RAZORPAY_URL is: give/],
      [transferSlice, { TRANSFER_NAME: 'Docket' }, /^TRANSFER_CURRENCY is not set/],
      [transferSlice, { TRANSFER_CURRENCY: 'INR' }, /^TRANSFER_NAME is not set/],
      [transferSlice, account, /^TRANSFER_IBAN is not set/],
      [transferSlice, { ...account, TRANSFER_IFSC: 'SBIN0001234' }, /^TRANSFER_ACCOUNT_NUMBER is not set/],
      [transferSlice, { ...account, TRANSFER_ACCOUNT_NUMBER: '123456789' }, /^TRANSFER_IFSC is not set/],
    ];
    for (const [slice, env, says] of half) expect(complaints([slice], env)).toEqual([expect.stringMatching(says)]);
    for (const slice of [stripeSlice, razorpaySlice, transferSlice]) expect(complaints([slice], {})).toEqual([]);
    expect(complaints([razorpaySlice], { RAZORPAY_KEY_ID: id, RAZORPAY_KEY_SECRET: secret })).toEqual([]);
  });

  it('of providers of log-ins are whole, one of each for each', () => {
    const two = { OIDC_PROVIDERS: 'Uni Graz, Google', OIDC_ISSUERS: 'https://a.example,https://b.example' };
    expect(complaints([signInSlice], { ...two, OIDC_CLIENT_IDS: 'a,b', OIDC_CLIENT_SECRETS: 'hidden' })).toEqual([
      expect.stringMatching(/^OIDC_CLIENT_SECRETS has 1 and OIDC_PROVIDERS 2/),
    ]);
    expect(complaints([signInSlice], { OIDC_PROVIDERS: 'Google' })).toHaveLength(3);
    const whole = loadConfig([signInSlice], { ...two, OIDC_CLIENT_IDS: 'a,b', OIDC_CLIENT_SECRETS: 'c,d' });
    expect(whole.loginProviders).toEqual([
      { provider: 'uni-graz', name: 'Uni Graz', issuer: 'https://a.example', clientId: 'a', clientSecret: 'c' },
      { provider: 'google', name: 'Google', issuer: 'https://b.example', clientId: 'b', clientSecret: 'd' },
    ]);
  });

  it.each([
    [{ PUBLIC_URL: 'https://docket.example.org' }, 'docket.example.org', ['https://docket.example.org']],
    [
      {
        PUBLIC_URL: 'https://docket.example.org',
        PASSKEY_RP_ID: 'example.org',
        ALLOWED_ORIGINS: 'https://judge.example.org,https://evilexample.org,https://else.net',
      },
      'example.org',
      ['https://docket.example.org', 'https://judge.example.org'],
    ],
    [{ PUBLIC_URL: 'http://127.0.0.1:3000' }, 'localhost', ['http://localhost:3000']],
    // Browsers make none for an address, and none without TLS elsewhere than on this machine.
    [{ PUBLIC_URL: 'https://203.0.113.9' }, undefined, undefined],
    [{ PUBLIC_URL: 'http://docket.example.org' }, undefined, undefined],
  ])('of passkeys: %o', (env, rpId, origins) => {
    const { passkeys } = loadConfig([signInSlice], env);
    expect([passkeys?.rpId, passkeys?.origins]).toEqual([rpId, origins]);
  });

  it('count an empty variable as not set', () => {
    expect(loadConfig([bookingSlice], { HOLD_SECONDS: '' }).HOLD_SECONDS).toBe(600);
  });
});

describe('a secret', () => {
  it('has several values, newest first; what is signed with one of them is verified', () => {
    expect(loadConfig([roomPassSlice], { ROOM_PASS_SECRET: `${B}, ${C}` }).ROOM_PASS_SECRET).toEqual([B, C]);
  });

  it('of 0.1 may have commas in it', () => {
    const read = (value: string) => loadConfig([roomPassSlice], { REALTIME_JWT_SECRET: value }).ROOM_PASS_SECRET;
    expect(read('a secret, chosen when commas did nothing')).toEqual(['a secret, chosen when commas did nothing']);
    expect(read(`${A},${B}`)).toEqual([A, B]);
    // A value that lost a letter on its way is not taken for half of an old one.
    for (const faulty of [`${A.slice(1, 20)},${B}`, ' '.repeat(40), ','.repeat(40)])
      expect(() => read(faulty)).toThrow('REALTIME_JWT_SECRET');
  });

  it('is that of 0.1 where it has no variable of its own, and verifies what 0.1 signed where it has', () => {
    for (const [slice, name] of [
      [roomPassSlice, 'ROOM_PASS_SECRET'],
      [queueBoardSlice, 'QUEUE_BOARD_SECRET'],
    ] as const) {
      expect(loadConfig([slice], { REALTIME_JWT_SECRET: A })).toEqual({ [name]: [A] });
      expect(loadConfig([slice], { REALTIME_JWT_SECRET: A, [name]: `${B},${C}` })).toEqual({ [name]: [B, C, A] });
      expect(loadConfig([slice], { [name]: B })).toEqual({ [name]: [B] });
    }
  });

  it('signs tickets with the key that 0.1 derived, until there is one of their own', () => {
    const old = createHmac('sha256', A).update('docket ticket key').digest('base64url');
    expect(loadConfig([ticketSigningSlice], { REALTIME_JWT_SECRET: A }).TICKET_SIGNING_KEY).toEqual([old]);
    const own = loadConfig([ticketSigningSlice], { REALTIME_JWT_SECRET: A, TICKET_SIGNING_KEY: KEY });
    expect(own.TICKET_SIGNING_KEY).toEqual([KEY]);
  });
});

describe('ports', () => {
  it('that fetch refuses are exactly those refused here', async () => {
    const refusedByFetch = async (port: number): Promise<boolean> => {
      const error: unknown = await fetch(`http://127.0.0.1:${port}/`, { method: 'HEAD' }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      return error instanceof TypeError && error.cause instanceof Error && error.cause.message === 'bad port';
    };
    const near = Array.from({ length: 65_536 }, (_, port) => port).filter(
      (port) => port > 0 && [-1, 0, 1].some((step) => reasonNotToListenOn(port + step) !== undefined),
    );
    for (const port of near)
      expect({ port, refused: await refusedByFetch(port) }).toEqual({
        port,
        refused: reasonNotToListenOn(port) !== undefined,
      });
  });
});

describe('VAPID', () => {
  const curve = createECDH('prime256v1');
  const pair = {
    VAPID_PUBLIC_KEY: curve.generateKeys('base64url'),
    VAPID_PRIVATE_KEY: Buffer.from(curve.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url'),
    VAPID_SUBJECT: 'mailto:ops@example.org',
  };

  it('is whole or not there', () => {
    expect(loadConfig([vapidSlice], {}).vapid).toBeUndefined();
    expect(loadConfig([vapidSlice], pair).vapid).toEqual({
      publicKey: pair.VAPID_PUBLIC_KEY,
      privateKey: pair.VAPID_PRIVATE_KEY,
      subject: pair.VAPID_SUBJECT,
    });
    for (const name of Object.keys(pair))
      expect(complaints([vapidSlice], { ...pair, [name]: '' })).toEqual([
        `${name} is not set, and others of VAPID are: give all three, or none`,
      ]);
  });

  it('is one pair', () => {
    const other = createECDH('prime256v1').generateKeys('base64url');
    expect(complaints([vapidSlice], { ...pair, VAPID_PUBLIC_KEY: other })).toEqual([
      expect.stringContaining('is not the public half'),
    ]);
  });
});
