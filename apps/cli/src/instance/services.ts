import { join } from 'node:path';
import { note } from '../output.ts';
import { ChildService, PortTaken, type ServiceSpec } from './child-service.ts';
import { chooseAnother, choosePorts, NO_PORTS } from './ports.ts';
import { environmentOf, ROOT, type ServiceName, type Settings } from './settings.ts';

/** Judging a first submission needs compiled runners and measured floors; the worker says so by being ready. */
const READY_TIMEOUT_MS = 120_000;
/** Starts of a service in all, when others keep taking the ports that we choose. */
const ATTEMPTS = 3;

const PORT_OF = {
  realtime: 'REALTIME_PORT',
  webhooks: 'WEBHOOKS_PORT',
  bank: 'BANK_PORT',
  worker: 'WORKER_PORT',
  api: 'API_PORT',
} as const;
const ALL = ['realtime', 'webhooks', 'bank', 'worker', 'api'] as const satisfies readonly ServiceName[];
/** Who must know where another one is. */
const KNOW: Readonly<Partial<Record<ServiceName, readonly ServiceName[]>>> = {
  realtime: ['api'],
  webhooks: ['bank'],
  bank: ['api', 'worker'],
};

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
  let ports = NO_PORTS;
  // The bank is a simulator; and whoever names another one has no use for it.
  const ownBank = settings.config.NODE_ENV !== 'production' && !settings.given('BANK_URL');
  const left: Readonly<Partial<Record<ServiceName, boolean>>> = {
    bank: !ownBank,
    // Where it has no address of a database it has no role to log in with (`servers.ts`).
    webhooks: !('WEBHOOKS_DATABASE_URL' in options.env),
  };
  const names = ALL.filter((name) => left[name] !== true);
  let stopping = false;
  const url = (): string => `http://${host}:${ports.API_PORT}`;

  function specOf(name: ServiceName): ServiceSpec {
    const numbers = Object.entries(ports).map(([variable, port]) => [variable, String(port)]);
    const env = {
      PUBLIC_URL: url(),
      ...(ownBank ? { BANK_URL: `http://${host}:${ports.BANK_PORT}` } : {}),
      BANK_WEBHOOK_URL: `http://${host}:${ports.WEBHOOKS_PORT}/webhooks/bank`,
      ...options.env,
      ...Object.fromEntries(numbers),
      INSTALLATION_ID: options.installation,
    };
    const unusable = (why: string): string =>
      `The sandbox in which the worker runs programs cannot be used on this machine: ${why}.\n` +
      'Before it judges, the worker tries hostile programs on it (docs/sandbox.md, Canaries). What they did is in ' +
      `${join(settings.dataDir, 'logs', 'worker.log')}.`;
    return {
      name,
      entry: `apps/${name}/src/main.ts`,
      // V8's default young generation would cost each of thousands of idle sockets more than the socket itself (docs/realtime.md).
      ...(name === 'realtime' ? { nodeArguments: ['--max-semi-space-size=4'] } : {}),
      env: environmentOf(name, env),
      logFile: join(settings.dataDir, 'logs', `${name}.log`),
      readyUrl: `http://${host}:${ports[PORT_OF[name]]}/readyz`,
      installation: options.installation,
      hopeless: name === 'worker' ? { canary: unusable } : {},
    };
  }

  const services = new Map<ServiceName, ChildService>();
  /** Starts under way or over, the last of each. */
  const begun = new Map<ServiceName, Promise<void>>();
  /** Those that were seen ready. */
  const ready = new Map<ServiceName, ChildService | undefined>();

  /** In the table before the one in whose place it comes has ended: whoever waits for that one sees that it was replaced. */
  async function replace(name: ServiceName, before: Promise<void> | undefined): Promise<void> {
    await before;
    const old = services.get(name);
    const service = new ChildService(specOf(name), ROOT);
    services.set(name, service);
    await old?.stop(graceMs);
    if (stopping) throw new Error('stopped before the services were started');
    service.start();
  }

  /** In the place of the one by its name, if there is one; one start of it at a time. */
  function begin(name: ServiceName): Promise<void> {
    const starting = replace(name, begun.get(name));
    begun.set(name, starting);
    return starting;
  }

  async function untilReady(name: ServiceName): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await begun.get(name);
      const service = services.get(name);
      try {
        await service?.ready(READY_TIMEOUT_MS);
        if (services.get(name) !== service) continue;
        ready.set(name, service);
        break;
      } catch (error) {
        // Replaced meanwhile, because it must know of another port.
        if (services.get(name) !== service) continue;
        if (!(error instanceof PortTaken) || attempt === ATTEMPTS) throw error;
        note(`${error.message}; starting ${name} again on another port`);
        const variable = PORT_OF[name];
        const { [variable]: another } = await chooseAnother(settings, variable, ports);
        // Another service may have lost its port meanwhile.
        ports = { ...ports, [variable]: another };
        if (name === 'api') options.onUrl(url());
        await begin(name);
        for (const other of KNOW[name] ?? []) await begin(other);
      }
    }
    note(`${name} is ready`);
  }

  return {
    async start() {
      ports = await choosePorts(settings);
      options.onUrl(url());
      note(`starting ${names.slice(0, -1).join(', ')} and ${names.at(-1)}; logs in ${join(settings.dataDir, 'logs')}`);
      await Promise.all(names.map(begin));
      await Promise.all(names.map(untilReady));
      // One that was ready may have been replaced since, to know of another's port.
      for (const name of names) if (ready.get(name) !== services.get(name)) await untilReady(name);
      return url();
    },
    async stop() {
      stopping = true;
      await Promise.all([...services.values()].map((service) => service.stop(graceMs)));
    },
  };
}
