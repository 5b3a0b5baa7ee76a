import { resolve } from 'node:path';
import { inheritedEnvironment } from '@docket/runtime/env';

/** npm changes to the repository before it runs a script and leaves the caller's folder in INIT_CWD. */
export function fromCaller(path: string): string {
  return resolve(inheritedEnvironment()['INIT_CWD'] ?? process.cwd(), path);
}
