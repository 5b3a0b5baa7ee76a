import { useEffect, useMemo } from 'react';

/** Keeps the screen from going dark between `start` and `end`, where the browser can. */
export function useAwake(): { readonly start: () => void; readonly end: () => void } {
  const awake = useMemo(() => {
    let lock: WakeLockSentinel | undefined;
    let wanted = false;
    const end = () => {
      wanted = false;
      void lock?.release().catch(() => undefined);
      lock = undefined;
    };
    const start = () => {
      wanted = true;
      if (!('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (got) => {
          lock = got;
          if (!wanted) end();
        },
        () => undefined, // On a low battery it is refused.
      );
    };
    return { start, end };
  }, []);
  useEffect(() => awake.end, [awake]);
  return awake;
}
