import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { inheritedEnvironment } from '@docket/runtime/env';

/** What a process prints that has loaded the client of Prisma. */
export const CLIENT_LOADED = 'the client of Prisma was loaded';

/** Environment of a Node process that is to say so. */
export const noteClient = { NODE_OPTIONS: `--import=${fileURLToPath(import.meta.url)}` } as const;

// Only in the process it is handed to, not in the tests that hand it on.
if (inheritedEnvironment()['NODE_OPTIONS'] === noteClient.NODE_OPTIONS) {
  registerHooks({
    load(url, context, next) {
      if (url.includes('/packages/db/src/generated/')) process.stderr.write(`${CLIENT_LOADED}\n`);
      return next(url, context);
    },
  });
}
