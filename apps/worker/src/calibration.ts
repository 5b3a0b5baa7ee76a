import { hostname } from 'node:os';
import type { WorkerCalibration } from '@docket/contracts/http/queue';
import { machineSpeed, noteMachineSpeed } from '@docket/domain/judge/calibration/machine-speed';
import { agreeOnReference } from '@docket/domain/judge/calibration/reference';
import { timeFactorOf } from '@docket/domain/judge/calibration/time-factor';
import type { Ctx } from '@docket/domain/spine/ctx';
import { startPeriodic } from '@docket/queue/periodic';
import type { JudgingSettings } from '@docket/runtime/settings/judge';
import type { Logger } from '@docket/runtime/logger';
import { Gauge, type Registry } from '@docket/runtime/metrics';
import { measureReference, REFERENCE_PROGRAM } from '@docket/sandbox/reference-program';
import type { Sandbox } from '@docket/sandbox/sandbox';
import type { Slots } from './judge/slots.ts';

/** A host that seems slow is measured again so soon, and then each time after twice as long: whatever else went on is over by then. */
const DOUBTFUL_MS = 15_000;
/** What starts beside a worker (floors, precompiled headers) is over by then. */
const SETTLED_MS = 2 * 60_000;
const EVERY_MS = 60 * 60_000;
/** Measured when idle; a worker that is never idle queues for a slot after so long. */
const PATIENCE_MS = 60_000;
const LOOK_MS = 5_000;
/** How soon an admin's choice of a reference is taken up. */
const COMPARE_MS = 60_000;

export type CalibrationOptions = {
  readonly setting: JudgingSettings['CALIBRATION'];
  /** Names the machine, which other workers may share. */
  readonly machine: string;
  readonly ctx: Pick<Ctx, 'db'>;
  readonly sandbox: Pick<Sandbox, 'compile' | 'load'>;
  readonly slots: Slots;
  readonly log: Logger;
  readonly metrics: Registry;
};

/**
 * Finds out how fast this host is, by a fixed program in a box, and by what CPU limits are multiplied here so that they mean
 * what they mean on the fleet's reference host (see record 9). Measured before the worker takes up work, two minutes later,
 * and every hour, when idle; sooner while the host seems slow. The best of all that the machine's workers measured in the last hour
 * counts. A host that cannot be measured keeps the factor it had, 1 at first.
 */
export class Calibration {
  readonly #options: CalibrationOptions;
  readonly #auto: boolean;
  readonly #gauge: Gauge;
  #factor: number;
  #measured: { readonly cpuMs: number; readonly at: Date } | undefined;
  #referenceMs: number | null = null;
  #nextAt = Number.POSITIVE_INFINITY;
  #compareAt = 0;
  /** How long until it is measured again while it seems slow, ms. */
  #doubtMs = DOUBTFUL_MS;
  #loop: { readonly stop: () => Promise<void> } | undefined;

  constructor(options: CalibrationOptions) {
    this.#options = options;
    this.#auto = options.setting === 'auto';
    this.#factor = typeof options.setting === 'number' ? options.setting : 1;
    this.#gauge = new Gauge({
      name: 'judge_time_factor',
      help: 'CPU limits are multiplied by it on this host',
      registers: [options.metrics],
    });
    this.#gauge.set(this.#factor);
  }

  /** To be stamped on evidence, and held to for a whole submission; undefined where hosts are not calibrated. */
  get timeFactor(): number | undefined {
    return this.#options.setting === 'off' ? undefined : this.#factor;
  }

  get report(): WorkerCalibration {
    const { setting } = this.#options;
    return {
      mode: typeof setting === 'number' ? 'fixed' : setting,
      factor: this.#factor,
      program: this.#measured === undefined ? null : REFERENCE_PROGRAM,
      measuredMs: this.#measured?.cpuMs ?? null,
      referenceMs: this.#referenceMs,
      at: this.#measured?.at.toISOString() ?? null,
    };
  }

  /** The first measurement. Never throws. */
  async first(): Promise<void> {
    if (!this.#auto) return;
    await this.#measure(SETTLED_MS);
  }

  /** From now on compares again every minute, and measures when it is time and nothing is judged. */
  start(): void {
    if (!this.#auto) return;
    this.#loop = startPeriodic('calibration', LOOK_MS, this.#options.log, () => this.#look());
  }

  async stop(): Promise<void> {
    await this.#loop?.stop();
  }

  async #look(): Promise<void> {
    const { slots } = this.#options;
    const late = performance.now() - this.#nextAt;
    if (late >= 0 && (slots.busy === 0 || late >= PATIENCE_MS)) {
      const giveBack = slots.tryTake() ?? (await slots.take());
      try {
        return await this.#measure(EVERY_MS);
      } finally {
        giveBack();
      }
    }
    if (performance.now() >= this.#compareAt) await this.#compare();
  }

  /** @param nextMs when it is due again, unless the host seems slow */
  async #measure(nextMs: number): Promise<void> {
    const { ctx, machine, sandbox, log } = this.#options;
    try {
      const cpuMs = await measureReference(sandbox);
      await noteMachineSpeed(ctx, { machine, program: REFERENCE_PROGRAM, cpuMs });
      await this.#compare();
    } catch (error) {
      log.warn({ err: error, factor: this.#factor }, 'this host could not be calibrated');
    }
    const doubtful = this.#factor > 1 && this.#doubtMs < nextMs;
    this.#nextAt = performance.now() + (doubtful ? this.#doubtMs : nextMs);
    this.#doubtMs = this.#factor > 1 ? this.#doubtMs * 2 : DOUBTFUL_MS;
  }

  async #compare(): Promise<void> {
    const { ctx, machine, log } = this.#options;
    const program = REFERENCE_PROGRAM;
    this.#compareAt = performance.now() + COMPARE_MS;
    // Nobody measured for an hour: what was found then still counts.
    const cpuMs = (await machineSpeed(ctx, { machine, program })) ?? this.#measured?.cpuMs;
    if (cpuMs === undefined) return;
    if (cpuMs !== this.#measured?.cpuMs) this.#measured = { cpuMs, at: new Date() };
    this.#referenceMs = await agreeOnReference(ctx, { program, cpuMs, host: hostname() });
    const factor = timeFactorOf(cpuMs, this.#referenceMs, this.#factor);
    if (factor !== this.#factor)
      log.warn({ measuredMs: cpuMs, referenceMs: this.#referenceMs, factor }, 'CPU limits are multiplied on this host');
    this.#factor = factor;
    this.#gauge.set(factor);
  }
}
