import { runCanaries, type CanaryReport } from '@docket/sandbox/canaries';
import type { WorkerStatus } from '@docket/contracts/http/queue';
import type { Sandbox } from '@docket/sandbox/sandbox';
import { startPeriodic } from '@docket/queue/periodic';
import type { Logger } from '@docket/runtime/logger';
import { Counter, Gauge, type Registry } from '@docket/runtime/metrics';
import type { Slots } from './judge/slots.ts';

const EVERY_MS = 10 * 60_000;
/** A sandbox that did not answer may be back soon: it is asked after so long, and then each time after twice as long. */
const AFTER_FAULT_MS = 1_000;
const MOST_AFTER_FAULT_MS = 60_000;
/** The canaries wait this long for an idle worker, then they queue for a slot like everybody. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 1_000;

/** What can be taken out of rotation; the queue's consumer. */
export type Rotation = { readonly pause: () => Promise<void>; readonly resume: () => void };

/** `failing` names those that were not caught; `sandbox` when it did not get as far as that. */
export type CanaryState = NonNullable<WorkerStatus['sandbox']['canary']>;

export type CanaryOptions = {
  readonly sandbox: Sandbox;
  readonly slots: Slots;
  readonly log: Logger;
  readonly metrics: Registry;
  readonly everyMs?: number;
};

/**
 * Runs the sandbox's canaries: once before the worker takes anything up, then every 10 minutes in one slot.
 * A canary that is not caught takes the worker out of rotation until it is restarted, because a hole that shows only now
 * and then is still a hole. A sandbox that fails to run them (the engine restarts) does so until it runs them again.
 */
export class CanaryWatch {
  readonly #options: CanaryOptions;
  readonly #gauge: Gauge;
  readonly #rounds: Counter<'outcome'>;
  #last: CanaryReport | undefined;
  #slipped: string[] = [];
  #running = false;
  #rotation: Rotation | undefined;
  #onChange: () => void = () => undefined;
  #loop: { stop: () => Promise<void> } | undefined;
  #nextAt = 0;
  #faults = 0;
  #stopping = false;

  constructor(options: CanaryOptions) {
    this.#options = options;
    const registers = [options.metrics];
    this.#gauge = new Gauge({ name: 'canary_failing', help: 'Canaries that were not caught', registers });
    this.#rounds = new Counter({
      name: 'canary_rounds_total',
      help: 'Rounds of the canaries',
      labelNames: ['outcome'],
      registers,
    });
  }

  /** Why the worker is out of rotation; null when it is not. */
  get outOfRotation(): string | null {
    if (this.#slipped.length > 0) return `canaries were not caught: ${this.#slipped.join(', ')}`;
    if (this.#last === undefined) return 'the canaries have not been run yet';
    return this.#last.fault === null ? null : `the sandbox could not run the canaries: ${this.#last.fault}`;
  }

  get state(): CanaryState {
    const out = this.outOfRotation !== null && this.#last !== undefined;
    return {
      state: out ? 'failed' : this.#running || this.#last === undefined ? 'running' : 'passed',
      at: this.#last?.at.toISOString() ?? null,
      failing: this.#slipped.length > 0 ? this.#slipped : out ? ['sandbox'] : [],
    };
  }

  /** For `/readyz`. @throws the reason when out of rotation */
  check(): void {
    const why = this.outOfRotation;
    if (why !== null) throw new Error(why);
  }

  /** The first round. Never throws: a worker that fails it stays up, out of rotation, to be looked at. */
  async first(): Promise<void> {
    await this.#round();
  }

  /**
   * From now on what is given is paused while the worker is out of rotation, and the canaries run on a timer.
   * `onChange` is told after each round, to show it at once.
   */
  async guard(rotation: Rotation, onChange: () => void): Promise<void> {
    this.#rotation = rotation;
    this.#onChange = onChange;
    if (this.outOfRotation !== null) await rotation.pause();
    const everyMs = this.#options.everyMs ?? EVERY_MS;
    this.#nextAt = Date.now() + everyMs;
    this.#loop = startPeriodic('canaries', Math.min(LOOK_MS, everyMs), this.#options.log, () => this.#look(everyMs));
  }

  /**
   * A program could not be run for a fault of the sandbox. Until the canaries have run in it nothing more is taken up:
   * an engine that went away would otherwise cost each waiting submission its attempts within seconds.
   */
  async suspect(why: string): Promise<void> {
    if (this.#running || this.outOfRotation !== null) return;
    this.#last = { at: new Date(), ms: 0, slipped: [], fault: why };
    this.#nextAt = Date.now() - PATIENCE_MS;
    await this.#tell(this.#last, null);
    this.#onChange();
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#loop?.stop();
  }

  async #look(everyMs: number): Promise<void> {
    const late = Date.now() - this.#nextAt;
    // Once a hole was seen there is nothing more to learn.
    if (late < 0 || this.#slipped.length > 0 || this.#stopping) return;
    const { slots } = this.#options;
    if (slots.busy > 0 && late < PATIENCE_MS) return;
    const giveBack = slots.tryTake() ?? (await slots.take());
    try {
      await this.#round();
    } finally {
      giveBack();
      const soon = Math.min(everyMs, MOST_AFTER_FAULT_MS, AFTER_FAULT_MS * 2 ** this.#faults);
      this.#faults = this.outOfRotation === null ? 0 : this.#faults + 1;
      this.#nextAt = Date.now() + (this.outOfRotation === null ? everyMs : soon);
    }
  }

  async #round(): Promise<void> {
    const was = this.outOfRotation;
    this.#running = true;
    const report = await runCanaries(this.#options.sandbox);
    this.#running = false;
    this.#last = report;
    this.#slipped = report.slipped.map(({ name }) => name);
    await this.#tell(report, was);
    this.#onChange();
  }

  async #tell(report: CanaryReport, was: string | null): Promise<void> {
    const { log } = this.#options;
    const why = this.outOfRotation;
    this.#gauge.set(this.state.failing.length);
    this.#rounds.inc({ outcome: why === null ? 'passed' : report.fault === null ? 'slipped' : 'fault' });
    if (why !== null) {
      log.error({ slipped: report.slipped, fault: report.fault }, `out of rotation: ${why}`);
      await this.#rotation?.pause();
    } else {
      log.info({ ms: Math.round(report.ms) }, 'all canaries were caught');
      if (was !== null) this.#rotation?.resume();
    }
  }
}
