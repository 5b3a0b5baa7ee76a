/** `offline`: this device has no network. `away`: it has, but the server did not answer the last time. */
export type ReachState = 'here' | 'offline' | 'away';

/** Whether the server can be reached, as far as the browser and the calls that were made know. */
export class Reach {
  readonly #listeners = new Set<() => void>();
  #network: boolean;
  #answered = true;

  constructor(network: boolean) {
    this.#network = network;
  }

  get state(): ReachState {
    if (!this.#network) return 'offline';
    return this.#answered ? 'here' : 'away';
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What the browser says of the network. With a new one nothing is known against the server. */
  setNetwork(network: boolean): void {
    this.#change(() => {
      this.#network = network;
      if (network) this.#answered = true;
    });
  }

  /** What a call came to: answered by the server, if only with a refusal, or not at all. */
  told(answered: boolean): void {
    this.#change(() => {
      this.#answered = answered;
    });
  }

  #change(change: () => void): void {
    const before = this.state;
    change();
    if (this.state !== before) for (const listener of this.#listeners) listener();
  }
}

/** A proxy answers so for a server that is away; the server's own refusals say which they are. */
function isProxys(response: Response): boolean {
  const problem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  return response.status >= 502 && response.status <= 504 && !problem;
}

/** Wraps a fetch, so that `reach` hears what becomes of each call. */
export function reaching(reach: Reach, send: typeof fetch): typeof fetch {
  return async (input, init) => {
    try {
      const response = await send(input, init);
      reach.told(!isProxys(response));
      return response;
    } catch (error) {
      // Who gave up waiting knows nothing.
      if (init?.signal?.aborted !== true) reach.told(false);
      throw error;
    }
  };
}
