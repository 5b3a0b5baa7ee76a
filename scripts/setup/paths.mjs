import { fileURLToPath } from 'node:url';

/** The repository's root, without a slash at the end. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');

/** Node 24, as the lockfile brings it. */
export const NODE = `${ROOT}/node_modules/.bin/node`;
