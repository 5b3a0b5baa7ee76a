import { randomInt } from 'node:crypto';
import { freePortNear, isFree } from '@docket/runtime/embedded/ports';
import { CommandError, note } from '../output.ts';
import type { Settings } from './settings.ts';

export type ServicePorts = { readonly API_PORT: number; readonly REALTIME_PORT: number; readonly WORKER_PORT: number };

/** How far aside a port may lie that is chosen after a neighbour took one. */
const ASIDE = 40;

/** @throws CommandError when a port that was asked for is taken */
export async function checkDemandedPorts(settings: Settings): Promise<void> {
  for (const variable of ['API_PORT', 'REALTIME_PORT', 'WORKER_PORT'] as const)
    if (isDemanded(settings, variable)) await demandedPort(settings, variable);
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
 * Ports for the services: those of the environment as they are, the defaults or the next free ones otherwise. `aside` begins
 * the search somewhere above, for one who would else meet the same neighbour again, both of them counting up.
 * @throws CommandError when a port that was asked for is taken
 */
export async function choosePorts(settings: Settings, aside = false): Promise<ServicePorts> {
  const { config } = settings;
  const chosen = new Set<number>();
  const choose = async (variable: keyof ServicePorts): Promise<number> => {
    const wanted = config[variable];
    if (isDemanded(settings, variable)) {
      const port = await demandedPort(settings, variable);
      chosen.add(port);
      return port;
    }
    const from = (wanted === 0 ? 3000 : wanted) + (aside ? randomInt(1, ASIDE) : 0);
    const port = await freePortNear(from, config.HOST, chosen);
    if (aside) note(`${variable} is ${port} now`);
    else if (port !== wanted && wanted !== 0) note(`port ${wanted} is in use; ${variable} is ${port} now`);
    chosen.add(port);
    return port;
  };
  return {
    API_PORT: await choose('API_PORT'),
    REALTIME_PORT: await choose('REALTIME_PORT'),
    WORKER_PORT: await choose('WORKER_PORT'),
  };
}
