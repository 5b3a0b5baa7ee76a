import { useSyncExternalStore } from 'react';

export type LocalValue<T> = {
  readonly get: () => T | undefined;
  /** Says whether it was stored, which a browser may refuse. */
  readonly set: (value: T | undefined) => boolean;
  /** Called for changes from here and from other tabs. */
  readonly subscribe: (listener: () => void) => () => void;
};

/**
 * One value in localStorage, as JSON. `read` turns what was stored into a value, or undefined for what it does not
 * know. Where storage is blocked or full the value lives as long as the page.
 */
export function localValue<T>(key: string, read: (stored: unknown) => T | undefined): LocalValue<T> {
  const listeners = new Set<() => void>();
  let current = load();

  function load(): T | undefined {
    try {
      return read(JSON.parse(localStorage.getItem(key) ?? 'null'));
    } catch {
      return undefined;
    }
  }

  function notify(): void {
    for (const listener of listeners) listener();
  }

  window.addEventListener('storage', (event) => {
    if (event.key !== key && event.key !== null) return;
    current = load();
    notify();
  });

  return {
    get: () => current,
    set: (value) => {
      current = value;
      let stored = true;
      try {
        if (value === undefined) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify(value));
      } catch {
        stored = false;
      }
      notify();
      return stored;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useLocalValue<T>(value: LocalValue<T>): T | undefined {
  return useSyncExternalStore(value.subscribe, value.get);
}
