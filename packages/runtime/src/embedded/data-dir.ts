import { createECDH, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const portsFile = z.object({ postgres: z.int().optional(), redis: z.int().optional() });

/** Ports the embedded servers of this data directory had last time. */
export type RememberedPorts = z.infer<typeof portsFile>;

const secretsFile = z.object({
  /** HMAC key of realtime tokens. */
  realtimeJwtSecret: z.string().min(32),
  /** Passes of waiting rooms, the cookie of the queue board, tickets (Ed25519): each signed with a secret of its own. */
  roomPassSecret: z.string().min(32),
  queueBoardSecret: z.string().min(32),
  ticketSigningKey: z.string().length(43),
  /** Superuser of the embedded Postgres. */
  postgresPassword: z.string().min(16),
  /** Of the role with which calls of providers are taken in, in the embedded Postgres. */
  webhooksPassword: z.string().min(16),
  /** What the bank signs its calls with, as Standard Webhooks writes it. */
  webhookSecretBank: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/),
  /** With which the bank of this installation is asked. */
  bankApiKey: z.string().min(16),
  /** Which the secrets of merchants' endpoints are derived from. */
  outgoingWebhookSecret: z.string().min(32),
  /** Private half of the key that push services know us by, base64url. */
  vapidPrivateKey: z.string().length(43),
  /** Password of the embedded Redis. */
  redisPassword: z.string().min(16),
  /** First admin, where ADMIN_PASSWORD is not set. */
  adminPassword: z.string().min(12),
});
export type Secrets = z.infer<typeof secretsFile>;

function readJson<T extends z.ZodType>(path: string, schema: T): z.output<T> | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
  return schema.parse(JSON.parse(text));
}

/** Writes whole or not at all: a crash in between leaves the old file. */
function writeJson(path: string, value: unknown, mode: number): void {
  const temporary = `${path}.${process.pid}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode });
  renameSync(temporary, path);
}

export function readPorts(dataDir: string): RememberedPorts {
  return readJson(join(dataDir, 'ports.json'), portsFile) ?? {};
}

export function rememberPorts(dataDir: string, ports: RememberedPorts): void {
  writeJson(join(dataDir, 'ports.json'), { ...readPorts(dataDir), ...ports }, 0o644);
}

function newVapidKey(): string {
  const curve = createECDH('prime256v1');
  curve.generateKeys();
  // Node leaves leading zeros out.
  return Buffer.from(curve.getPrivateKey('hex').padStart(64, '0'), 'hex').toString('base64url');
}

/** Reads `secrets.json` (mode 0600). What is not in it yet is made up and kept: all of it the first time, later what a newer version adds. */
export function loadSecrets(dataDir: string): { readonly secrets: Secrets } {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'secrets.json');
  const existing = readJson(path, secretsFile.partial()) ?? {};
  const random = (bytes: number): string => randomBytes(bytes).toString('base64url');
  const secrets = secretsFile.parse({
    realtimeJwtSecret: random(48),
    roomPassSecret: random(48),
    queueBoardSecret: random(48),
    ticketSigningKey: random(32),
    postgresPassword: random(24),
    webhooksPassword: random(24),
    webhookSecretBank: `whsec_${randomBytes(32).toString('base64')}`,
    bankApiKey: random(24),
    outgoingWebhookSecret: random(48),
    vapidPrivateKey: newVapidKey(),
    redisPassword: random(24),
    adminPassword: random(12),
    ...existing,
  });
  if (Object.keys(secretsFile.shape).some((name) => !(name in existing))) writeJson(path, secrets, 0o600);
  return { secrets };
}
