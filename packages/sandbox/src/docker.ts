import type { Backend } from './backend.ts';
import type { SandboxLog } from './log.ts';

export type DockerOptions = { readonly socketPath?: string; readonly imagePrefix?: string; readonly log: SandboxLog };

export async function openDocker(_options: DockerOptions): Promise<Backend> {
  throw new Error('the docker back end is not there yet');
}
