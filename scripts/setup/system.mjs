import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { fail } from './say.mjs';

/** Ends with an explanation where the commands cannot work: they need Linux (namespaces, cgroups, Debian's packages). */
export function explainOtherSystems() {
  if (process.platform === 'linux') return;
  const system = process.platform === 'darwin' ? 'macOS' : process.platform;
  fail(
    2,
    `Programs are judged with Linux's own means of isolation, so on ${system} Docket runs in Docker:
  1. Install and start Docker (Docker Desktop, Colima, OrbStack or Podman).
  2. sh docker/make-env.sh
  3. docker compose -f docker/compose.yaml up --detach --build
  4. Open http://localhost:8080
README.md and docker/ say more. Nothing was installed.`,
  );
}

/** `ID` of /etc/os-release: debian, ubuntu, ... Empty where there is none. */
export function distribution() {
  try {
    return /^ID="?([^"\n]*)/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? '';
  } catch {
    return '';
  }
}

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** The words to put before a command so that it runs as root: none, sudo, or undefined where there is no way. */
export function rootPrefix() {
  if (process.getuid() === 0) return [];
  if (succeeds('sudo', ['-n', 'true'])) return ['sudo', '-n'];
  if (process.stdin.isTTY && succeeds('sudo', ['-V'])) return ['sudo'];
  return undefined;
}
