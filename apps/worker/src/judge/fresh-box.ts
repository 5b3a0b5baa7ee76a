import type { Ctx } from '@docket/domain/spine/ctx';
import { BoxFault } from '@docket/sandbox/box';

/** Faults of the sandbox are tried once more, in fresh boxes, before they count. */
const TRIES = 2;

/**
 * Runs `work` and, when the sandbox itself failed, once more.
 * @throws BoxFault of the last try, and at once whatever else `work` throws.
 */
export async function withFreshBox<T>(ctx: Ctx, what: string, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BoxFault) || attempt === TRIES) throw error;
      ctx.log.warn({ err: error, what }, 'the sandbox failed; trying once more in a fresh box');
    }
  }
}
