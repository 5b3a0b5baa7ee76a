import { createECDH } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig } from '@docket/runtime/config';
import { loadSecrets, type Secrets } from '@docket/runtime/embedded/data-dir';
import { inheritedEnvironment } from '@docket/runtime/env';
import { servicesSlices, variableNames } from '@docket/runtime/settings/services';
import type { SettingsOfAll } from '@docket/runtime/settings/slice';

/** The repository's root, where services are started and relative data directories begin. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** Of every service, so that what is wrong is told before the first is started. */
const slices = [
  ...servicesSlices.api,
  ...servicesSlices.realtime,
  ...servicesSlices.worker,
  ...servicesSlices.bank,
  ...servicesSlices.webhooks,
] as const;

export type ServiceName = keyof typeof servicesSlices;

/** What the environment asks for, before anything is started. */
export type Settings = {
  readonly env: Readonly<Record<string, string>>;
  readonly dataDir: string;
  readonly secrets: Secrets;
  /** Of a server somebody else runs; undefined means an embedded one. */
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** With the role of whoever takes calls of providers in. */
  readonly webhooksDatabaseUrl: string | undefined;
  readonly config: SettingsOfAll<typeof slices>;
  /** True where the variable was given, so that its port is a demand and not a default. */
  readonly given: (variable: string) => boolean;
};

/** Reads the environment and makes the data directory with its secrets. @throws ConfigError */
export function readSettings(): Settings {
  const env = inheritedEnvironment();
  const given = (variable: string): boolean => (env[variable] ?? '') !== '';
  const pending = {
    DATABASE_URL: 'postgresql://embedded.invalid/docket',
    WEBHOOKS_DATABASE_URL: 'postgresql://embedded.invalid/docket',
    REDIS_URL: 'redis://embedded.invalid',
    REALTIME_JWT_SECRET: 'x'.repeat(32),
    // Of our own bank; another one has a key of its own.
    ...(given('BANK_URL') ? {} : { BANK_API_KEY: 'x'.repeat(32) }),
    WEBHOOK_SECRETS_BANK: 'x'.repeat(32),
  };
  const config = loadConfig(slices, {
    ...pending,
    ...Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')),
  });
  const dataDir = resolve(ROOT, config.DOCKET_DATA_DIR);
  mkdirSync(dataDir, { recursive: true });
  const { secrets } = loadSecrets(dataDir);
  return {
    env,
    dataDir,
    secrets,
    databaseUrl: given('DATABASE_URL') ? config.DATABASE_URL : undefined,
    redisUrl: given('REDIS_URL') ? config.REDIS_URL : undefined,
    webhooksDatabaseUrl: given('WEBHOOKS_DATABASE_URL') ? config.WEBHOOKS_DATABASE_URL : undefined,
    config,
    given,
  };
}

/** What the bank is asked with and signs its calls with: those of the environment, else the generated ones. */
function bankSecrets({ secrets, env }: Pick<Settings, 'secrets' | 'env'>): Record<string, string> {
  return {
    WEBHOOK_SECRETS_BANK: env['WEBHOOK_SECRETS_BANK'] || secrets.webhookSecretBank,
    BANK_API_KEY: env['BANK_API_KEY'] || secrets.bankApiKey,
  };
}

/** What outgoing webhooks are signed with and push services know us by: those of the environment, else the generated ones. */
function outgoingSecrets({ secrets, env, given }: Pick<Settings, 'secrets' | 'env' | 'given'>): Record<string, string> {
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(Buffer.from(secrets.vapidPrivateKey, 'base64url'));
  const generated = {
    VAPID_PUBLIC_KEY: curve.getPublicKey().toString('base64url'),
    VAPID_PRIVATE_KEY: secrets.vapidPrivateKey,
    VAPID_SUBJECT: 'mailto:docket@localhost.invalid',
  };
  return {
    OUTGOING_WEBHOOK_SECRET: env['OUTGOING_WEBHOOK_SECRET'] || secrets.outgoingWebhookSecret,
    // One of them in the environment means all of them; the worker says which is missing.
    ...(Object.keys(generated).some(given) ? {} : generated),
  };
}

/**
 * The secrets of the services: those of the environment, else the generated ones of the data directory. Where the environment has
 * only the one secret that 0.1 knew, the others follow from it as they did.
 */
export function secretVariables({ secrets, env, given }: Settings): Record<string, string> {
  const others = { ...bankSecrets({ secrets, env }), ...outgoingSecrets({ secrets, env, given }) };
  if (given('REALTIME_JWT_SECRET')) return others;
  const generated = {
    REALTIME_JWT_SECRET: secrets.realtimeJwtSecret,
    ROOM_PASS_SECRET: secrets.roomPassSecret,
    QUEUE_BOARD_SECRET: secrets.queueBoardSecret,
    TICKET_SIGNING_KEY: secrets.ticketSigningKey,
  };
  return {
    ...others,
    ...Object.fromEntries(Object.entries(generated).map(([name, value]) => [name, env[name] || value])),
  };
}

const known = new Set(Object.values(servicesSlices).flatMap((each) => [...variableNames(each)]));

/** What a service is given of an environment: of our variables those alone that it reads. */
export function environmentOf(name: ServiceName, env: Readonly<Record<string, string>>): Record<string, string> {
  const own = variableNames(servicesSlices[name]);
  // Whoever only signs passes needs no other secret to do so.
  if (name === 'worker' && (env['ROOM_PASS_SECRET'] ?? '') !== '') own.delete('REALTIME_JWT_SECRET');
  return Object.fromEntries(Object.entries(env).filter(([variable]) => own.has(variable) || !known.has(variable)));
}
