import { existsSync } from 'node:fs';
import { NODE, ROOT } from './paths.mjs';
import { execute } from './exec.mjs';
import { contentHash, isStamped, stamp } from './stamp.mjs';

const STAMP = 'apps/web/dist/.stamp';
const hash = () =>
  contentHash(['apps/web', 'packages/client/src', 'packages/contracts/src', 'node_modules/vite/package.json']);

export const web = {
  id: 'web',
  title: 'Web app',
  missing: () =>
    !existsSync(`${ROOT}/apps/web/index.html`) || isStamped(STAMP, hash()) ? [] : ['the web app, built from apps/web'],
  install() {
    execute(NODE, [`${ROOT}/node_modules/vite/bin/vite.js`, 'build', '--logLevel', 'warn'], {
      cwd: `${ROOT}/apps/web`,
      env: { NODE_ENV: 'production' },
    });
    stamp(STAMP, hash());
  },
};
