import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const portsFile = z.object({ postgres: z.int().optional(), redis: z.int().optional() });

/** Ports the embedded servers of this data directory had last time. */
export type RememberedPorts = z.infer<typeof portsFile>;

const secretsFile = z.object({
  /** HMAC key of realtime tokens. */
  realtimeJwtSecret: z.string().min(32),
  /** Superuser of the embedded Postgres. */
  postgresPassword: z.string().min(16),
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

/** Reads `secrets.json` (mode 0600), making it with random values the first time. `created` is true then. */
export function loadSecrets(dataDir: string): { readonly secrets: Secrets; readonly created: boolean } {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'secrets.json');
  const existing = readJson(path, secretsFile);
  if (existing !== undefined) return { secrets: existing, created: false };
  const random = (bytes: number): string => randomBytes(bytes).toString('base64url');
  const secrets: Secrets = {
    realtimeJwtSecret: random(48),
    postgresPassword: random(24),
    redisPassword: random(24),
    adminPassword: random(12),
  };
  writeJson(path, secrets, 0o600);
  return { secrets, created: true };
}
