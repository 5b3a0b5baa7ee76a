import { renewTasks, type Hold } from '@docket/domain/judge/queue/hold';
import type { Ctx } from '@docket/domain/spine/ctx';
import { startPeriodic } from '@docket/queue/periodic';

/** Why judging stops before its end: somebody else owns the task, or this process ends and gives it back. */
export type StopReason = 'overtaken' | 'handing back';

/** A claim held by this process. `lost` fires with a `StopReason`. */
export type HeldTask = Hold & { readonly lost: AbortController };

/** Renews the leases of everything this process judges, together in one statement. */
export class LeaseKeeper {
  readonly #ctx: Ctx;
  readonly #leaseSeconds: number;
  readonly #held = new Set<HeldTask>();
  readonly #loop: { stop: () => Promise<void> };

  constructor(ctx: Ctx, leaseSeconds: number) {
    this.#ctx = ctx;
    this.#leaseSeconds = leaseSeconds;
    this.#loop = startPeriodic('leases', (leaseSeconds * 1_000) / 4, ctx.log, () => this.#renew());
  }

  hold(hold: Hold): HeldTask {
    const held = { ...hold, lost: new AbortController() };
    this.#held.add(held);
    return held;
  }

  drop(held: HeldTask): void {
    this.#held.delete(held);
  }

  async #renew(): Promise<void> {
    const holds = [...this.#held];
    if (holds.length === 0) return;
    const still = await renewTasks(this.#ctx, holds, this.#leaseSeconds);
    for (const hold of holds)
      if (!still.has(hold.taskId) && this.#held.has(hold)) hold.lost.abort('overtaken' satisfies StopReason);
  }

  /** Asks everything under way to stop at its next test, to be given back. */
  handBack(): void {
    for (const hold of this.#held) hold.lost.abort('handing back' satisfies StopReason);
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }
}
