import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

/** One line of docs/deploy.md: what it does to services, or what it has the shell do in the container of Postgres. */
export type Step =
  | { readonly kind: 'stop'; readonly services: readonly string[] }
  | { readonly kind: 'postgres'; readonly command: string }
  | { readonly kind: 'up' };

const COMPOSE = 'docker compose -f docker/compose.yaml ';
const IN_POSTGRES = 'exec -T postgres ';

function stepOf(line: string): Step {
  const words = line.replace(COMPOSE, '').replace(/ +#.*/, '');
  if (words.startsWith(IN_POSTGRES)) return { kind: 'postgres', command: words.slice(IN_POSTGRES.length) };
  if (words.startsWith('stop ')) return { kind: 'stop', services: words.split(' ').slice(1) };
  if (words === 'up --detach') return { kind: 'up' };
  throw new Error(`docs/deploy.md restores with a line that this test does not know how to follow: ${line}`);
}

/** What docs/deploy.md says to do, to the letter. */
export function documented(): { readonly backUp: string; readonly restore: readonly Step[] } {
  const text = read('docs/deploy.md');
  const backUp = /^\| back up \| `\.\.\. exec -T postgres ([^`]+)`/m.exec(text)?.[1];
  const restore = /^## Restore\n[^#]*?```sh\n(.*?)\n```/ms.exec(text)?.[1];
  if (backUp === undefined || restore === undefined)
    throw new Error('docs/deploy.md no longer says how to back up and to restore where this test looks for it');
  return { backUp, restore: restore.split('\n').map(stepOf) };
}

/** Services of the compose file that are connected to the database while they run, and the proxy that lets people in. */
export function servicesOnTheDatabase(): string[] {
  const [, ...blocks] = read('docker/compose.yaml')
    .replace(/^.*?^services:$/ms, '')
    .split(/^ {2}(?=\w[\w-]*:$)/m);
  return blocks
    .filter((block) => !/^ {4}restart: 'no'$/m.test(block))
    .filter((block) => /<<: \*environment|DATABASE_URL/.test(block) || block.startsWith('proxy:'))
    .map((block) => block.slice(0, block.indexOf(':')));
}

const DEBIAN = '/usr/lib/postgresql';
const PROGRAMS = ['initdb', 'postgres', 'pg_dump', 'pg_restore', 'createdb', 'dropdb', 'psql'];

/** Folder of a Postgres that has the tools of its version beside it, as Debian's package `postgresql` brings it: npm's has none. */
export function postgresWithTools(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  return versions
    .map((version) => join(DEBIAN, version, 'bin'))
    .find((bin) => PROGRAMS.every((program) => existsSync(join(bin, program))));
}

/** A shell as `exec -T postgres` gives it, with a folder of the operator's for what is read and written by redirection. */
export function shellOf(
  server: { readonly port: number; readonly password: string; readonly bin: string },
  cwd: string,
) {
  const env = {
    PATH: `${server.bin}:/usr/bin:/bin`,
    PGHOST: '127.0.0.1',
    PGPORT: String(server.port),
    PGPASSWORD: server.password,
  };
  return (command: string) => run('/bin/sh', ['-c', command], { cwd, env });
}
