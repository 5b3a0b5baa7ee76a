import { spawn } from 'node:child_process';
import { existsSync, fstatSync, writeSync } from 'node:fs';
import { dirname, delimiter } from 'node:path';
import { ROOT, NODE } from './paths.mjs';

const SETPRIV = '/usr/bin/setpriv';

/** Where `scripts/run.sh` reads what to become. */
const SHELL = 3;

function shellReads() {
  try {
    return process.env.DOCKET_RUN === 'sh' && fstatSync(SHELL).isFIFO();
  } catch {
    return false;
  }
}

const quoted = (word) => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Runs the real command in our place. For `scripts/run.sh` that is to tell it, and to end: the shell becomes the command. Called
 * by anybody else we stay and wait: same terminal, same status, signals handed on, and it ends if we are killed.
 */
export function run([program, args]) {
  const path = `${dirname(NODE)}${delimiter}${process.env.PATH ?? ''}`;
  if (shellReads()) {
    const words = [program, ...args].map(quoted).join(' ');
    writeSync(SHELL, `cd ${quoted(ROOT)} && PATH=${quoted(path)} exec ${words}`);
    return;
  }
  const env = { ...process.env, PATH: path };
  const [command, before] = existsSync(SETPRIV) ? [SETPRIV, ['--pdeathsig', 'TERM', '--', program]] : [program, []];
  const child = spawn(command, [...before, ...args], { cwd: ROOT, env, stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A terminal sends Ctrl-C to both of us; only a SIGINT meant for us alone is handed on.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
  child.on('error', (error) => {
    process.stderr.write(`set-up: ${program} did not start: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (status, signal) => {
    if (signal === null) process.exit(status ?? 1);
    // Ended by a signal: end the same way, so that shells and supervisors see it.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
