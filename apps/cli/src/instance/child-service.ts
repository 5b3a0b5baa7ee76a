import type { ChildProcess } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild, exited, spawnChild } from '@docket/runtime/embedded/process';
import { CommandError, note } from '../output.ts';
import { readReport } from './ready-report.ts';

export type ServiceSpec = {
  readonly name: string;
  /** Path of its main.ts from the root. */
  readonly entry: string;
  /** For Node itself, before the entry. */
  readonly nodeArguments?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly logFile: string;
  /** Where `/readyz` answers. */
  readonly readyUrl: string;
  /** What `/readyz` must call itself: on a port that we chose a neighbour may have been faster. */
  readonly installation: string;
  /** Checks that will not mend by waiting, with what to tell people when one fails at the start. */
  readonly hopeless: Readonly<Record<string, (why: string) => string>>;
};

/** A port was free when we looked, and somebody else's when the service wanted it. */
export class PortTaken extends CommandError {}

const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 10_000;
/** One that ran this long was healthy: its next death starts the delays anew. */
const HEALTHY_MS = 30_000;
/** Deaths before it was ever ready, after which the start is given up. */
const FAILED_STARTS = 3;

/** One service as a child process that is started again when it dies, with growing delays. Owns the process. */
export class ChildService {
  readonly spec: ServiceSpec;
  readonly #cwd: string;
  #child: ChildProcess | undefined;
  #stopping = false;
  #wasReady = false;
  #portTaken = false;
  /** Where in the log file the words of the present process begin. */
  #logFrom = 0;
  #failedStarts = 0;

  constructor(spec: ServiceSpec, cwd: string) {
    this.spec = spec;
    this.#cwd = cwd;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    void this.#keepRunning();
  }

  async #keepRunning(): Promise<void> {
    let delay = FIRST_DELAY_MS;
    while (!this.#stopping) {
      const startedAt = Date.now();
      const end = await this.#runOnce();
      if (this.#stopping) return;
      if (!this.#wasReady && this.#words().includes('EADDRINUSE')) {
        this.#portTaken = true;
        return;
      }
      if (!this.#wasReady && ++this.#failedStarts >= FAILED_STARTS) return;
      if (Date.now() - startedAt > HEALTHY_MS) delay = FIRST_DELAY_MS;
      note(`${this.spec.name} ended (${end}); starting it again in ${delay} ms. Its log: ${this.spec.logFile}`);
      await sleep(delay);
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
    }
  }

  async #runOnce(): Promise<string> {
    mkdirSync(dirname(this.spec.logFile), { recursive: true });
    const log = openSync(this.spec.logFile, 'a', 0o600);
    try {
      this.#logFrom = fstatSync(log).size;
      this.#child = spawnChild(process.execPath, [...(this.spec.nodeArguments ?? []), this.spec.entry], {
        cwd: this.#cwd,
        env: this.spec.env,
        stdout: log,
        signalWhenParentDies: 'SIGTERM',
      });
    } finally {
      closeSync(log);
    }
    const { code, signal } = await exited(this.#child);
    return signal ?? `status ${code ?? 'unknown'}`;
  }

  /**
   * Asks `/readyz` until it says yes.
   * @throws PortTaken when somebody else has its port; CommandError when waiting is hopeless; Error with the end of its
   * log when it keeps dying or `timeoutMs` is over
   */
  async ready(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    let answer = 'no answer';
    while (Date.now() < deadline && !this.#stopping) {
      if (this.#portTaken)
        throw new PortTaken(`${new URL(this.spec.readyUrl).host}, which ${this.spec.name} was to have, is in use`);
      if (this.#failedStarts >= FAILED_STARTS)
        throw new Error(`${this.spec.name} does not start. The end of ${this.spec.logFile}:\n${this.#logTail()}`);
      try {
        const response = await fetch(this.spec.readyUrl, { signal: AbortSignal.timeout(5_000) });
        answer = await response.text();
        if (this.#accepts(answer) && response.ok) {
          this.#wasReady = true;
          return;
        }
      } catch (error) {
        if (error instanceof CommandError) throw error;
        // Not listening yet.
      }
      await sleep(25);
    }
    throw new Error(
      `${this.spec.name} is not ready after ${timeoutMs / 1000} s (${answer}). The end of ${this.spec.logFile}:\n${this.#logTail()}`,
    );
  }

  /** Is it our service that answers? @throws CommandError when it says what no waiting will change */
  #accepts(answer: string): boolean {
    const report = readReport(answer);
    if (report?.installation !== this.spec.installation) return false;
    for (const { name, ok, error } of report.checks) {
      const explain = this.spec.hopeless[name];
      if (!ok && explain !== undefined) throw new CommandError(explain(error ?? 'it does not say why'));
    }
    return true;
  }

  /** What the process that runs, or ran last, has written. */
  #words(): string {
    return readFileSync(this.spec.logFile).subarray(this.#logFrom).toString('utf8');
  }

  #logTail(): string {
    return readFileSync(this.spec.logFile, 'utf8').split('\n').slice(-12).join('\n').trim();
  }

  /** SIGTERM, then SIGKILL after `graceMs`. It is not started again. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    if (this.#child !== undefined) await endChild(this.#child, 'SIGTERM', graceMs);
  }
}
