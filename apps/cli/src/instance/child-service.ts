import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endChild, exited, spawnChild } from '@docket/runtime/embedded/process';
import { note } from '../output.ts';

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
};

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

  /** Asks `/readyz` until it says yes. @throws with the end of its log when it keeps dying or `timeoutMs` is over. */
  async ready(timeoutMs: number): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    let answer = 'no answer';
    while (Date.now() < deadline && !this.#stopping) {
      if (this.#failedStarts >= FAILED_STARTS)
        throw new Error(`${this.spec.name} does not start. The end of ${this.spec.logFile}:\n${this.#logTail()}`);
      try {
        const response = await fetch(this.spec.readyUrl, { signal: AbortSignal.timeout(5_000) });
        answer = await response.text();
        if (response.ok) {
          this.#wasReady = true;
          return;
        }
      } catch {
        // Not listening yet.
      }
      await sleep(25);
    }
    throw new Error(
      `${this.spec.name} is not ready after ${timeoutMs / 1000} s (${answer}). The end of ${this.spec.logFile}:\n${this.#logTail()}`,
    );
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
