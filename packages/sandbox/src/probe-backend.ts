import { randomBytes } from 'node:crypto';
import type { Backend } from './backend.ts';
import { BoxFault } from './box.ts';
import { bootId } from './cgroup.ts';
import { MIB } from './backend.ts';
import type { SandboxLog } from './log.ts';

const LIMITS = { cpuMs: 2000, wallMs: 5000, memoryBytes: 64 * MIB, outputBytes: 4096, processes: 8 };
/** What must be so in a box: our own uid, no capabilities, no way to new ones, a filter, no network but loopback, nothing writable. */
const CHECK = `
set -eu
while read -r key value rest; do
  case "$key" in
    CapEff:|CapPrm:|CapAmb:) test "$value" = 0000000000000000 || { echo "a program has capabilities"; exit 1; } ;;
    NoNewPrivs:) test "$value" = 1 || { echo "no_new_privs is off"; exit 1; } ;;
    Seccomp:) test "$value" = 2 || { echo "no system call filter"; exit 1; } ;;
    Uid:) test "$value" != 0 || { echo "a program is root"; exit 1; } ;;
  esac
done < /proc/self/status
while read -r name rest; do case "$name" in Inter-*|face*|lo:*) ;; *) echo "a network is there: $name"; exit 1 ;; esac; done < /proc/net/dev
if (: > /usr/docket-probe) 2>/dev/null; then echo "the root file system is writable"; exit 1; fi
if (: < /proc/1/environ) 2>/dev/null; then echo "the runner can be looked into"; exit 1; fi
echo sound
`;

/**
 * Fails closed: opens one box and has a program in it look whether it is held as it should be.
 * Throws an Error made by `explain` from what went wrong.
 */
export async function probeBackend(backend: Backend, log: SandboxLog, explain: (why: string) => string): Promise<void> {
  try {
    const box = await backend.open({
      id: `${await bootId()}-${process.pid}-probe-${randomBytes(3).toString('hex')}`,
      trust: 'run',
      core: backend.cores[0] ?? 0,
    });
    if (box.unusedCgroup !== undefined)
      log.warn({ lack: box.unusedCgroup }, 'the cgroup made for a box cannot be used: memory is sampled instead');
    try {
      let said = '';
      const { evidence, stderr } = await box.run({
        argv: ['/bin/sh', '-c', CHECK],
        env: { PATH: '/usr/bin:/bin' },
        stderrKeepBytes: 1024,
        limits: LIMITS,
        onStdout: (chunk) => (said += Buffer.from(chunk).toString()),
      });
      if (said.trim() !== 'sound')
        throw new BoxFault(
          `${said.trim()} ${Buffer.from(stderr).toString()} (ended as ${JSON.stringify(evidence.exit)})`,
        );
    } finally {
      await box.close();
    }
  } catch (error) {
    throw new Error(explain(error instanceof Error ? error.message : String(error)), { cause: error });
  }
}
