import { spawnSync } from 'node:child_process';
import { lchownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export type ServerUser = { readonly uid: number; readonly gid: number };

/** Of the embedded Postgres where root starts it, which it refuses to run as. */
const NAME = 'docket-postgres';
/** In every passwd file (initdb insists on an entry), and used by other programs as well. */
const NOBODY: ServerUser = { uid: 65_534, gid: 65_534 };

function find(): ServerUser | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${NAME}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

/**
 * The user that a server of ours runs as when root starts it: one of its own, so that no other program of the machine can read its files or
 * signal it. Made the first time. Where that is not possible (no `useradd`, `/etc` that cannot be written) it is `nobody`, who may be shared.
 */
export function serverUser(): ServerUser {
  const known = find();
  if (known !== undefined) return known;
  const options = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  spawnSync('useradd', [...options, '--shell', '/usr/sbin/nologin', '--comment', 'Postgres of Docket', NAME], {
    env: { PATH: '/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin' },
    stdio: 'ignore',
    timeout: 10_000,
  });
  // Also when it was made by another process at the same moment.
  return find() ?? NOBODY;
}

/** Gives a folder and all in it to a user, where another had it. */
export function giveTo(user: ServerUser, folder: string): void {
  if (statSync(folder).uid === user.uid) return;
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    lchownSync(join(folder, entry), user.uid, user.gid);
  // Last, so that what is left half done is done at the next start.
  lchownSync(folder, user.uid, user.gid);
}
