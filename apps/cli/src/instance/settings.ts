import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadConfig, type Config } from '@docket/runtime/config';
import { loadSecrets, type Secrets } from '@docket/runtime/embedded/data-dir';
import { inheritedEnvironment } from '@docket/runtime/env';

/** The repository's root, where services are started and relative data directories begin. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** What the environment asks for, before anything is started. */
export type Settings = {
  readonly env: Readonly<Record<string, string>>;
  readonly dataDir: string;
  readonly secrets: Secrets;
  /** Of a server somebody else runs; undefined means an embedded one. */
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly config: Config;
  /** True where the variable was given, so that its port is a demand and not a default. */
  given(variable: string): boolean;
};

/** Reads the environment and makes the data directory with its secrets. @throws ConfigError */
export function readSettings(): Settings {
  const env = inheritedEnvironment();
  const given = (variable: string): boolean => (env[variable] ?? '') !== '';
  const pending = {
    DATABASE_URL: 'postgresql://embedded.invalid/docket',
    REDIS_URL: 'redis://embedded.invalid',
    REALTIME_JWT_SECRET: 'x'.repeat(32),
  };
  const config = loadConfig({
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
    config,
    given,
  };
}
