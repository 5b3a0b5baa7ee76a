import { Lifecycle } from './lifecycle.ts';
import { createLogger, type Logger } from './logger.ts';
import type { ProcessSettings } from './settings/process.ts';
import { StartError } from './start-error.ts';
import { ConfigError } from './settings/slice.ts';

/**
 * The whole of a service's entry point: settings, log, signals, start. What is wrong with the environment is told on
 * standard error in a line each, and the process ends with status 1.
 */
export async function runService<Settings extends ProcessSettings>(
  name: string,
  read: () => Settings,
  start: (settings: Settings, log: Logger, lifecycle: Lifecycle) => Promise<unknown>,
): Promise<void> {
  try {
    const settings = read();
    const log = createLogger(name, settings);
    const lifecycle = new Lifecycle(log, settings.SHUTDOWN_SECONDS * 1_000, settings.STOP_ANNOUNCE_SECONDS * 1_000);
    lifecycle.handleSignals();
    await start(settings, log, lifecycle);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof StartError)) throw error;
    process.stderr.write(`docket ${name}: ${error.message}\n`);
    process.exit(1);
  }
}
