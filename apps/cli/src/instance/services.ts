import { join } from 'node:path';
import { note } from '../output.ts';
import { ChildService, PortTaken, type ServiceSpec } from './child-service.ts';
import { choosePorts, type ServicePorts } from './ports.ts';
import { environmentOf, ROOT, type ServiceName, type Settings } from './settings.ts';

/** Judging a first submission needs compiled runners and measured floors; the worker says so by being ready. */
const READY_TIMEOUT_MS = 120_000;
/** Starts in all, when others keep taking the ports that we choose. */
const ATTEMPTS = 3;

export type Services = {
  /** Waits until all are ready; returns the address of the API. @throws CommandError, or Error with a service's log */
  start(): Promise<string>;
  /** All at once, each in its own order. */
  stop(): Promise<void>;
};

export type ServicesOptions = {
  readonly settings: Settings;
  /** Of every service, without its ports. */
  readonly env: Readonly<Record<string, string>>;
  readonly installation: string;
  /** Told the address before anything listens there. */
  readonly onUrl: (url: string) => void;
};

export function createServices(options: ServicesOptions): Services {
  const { settings } = options;
  const host = settings.config.HOST === '0.0.0.0' ? '127.0.0.1' : settings.config.HOST;
  const graceMs = settings.config.SHUTDOWN_SECONDS * 1_000 + 2_000;
  let running: readonly ChildService[] = [];
  let stopping = false;

  function specs(ports: ServicePorts): ServiceSpec[] {
    const numbers = Object.entries(ports).map(([name, port]) => [name, String(port)]);
    const env = { ...options.env, ...Object.fromEntries(numbers), INSTALLATION_ID: options.installation };
    const spec = (name: ServiceName, port: keyof ServicePorts, more: Partial<ServiceSpec> = {}): ServiceSpec => ({
      name,
      entry: `apps/${name}/src/main.ts`,
      env: environmentOf(name, env),
      logFile: join(settings.dataDir, 'logs', `${name}.log`),
      readyUrl: `http://${host}:${ports[port]}/readyz`,
      installation: options.installation,
      hopeless: {},
      ...more,
    });
    const unusable = (why: string): string =>
      `The sandbox in which the worker runs programs cannot be used on this machine: ${why}.\n` +
      'Before it judges, the worker tries hostile programs on it (docs/sandbox.md, Canaries). What they did is in ' +
      `${join(settings.dataDir, 'logs', 'worker.log')}.`;
    return [
      // V8's default young generation would cost each of thousands of idle sockets more than the socket itself (docs/realtime.md).
      spec('realtime', 'REALTIME_PORT', { nodeArguments: ['--max-semi-space-size=4'] }),
      spec('worker', 'WORKER_PORT', { hopeless: { canary: unusable } }),
      spec('api', 'API_PORT'),
    ];
  }

  async function endAll(): Promise<void> {
    await Promise.all(running.map((service) => service.stop(graceMs)));
  }

  async function startAll(ports: ServicePorts): Promise<void> {
    if (stopping) throw new Error('stopped before the services were started');
    running = specs(ports).map((spec) => new ChildService(spec, ROOT));
    note(`starting realtime, worker and api; logs in ${join(settings.dataDir, 'logs')}`);
    for (const service of running) service.start();
    await Promise.all(
      running.map(async (service) => {
        await service.ready(READY_TIMEOUT_MS);
        note(`${service.spec.name} is ready`);
      }),
    );
  }

  return {
    async start() {
      for (let attempt = 1; ; attempt += 1) {
        const ports = await choosePorts(settings, attempt > 1);
        const url = `http://${host}:${ports.API_PORT}`;
        options.onUrl(url);
        try {
          await startAll(ports);
          return url;
        } catch (error) {
          if (!(error instanceof PortTaken) || attempt === ATTEMPTS) throw error;
          note(`${error.message}; starting again on other ports`);
          await endAll();
        }
      }
    },
    stop() {
      stopping = true;
      return endAll();
    },
  };
}
