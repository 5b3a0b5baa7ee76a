import type { Request } from 'express';
import { DocketError } from '@docket/contracts/errors';
import { requireUser, type Ctx } from '@docket/domain/spine/ctx';
import type { Throttle } from '../http/throttle.ts';
import { addressOf } from './identity.ts';

/** A password asked for again is guessed at no faster than at the log-in. Where none is given nothing is counted, and no count forgotten. */
export async function guarded<T>(
  throttle: Throttle,
  ctx: Ctx,
  request: Request,
  password: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (password === undefined) return work();
  const attempt = await throttle.login(() => Promise.resolve(requireUser(ctx).userId), addressOf(request));
  try {
    const result = await work();
    await attempt.succeeded();
    return result;
  } catch (error) {
    if (!(error instanceof DocketError && error.code === 'wrong_password')) await attempt.undone();
    throw error;
  }
}
