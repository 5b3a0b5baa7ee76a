import { renewSubmissions, type Claim } from '@docket/domain/judge/submission/record';
import type { Ctx } from '@docket/domain/ctx';
import { startPeriodic } from '@docket/queue/periodic';

/** Why judging stops before its verdict: somebody else owns the submission, or this process ends and gives it back. */
export type StopReason = 'overtaken' | 'handing back';

/** A claim held by this process. `lost` fires with a `StopReason`. */
export type HeldClaim = Claim & { readonly lost: AbortController };

/** Renews the leases of everything this process judges, together in one statement. */
export class LeaseKeeper {
  readonly #ctx: Ctx;
  readonly #leaseSeconds: number;
  readonly #held = new Set<HeldClaim>();
  readonly #loop: { stop: () => Promise<void> };

  constructor(ctx: Ctx, leaseSeconds: number) {
    this.#ctx = ctx;
    this.#leaseSeconds = leaseSeconds;
    this.#loop = startPeriodic('leases', (leaseSeconds * 1_000) / 4, ctx.log, () => this.#renew());
  }

  hold(claim: Claim): HeldClaim {
    const held = { ...claim, lost: new AbortController() };
    this.#held.add(held);
    return held;
  }

  drop(held: HeldClaim): void {
    this.#held.delete(held);
  }

  /** What is being judged right now. */
  get held(): readonly HeldClaim[] {
    return [...this.#held];
  }

  async #renew(): Promise<void> {
    const claims = this.held;
    if (claims.length === 0) return;
    const still = await renewSubmissions(this.#ctx, claims, this.#leaseSeconds);
    for (const claim of claims)
      if (!still.has(claim.submissionId) && this.#held.has(claim)) claim.lost.abort('overtaken' satisfies StopReason);
  }

  /** Asks everything under way to stop at its next test, to be given back. */
  handBack(): void {
    for (const claim of this.#held) claim.lost.abort('handing back' satisfies StopReason);
  }

  async stop(): Promise<void> {
    await this.#loop.stop();
  }
}
