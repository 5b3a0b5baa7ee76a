/** What a program knows of its network; nothing is assumed where it says nothing. */
export type Reachability = {
  /** False only while there is certainly no network: nothing is tried then. */
  readonly reachable: () => boolean;
  /** Calls back whenever that may have changed, or the network has become another one, until the returned function is called. */
  readonly subscribe: (changed: () => void) => () => void;
};

type BrowserLike = {
  readonly navigator?: { readonly onLine?: boolean };
  readonly addEventListener?: (type: string, listener: () => void) => void;
  readonly removeEventListener?: (type: string, listener: () => void) => void;
};

/** By the `online` and `offline` events of browsers; elsewhere a network is always taken to be there. */
export function browserReachability(): Reachability {
  // Looked for, not assumed.
  const { navigator, addEventListener, removeEventListener } = globalThis as BrowserLike;
  return {
    reachable: () => navigator?.onLine !== false,
    subscribe: (changed) => {
      if (addEventListener === undefined || removeEventListener === undefined) return () => undefined;
      const types = ['online', 'offline'];
      for (const type of types) addEventListener.call(globalThis, type, changed);
      return () => {
        for (const type of types) removeEventListener.call(globalThis, type, changed);
      };
    },
  };
}
