import { checkDatabase } from '@docket/db/check-database';
import { createPool, pingPool, type Pool } from '@docket/db/pool';
import { signatureSchemes } from '@docket/providers/signatures/schemes';
import { systemClock } from '@docket/runtime/clock';
import { closeServer, createHealthHandler, listen, PING_MS } from '@docket/runtime/health';
import type { Lifecycle } from '@docket/runtime/lifecycle';
import type { Logger } from '@docket/runtime/logger';
import { createMetrics } from '@docket/runtime/metrics';
import type { SettingsOfAll } from '@docket/runtime/settings/slice';
import type { webhooksSlices } from '@docket/runtime/settings/services';
import { StartError } from '@docket/runtime/start-error';
import { createFigures } from './figures.ts';
import { createInboxWriter } from './inbox-writer.ts';
import { roleFaults } from './role.ts';
import { createServer } from './server.ts';
import { createTaking } from './take.ts';

/** Senders wait five seconds or so; they are told to come again before that. */
const STORE_MS = 4_000;

/** Of what a role may do besides, so much is told. */
const SHOWN = 5;

type Settings = SettingsOfAll<typeof webhooksSlices>;

/** @throws StartError where the role may do more than insert into the inbox, or not even that */
async function requireRole(config: Settings, pool: Pool, log: Logger): Promise<void> {
  const { lacks, excess } = await roleFaults(pool);
  if (lacks)
    throw new StartError(
      'WEBHOOKS_DATABASE_URL: this user cannot insert into inbox_events. Migrate the database, and make the role as docs/deploy.md says.',
    );
  if (excess.length === 0) return;
  const more = excess.length > SHOWN ? ', and more' : '';
  const what = `this user may do more than insert into the inbox: it ${excess.slice(0, SHOWN).join(', it ')}${more}`;
  if (config.WEBHOOKS_ANY_ROLE && config.NODE_ENV !== 'production') log.warn(`WEBHOOKS_DATABASE_URL: ${what}`);
  else throw new StartError(`WEBHOOKS_DATABASE_URL: ${what}. Give the role that docs/deploy.md makes.`);
}

/**
 * Takes in what providers call. It needs Postgres and nothing else of the installation.
 * @throws StartError where its database is not there, or its role is another than it must be
 */
export async function startWebhooks(config: Settings, log: Logger, lifecycle: Lifecycle): Promise<void> {
  await checkDatabase(config.WEBHOOKS_DATABASE_URL, 'WEBHOOKS_DATABASE_URL');
  const pool = createPool(
    { DATABASE_URL: config.WEBHOOKS_DATABASE_URL, DATABASE_POOL: config.WEBHOOKS_DATABASE_POOL },
    log,
  );
  lifecycle.onStop('database', () => pool.end());
  await requireRole(config, pool, log);

  const metrics = createMetrics('webhooks');
  const figures = createFigures(metrics);
  const writer = createInboxWriter({ pool, timeoutMs: STORE_MS, onBatch: figures.batch });
  const take = createTaking({
    schemes: signatureSchemes,
    secrets: config.webhookSecrets,
    addresses: config.webhookAddresses,
    trustProxy: config.TRUST_PROXY,
    store: writer.store,
    storeMs: STORE_MS,
    clock: systemClock,
    figures,
    log,
  });
  const health = createHealthHandler({
    installation: config.INSTALLATION_ID,
    stopping: () => lifecycle.stopping,
    metrics,
    checks: [{ name: 'postgres', check: () => pingPool(pool, config.WEBHOOKS_DATABASE_URL, PING_MS) }],
  });
  const server = createServer({
    take,
    health,
    stopping: () => lifecycle.stopping,
    onFault: (error) => log.error({ err: error }, 'a call broke what takes it in'),
  });
  await listen(server, config.WEBHOOKS_PORT, config.HOST);
  lifecycle.onStop('http', () => closeServer(server));
  const able = Object.entries(config.webhookSecrets).flatMap(([name, secrets]) => (secrets.length > 0 ? [name] : []));
  if (able.length === 0) log.warn('no provider has a secret (WEBHOOK_SECRETS_…), so nobody can call');
  log.info({ port: config.WEBHOOKS_PORT, providers: able }, 'webhooks ready');
}
