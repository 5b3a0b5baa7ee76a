import { randomKey } from '@docket/client/random-key';

/** After that nobody takes what is asked for as the same wish. */
const OPEN_MS = 10 * 60_000;
const PREFIX = 'docket.intent.';

/** Where the keys of open intents are kept; a browser's `localStorage`, which all its tabs share and a reload leaves alone. */
export type KeyShelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The key of what is being asked for, until it is known what became of it. */
export class Intent {
  readonly #name: string | undefined;
  readonly #shelf: KeyShelf | undefined;
  #open: { readonly of: string; readonly key: string } | undefined;

  /**
   * @param name of what is done to what, such as `confirm.<booking>`: then the key is the same in every tab and after a
   * reload, so that neither makes a second thing of one wish. Without it the key is the page's own.
   */
  constructor(name?: string, shelf?: KeyShelf) {
    this.#name = name;
    this.#shelf = name === undefined ? undefined : shelf;
  }

  keyOf(input: unknown, now = Date.now()): string {
    // A map or a set would be told as nothing, and two of them taken for one.
    const of =
      JSON.stringify(input, (_, part: unknown) => (part instanceof Map || part instanceof Set ? [...part] : part)) ??
      '';
    const shelved = this.#shelved(of, now);
    if (shelved !== undefined) this.#open = { of, key: shelved };
    else if (this.#open?.of !== of) this.#open = { of, key: randomKey() };
    this.#shelve(this.#open, now);
    return this.#open?.key ?? randomKey();
  }

  end(): void {
    try {
      if (this.#open !== undefined) this.#shelf?.removeItem(this.#place(this.#open.of));
    } catch {
      // Nothing is kept here, so there is nothing to take away.
    }
    this.#open = undefined;
  }

  #place(of: string): string {
    return `${PREFIX}${this.#name ?? ''}.${shortHash(of)}`;
  }

  #shelved(of: string, now: number): string | undefined {
    try {
      const [at, key] = (this.#shelf?.getItem(this.#place(of)) ?? '').split(' ');
      return key !== undefined && now - Number(at) < OPEN_MS ? key : undefined;
    } catch {
      return undefined;
    }
  }

  #shelve(open: { readonly of: string; readonly key: string } | undefined, now: number): void {
    if (open === undefined) return;
    try {
      this.#shelf?.setItem(this.#place(open.of), `${now} ${open.key}`);
    } catch {
      // Then it is this page's alone.
    }
  }
}

/** Tells inputs of one name apart (FNV-1a, two of 32 bits). Where two met, the server would refuse the second and not mix them up. */
function shortHash(text: string): string {
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + at), 0x85ebca6b);
  }
  return (a >>> 0).toString(36) + (b >>> 0).toString(36);
}
