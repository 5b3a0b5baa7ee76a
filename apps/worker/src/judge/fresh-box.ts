import type { Ctx } from '@docket/domain/spine/ctx';
import { BoxFault } from '@docket/sandbox/box';

/** The sandbox failed, in fresh boxes too: not what is judged is to blame, but this worker or its engine. */
export class SandboxFailed extends Error {
  override readonly name = 'SandboxFailed';
}

/** Faults of the sandbox are tried once more, in fresh boxes, before they count. */
const TRIES = 2;

/**
 * Runs `work` and, when the sandbox itself failed, once more.
 * @throws SandboxFailed after the last try, and at once whatever else `work` throws.
 */
export async function withFreshBox<T>(ctx: Ctx, what: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BoxFault)) throw error;
      if (attempt === TRIES) throw new SandboxFailed(error.message, { cause: error });
      ctx.log.warn({ err: error, what }, 'the sandbox failed; trying once more in a fresh box');
    }
  }
}
