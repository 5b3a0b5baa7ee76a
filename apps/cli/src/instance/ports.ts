import { randomInt } from 'node:crypto';
import { freePortNear, isFree } from '@docket/runtime/embedded/ports';
import { CommandError, note } from '../output.ts';
import type { Settings } from './settings.ts';

const VARIABLES = ['API_PORT', 'REALTIME_PORT', 'WEBHOOKS_PORT', 'WORKER_PORT', 'BANK_PORT'] as const;

export type ServicePorts = Readonly<Record<(typeof VARIABLES)[number], number>>;

export const NO_PORTS: ServicePorts = {
  API_PORT: 0,
  REALTIME_PORT: 0,
  WEBHOOKS_PORT: 0,
  WORKER_PORT: 0,
  BANK_PORT: 0,
};

/** How far aside a port may lie that is chosen after a neighbour took one. */
const ASIDE = 40;

/** @throws CommandError when a port that was asked for is taken */
export async function checkDemandedPorts(settings: Settings): Promise<void> {
  for (const variable of VARIABLES) if (isDemanded(settings, variable)) await demandedPort(settings, variable);
}

function isDemanded(settings: Settings, variable: keyof ServicePorts): boolean {
  return settings.given(variable) && settings.config[variable] !== 0;
}

async function demandedPort({ config }: Settings, variable: keyof ServicePorts): Promise<number> {
  const port = config[variable];
  if (await isFree(port, config.HOST)) return port;
  throw new CommandError(
    `${variable}=${port} is in use on ${config.HOST}. Choose another, or unset it to get a free one.`,
  );
}

/**
 * Ports for the services: those of the environment as they are, the defaults or the next free ones otherwise.
 * @throws CommandError when a port that was asked for is taken
 */
export async function choosePorts(settings: Settings): Promise<ServicePorts> {
  const { config } = settings;
  const chosen = new Set<number>();
  const choose = async (variable: keyof ServicePorts): Promise<number> => {
    const wanted = config[variable];
    const port = isDemanded(settings, variable)
      ? await demandedPort(settings, variable)
      : await freePortNear(wanted === 0 ? 3000 : wanted, config.HOST, chosen);
    if (port !== wanted && wanted !== 0) note(`port ${wanted} is in use; ${variable} is ${port} now`);
    chosen.add(port);
    return port;
  };
  return {
    API_PORT: await choose('API_PORT'),
    REALTIME_PORT: await choose('REALTIME_PORT'),
    WEBHOOKS_PORT: await choose('WEBHOOKS_PORT'),
    WORKER_PORT: await choose('WORKER_PORT'),
    BANK_PORT: await choose('BANK_PORT'),
  };
}

/**
 * The ports with another in the place of one that a neighbour took first. The search begins somewhere above it: both of them counting
 * up, the two would meet again.
 * @throws CommandError when that port was asked for
 */
export async function chooseAnother(
  settings: Settings,
  variable: keyof ServicePorts,
  ports: ServicePorts,
): Promise<ServicePorts> {
  if (isDemanded(settings, variable)) await demandedPort(settings, variable);
  const from = ports[variable] + randomInt(1, ASIDE);
  const port = await freePortNear(from, settings.config.HOST, new Set(Object.values(ports)));
  note(`${variable} is ${port} now`);
  return { ...ports, [variable]: port };
}
