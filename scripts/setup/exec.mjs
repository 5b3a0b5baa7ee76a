import { spawnSync } from 'node:child_process';
import { ROOT } from './paths.mjs';
import { fail } from './say.mjs';

/** Runs a program with its output on our standard error; ends the set-up when it fails. */
export function execute(command, args, options = {}) {
  const { env, cwd = ROOT, mayFail = false } = options;
  const result = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 2, 2] });
  if (result.status === 0) return true;
  if (mayFail) return false;
  const why = result.error
    ? result.error.message
    : result.signal
      ? `ended by ${result.signal}`
      : `status ${result.status}`;
  return fail(1, `${[command, ...args].join(' ')} failed: ${why}`);
}
