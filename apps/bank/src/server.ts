import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { systemClock } from '@docket/runtime/clock';
import { closeServer, createHealthHandler, listen } from '@docket/runtime/health';
import type { Lifecycle } from '@docket/runtime/lifecycle';
import type { Logger } from '@docket/runtime/logger';
import { createMetrics } from '@docket/runtime/metrics';
import type { BankSettings } from '@docket/runtime/settings/services';
import { StartError } from '@docket/runtime/start-error';
import { createApp } from './app.ts';
import type { Bank } from './bank.ts';
import { createSender } from './callbacks/sender.ts';
import { openNamedCustomers } from './customers/customers.ts';
import { createTimekeeper } from './due.ts';
import { registerBankMetrics } from './metrics.ts';
import { Store } from './store/store.ts';

/**
 * Opens the bank's file, listens, and registers the ordered stop: no new requests, then no more callbacks, the file last.
 * @throws StartError in production: it is a simulator
 */
export async function startBank(
  config: BankSettings,
  log: Logger,
  lifecycle: Lifecycle,
): Promise<{ readonly port: number }> {
  if (config.NODE_ENV === 'production')
    throw new StartError(
      'The bank is a simulator for development and tests, and does not run with NODE_ENV=production.',
    );
  const store = new Store(join(resolve(config.DOCKET_DATA_DIR), 'bank', 'bank.sqlite'));
  lifecycle.onStop('store', () => store.close());

  let port = config.BANK_PORT;
  const host = config.HOST === '0.0.0.0' ? '127.0.0.1' : config.HOST;
  const bank: Bank = {
    store,
    clock: systemClock,
    publicUrl: () => config.BANK_PUBLIC_URL ?? `http://${host}:${port}`,
  };
  openNamedCustomers(bank);

  const timekeeper = createTimekeeper(bank, log);
  const sender = createSender(bank, { url: config.BANK_WEBHOOK_URL, secrets: config.WEBHOOK_SECRETS_BANK }, log);
  lifecycle.onStop('callbacks', async () => {
    timekeeper.stop();
    await sender.stop();
  });

  const metrics = createMetrics('bank');
  registerBankMetrics(metrics, bank);
  const stopping = (): boolean => lifecycle.stopping;
  const health = createHealthHandler({ installation: config.INSTALLATION_ID, stopping, checks: [], metrics });
  const app = createApp({ bank, apiKey: config.BANK_API_KEY, log });
  const server = createServer((request, response) => {
    if (!health(request, response)) app(request, response);
  });
  await listen(server, config.BANK_PORT, config.HOST);
  lifecycle.onStop('http', async () => {
    const cut = setTimeout(() => server.closeAllConnections(), config.SHUTDOWN_SECONDS * 500);
    await closeServer(server);
    clearTimeout(cut);
  });
  const address = server.address();
  if (typeof address === 'object' && address !== null) port = address.port;

  store.onChange(timekeeper.wake);
  store.onChange(sender.wake);
  timekeeper.wake();
  sender.wake();
  log.info({ port, host: config.HOST }, 'bank listens');
  return { port };
}
