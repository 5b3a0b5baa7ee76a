import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server may only see this much of our environment: no PG*, no secrets. */
const CLEAN_ENV = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } as const;

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path));

/** Runs as another user; `crossDirectories` lets it pass folders that user may not enter, such as `/root`. */
export type RunAs = { readonly uid: number; readonly gid: number; readonly crossDirectories: boolean };

export type ChildOptions = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly runAs?: RunAs | undefined;
  /** Sent to the child by the kernel when this process dies, however it dies. Linux only; spawn from the main thread. */
  readonly signalWhenParentDies?: NodeJS.Signals;
  readonly stdout?: 'pipe' | 'ignore' | 'inherit' | number;
};

/**
 * Starts a child process that does not outlive this one, through util-linux's `setpriv` where there is one:
 * it sets the parent-death signal and changes the user in the right order (changing the user clears the signal).
 */
export function spawnChild(command: string, args: readonly string[], options: ChildOptions): ChildProcess {
  const output = options.stdout ?? 'pipe';
  const base = {
    cwd: options.cwd,
    env: { ...(options.env ?? CLEAN_ENV) },
    stdio: ['ignore', output, output] as const,
    // A session of its own: a terminal's Ctrl-C reaches us alone, and we stop our children in order.
    detached: true,
  };
  if (SETPRIV === undefined) {
    const user = options.runAs === undefined ? {} : { uid: options.runAs.uid, gid: options.runAs.gid };
    return listened(spawn(command, [...args], { ...base, ...user, stdio: [...base.stdio] }));
  }
  const wrapper: string[] = [];
  if (options.runAs !== undefined) {
    wrapper.push(`--reuid=${options.runAs.uid}`, `--regid=${options.runAs.gid}`, '--clear-groups');
    // Without that bit access(2), which initdb asks about its own binaries, leaves capabilities out.
    if (options.runAs.crossDirectories) wrapper.push('--securebits=+no_setuid_fixup');
    const capabilities = options.runAs.crossDirectories ? '-all,+dac_override' : '-all';
    wrapper.push(`--inh-caps=${capabilities}`, `--ambient-caps=${capabilities}`);
  }
  if (options.signalWhenParentDies !== undefined)
    wrapper.push('--pdeathsig', options.signalWhenParentDies.replace('SIG', ''));
  return listened(spawn(SETPRIV, [...wrapper, '--', command, ...args], { ...base, stdio: [...base.stdio] }));
}

const failed = new WeakSet<ChildProcess>();

/** A program that cannot be started, or signalled, is told by an event that would end us if nobody listened. */
function listened(child: ChildProcess): ChildProcess {
  return child.on('error', () => void (child.pid === undefined && failed.add(child)));
}

export type ChildEnd = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

/** Resolves with how the child ended, also when it ended before the call. */
export async function exited(child: ChildProcess): Promise<ChildEnd> {
  if (child.exitCode === null && child.signalCode === null && !failed.has(child)) {
    const { promise, resolve } = Promise.withResolvers<void>();
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
    await promise;
  }
  return { code: child.exitCode, signal: child.signalCode };
}

/** Sends `signal`, waits up to `graceMs`, then kills. */
export async function endChild(child: ChildProcess, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await exited(child);
  clearTimeout(timer);
}

/** Is there a process with this id? One of another user counts. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Command line of a process, words separated by spaces; empty where /proc does not tell. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}

/** When a process started, in clock ticks since boot: together with the id it names one process for good. Null where /proc does not tell. */
export function startedAt(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

/** Ends a process that is not our child: `signal`, up to `graceMs`, then SIGKILL. */
export async function endProcess(pid: number, signal: NodeJS.Signals, graceMs: number): Promise<void> {
  if (!isAlive(pid)) return;
  process.kill(pid, signal);
  const deadline = Date.now() + graceMs;
  while (isAlive(pid) && Date.now() < deadline) await sleep(25);
  if (!isAlive(pid)) return;
  process.kill(pid, 'SIGKILL');
  while (isAlive(pid)) await sleep(25);
}
