import { useEffect, useState } from 'react';

/** Keeps the screen from going dark while it is wanted, where the browser can. */
class Awake {
  #lock: WakeLockSentinel | undefined;
  #wanted = false;

  readonly start = (): void => {
    this.#wanted = true;
    if (!('wakeLock' in navigator)) return;
    navigator.wakeLock.request('screen').then(
      (lock) => {
        this.#lock = lock;
        if (!this.#wanted) this.end();
      },
      () => undefined, // On a low battery it is refused.
    );
  };

  readonly end = (): void => {
    this.#wanted = false;
    void this.#lock?.release().catch(() => undefined);
    this.#lock = undefined;
  };
}

/** Keeps the screen on between `start` and `end`, and no longer than the component is there. */
export function useAwake(): Pick<Awake, 'start' | 'end'> {
  const [awake] = useState(() => new Awake());
  useEffect(() => awake.end, [awake]);
  return awake;
}
