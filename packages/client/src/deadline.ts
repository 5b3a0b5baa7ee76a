import { networkError } from './errors.ts';

/** What an aborted call throws: the signal's own reason, which React Native's signals do not have. */
export function abortReason(signal: AbortSignal): unknown {
  return signal.reason ?? Object.assign(new Error('The call was aborted.'), { name: 'AbortError' });
}

/** A signal's reason is whatever its owner gave, an error or not. */
export function fail(reject: (reason: unknown) => void, reason: unknown): void {
  reject(reason);
}

/**
 * Lets `work` run for `ms` milliseconds at most. It is given a signal that aborts then, and with `outer`; whether it heeds the signal or not, the
 * promise settles.
 * @throws DocketApiError `network` when the time is over; the reason of `outer` when that aborts; otherwise what `work` throws
 */
export function withDeadline<T>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (outer?.aborted === true) {
      fail(reject, abortReason(outer));
      return;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => giveUp(networkError(undefined, ms)), ms);
    const onAbort = () => giveUp(outer === undefined ? undefined : abortReason(outer));
    const stop = () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    };
    const giveUp = (error: unknown) => {
      stop();
      fail(reject, error);
      controller.abort();
    };
    outer?.addEventListener('abort', onAbort);
    work(controller.signal).then(resolve, reject).finally(stop);
  });
}

/** Resolves after `ms` milliseconds. @throws the reason of `signal`, as soon as it aborts */
export function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      fail(reject, abortReason(signal));
      return;
    }
    const onAbort = () => {
      clearTimeout(timer);
      if (signal !== undefined) fail(reject, abortReason(signal));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
