import { freePortNear, isFree } from '@docket/runtime/embedded/ports';
import { CommandError, note } from '../output.ts';
import type { Settings } from './settings.ts';

export type ServicePorts = { readonly API_PORT: number; readonly REALTIME_PORT: number; readonly WORKER_PORT: number };

/**
 * Ports for the services: those of the environment as they are, the defaults or the next free ones otherwise.
 * @throws CommandError when a port that was asked for is taken
 */
export async function choosePorts(settings: Settings): Promise<ServicePorts> {
  const { config } = settings;
  const host = config.HOST;
  const chosen = new Set<number>();
  const choose = async (variable: keyof ServicePorts): Promise<number> => {
    const wanted = config[variable];
    if (settings.given(variable) && wanted !== 0) {
      if (!(await isFree(wanted, host)))
        throw new CommandError(
          `${variable}=${wanted} is in use on ${host}. Choose another, or unset it to get a free one.`,
        );
      chosen.add(wanted);
      return wanted;
    }
    const port = await freePortNear(wanted === 0 ? 3000 : wanted, host, chosen);
    if (port !== wanted && wanted !== 0) note(`port ${wanted} is in use; ${variable} is ${port} now`);
    chosen.add(port);
    return port;
  };
  return {
    API_PORT: await choose('API_PORT'),
    REALTIME_PORT: await choose('REALTIME_PORT'),
    WORKER_PORT: await choose('WORKER_PORT'),
  };
}
