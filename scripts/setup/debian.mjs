import { existsSync } from 'node:fs';
import { aptGet } from './apt.mjs';
import { execute } from './exec.mjs';
import { rootPrefix } from './system.mjs';

/** Debian package, a file that shows it is there, and what it is for. */
const PACKAGES = [
  {
    name: 'redis-server',
    file: '/usr/bin/redis-server',
    use: 'the queues',
    unless: () => Boolean(process.env.REDIS_URL),
  },
  { name: 'bubblewrap', file: '/usr/bin/bwrap', use: 'the sandbox', unless: () => process.env.SANDBOX === 'docker' },
  { name: 'gcc', file: '/usr/bin/gcc', use: 'C, and the sandbox runner' },
  { name: 'libc6-dev', file: '/usr/include/stdio.h', use: 'C' },
  { name: 'g++', file: '/usr/bin/g++', use: 'C++' },
  { name: 'python3', file: '/usr/bin/python3', use: 'Python' },
  { name: 'default-jdk-headless', file: '/usr/bin/javac', use: 'Java' },
];

const lacking = () => PACKAGES.filter(({ file, unless }) => !existsSync(file) && !unless?.());

let updated = false;

/** Installs Debian packages without asking anything; the package lists are fetched once per run. @param patience seconds that another apt may take */
export function aptInstall(names, patience) {
  // One broken third-party source must not keep Debian's own packages from being found.
  if (!updated) aptGet(['update'], { mayFail: true, patience });
  updated = true;
  aptGet(['install', '-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', ...names], { patience });
}

/** Why apt cannot be used for these packages, or undefined. */
export function aptObstacle(names = lacking().map(({ name }) => name)) {
  const list = names.join(' ');
  if (!existsSync('/usr/bin/apt-get'))
    return `This is not Debian or Ubuntu. Install what these packages hold in your system's way, then try again: ${list}`;
  if (rootPrefix() === undefined)
    return `Root or sudo is needed for that. Ask somebody who has it to run:\n  apt-get install --no-install-recommends ${list}`;
  return undefined;
}

export const debian = {
  id: 'debian',
  title: 'Debian packages',
  missing: () => lacking().map(({ name, use }) => `Debian package ${name} (${use}), with apt-get`),
  obstacle: () => aptObstacle(),
  install() {
    const names = lacking().map(({ name }) => name);
    aptInstall(names);
    // Debian starts a Redis for the whole machine. Nobody asked for that one; ours are started with their own port and folder.
    if (names.includes('redis-server') && existsSync('/run/systemd/system')) {
      const [first, ...rest] = [...rootPrefix(), 'systemctl', 'disable', '--now', 'redis-server'];
      execute(first, rest, { mayFail: true });
    }
  },
};
