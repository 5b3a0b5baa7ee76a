import type { WorkerReport } from '@docket/domain/judge/queue/workers';
import { leaveSeats, seatWorker, type CoreSeats } from '@docket/domain/judge/queue/core-seats';
import type { Ctx } from '@docket/domain/spine/ctx';
import { startPeriodic } from '@docket/queue/periodic';
import type { Logger } from '@docket/runtime/logger';
import type { ChooseCores } from '@docket/sandbox/cores';

const EVERY_MS = 5_000;

/** Keeps this worker's slots spread over the machine's cores beside those of other workers, in whatever containers these are. */
export class CoreSeating {
  readonly #ctx: Pick<Ctx, 'db'>;
  readonly #workerId: string;
  readonly #machine: string;
  readonly #slots: number;
  readonly #log: Logger;
  #seats: CoreSeats | undefined;
  #loop: { readonly stop: () => Promise<void> } | undefined;

  constructor(options: {
    readonly ctx: Pick<Ctx, 'db'>;
    readonly workerId: string;
    /** Names the machine. */
    readonly machine: string;
    readonly slots: number;
    readonly log: Logger;
  }) {
    this.#ctx = options.ctx;
    this.#workerId = options.workerId;
    this.#machine = options.machine;
    this.#slots = options.slots;
    this.#log = options.log;
  }

  /** For the sandbox. Throws when the database cannot be asked: a worker without it has nothing to do. */
  readonly choose: ChooseCores = async (cores) => {
    await this.#seat(cores);
    this.#loop = startPeriodic('cores', EVERY_MS, this.#log, () => this.#seat(cores));
    return (slot) => this.#seats?.cores[slot] ?? 0;
  };

  get report(): WorkerReport['cores'] {
    return this.#seats && { bySlot: [...this.#seats.cores], shared: this.#seats.shared };
  }

  async stop(): Promise<void> {
    await this.#loop?.stop();
    await leaveSeats(this.#ctx, { workerId: this.#workerId });
  }

  async #seat(cores: readonly number[]): Promise<void> {
    const [machine, workerId, slots] = [this.#machine, this.#workerId, this.#slots];
    const seats = await seatWorker(this.#ctx, { workerId, machine, cores, slots });
    const [was, now] = [this.#seats?.shared ?? 0, seats.shared];
    this.#seats = seats;
    if (now > 0 && was === 0)
      this.#log.warn(
        { cores: seats.cores, shared: now, machineCores: cores.length },
        `this machine has ${cores.length} cores and more slots than that: programs share cores with ${now} slots of other workers and take longer by the clock. Start fewer workers here, or set WORKER_SLOTS lower`,
      );
    if (now === 0 && was > 0) this.#log.info({ cores: seats.cores }, 'the cores are shared with no other worker now');
  }
}
