import { existsSync } from 'node:fs';
import { NODE, ROOT } from './paths.mjs';
import { execute } from './exec.mjs';
import { contentHash, isStamped, stamp } from './stamp.mjs';

const STAMP = 'packages/db/src/generated/.stamp';

/** Schema and version of the generator; the lockfile names the latter, but changes for other reasons too often. */
const hash = () => contentHash(['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json']);

export const prisma = {
  id: 'prisma',
  title: 'Database client',
  missing: () => (isStamped(STAMP, hash()) ? [] : ['the database client, generated from prisma/schema']),
  install() {
    if (!existsSync(`${ROOT}/prisma/schema`)) return;
    // Generating needs no schema engine, but the command wants to download one unless it is told where it is.
    const env = {
      PRISMA_SCHEMA_ENGINE_BINARY: '/bin/true',
      CHECKPOINT_DISABLE: '1',
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      NO_COLOR: '1',
    };
    execute(NODE, [`${ROOT}/node_modules/prisma/build/index.js`, 'generate', '--no-hints'], { env });
    stamp(STAMP, hash());
  },
};
