import { spawnSync } from 'node:child_process';
import { ROOT } from './paths.mjs';
import { fail, say } from './say.mjs';
import { rootPrefix } from './system.mjs';

/** Seconds for which another apt may go on: an unattended upgrade of a whole system takes minutes. */
const PATIENCE = 900;
const PAUSE_MS = 1_000;

/** What apt says of a lock that somebody has: the file, and who it is where apt can tell. */
const HELD = /Could not get lock (\S+?)\.? (?:- open|It is held by process (\d+) \((.+?)\))/;

const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);

/** One try; what it says on standard error is kept to look for a lock in it, and then handed on. */
function tryApt(words) {
  const [first, ...before] = [...rootPrefix(), 'env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C.UTF-8', 'apt-get'];
  // apt can wait itself, but for one of its locks alone, that of dpkg; so it is told not to, and all of them are waited for here.
  const args = [...before, '-q', '-o', 'DPkg::Lock::Timeout=0', ...words];
  const result = spawnSync(first, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const held = HELD.exec(result.stderr ?? '');
  return { ...result, held: result.status === 0 ? null : held };
}

/**
 * Runs apt-get with its output on our standard error. While another apt has one of its locks it waits, and says for whom.
 * Ends the set-up when it fails, or when the lock is not to be had in `patience` seconds.
 * @returns whether it succeeded; only with `mayFail` can that be false, and never because of a lock
 */
export function aptGet(words, { mayFail = false, patience = PATIENCE } = {}) {
  const end = Date.now() + patience * 1_000;
  for (let told = false; ; told = true) {
    const { status, stderr, error, held } = tryApt(words);
    if (held === null) {
      process.stderr.write(stderr ?? '');
      if (status === 0) return true;
      if (mayFail) return false;
      return fail(1, `apt-get ${words.join(' ')} failed: ${error?.message ?? `status ${status}`}`);
    }
    const [, file, pid, name] = held;
    const who = pid === undefined ? 'another program' : `${name} (process ${pid})`;
    if (Date.now() >= end)
      return fail(
        1,
        `apt-get ${words[0]} needs ${file}, which ${who} has had for ${patience} s.\nLet it come to its end, or end it, and run this again.`,
      );
    if (!told) say(`${who} is using apt: waiting up to ${patience} s for ${file}`);
    pause();
  }
}
