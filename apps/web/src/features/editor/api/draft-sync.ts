import { DocketApiError } from '@docket/client/errors';
import type { StoredDraft } from '@docket/contracts/http/draft';
import type { LocalValue } from '../../../lib/local-value.ts';
import type { DraftFile, LocalDraft } from './drafts.ts';

export type SentFile = Pick<DraftFile, 'name' | 'content'>;

/** The server's side of one draft. */
export type Remote = {
  /** Undefined where there is none. */
  readonly read: () => Promise<StoredDraft | undefined>;
  /** @throws DocketApiError draft_conflict when another version than `base` is kept */
  readonly save: (base: number, files: readonly SentFile[]) => Promise<{ readonly version: number }>;
};

/** `kept`: as far as is known the server has it. `late`: not reached, to be tried again. `refused`: the server does not take it. */
export type SyncState = 'kept' | 'late' | 'refused' | 'conflict';

/**
 * Brings one draft on this device and on the server together. What was changed on one side goes to the other; what was
 * changed on both is for the person to decide, and until then neither side is touched.
 */
export class DraftSync {
  readonly #local: LocalValue<LocalDraft>;
  readonly #remote: Remote;
  readonly #told: () => void;
  readonly #alone: <T>(work: () => Promise<T>) => Promise<T>;
  #state: SyncState = 'kept';
  #theirs: StoredDraft | undefined;

  /**
   * @param told hears of every change of `state` and `theirs`
   * @param alone runs one piece of work at a time, over all tabs of the browser
   */
  constructor(
    local: LocalValue<LocalDraft>,
    remote: Remote,
    told: () => void,
    alone: <T>(work: () => Promise<T>) => Promise<T> = (work) => work(),
  ) {
    this.#local = local;
    this.#remote = remote;
    this.#told = told;
    this.#alone = alone;
  }

  get state(): SyncState {
    return this.#state;
  }

  /** The other side of a conflict. */
  get theirs(): StoredDraft | undefined {
    return this.#theirs;
  }

  /** Takes in what the server has, as when the draft is opened or was changed elsewhere; sends what it does not have. */
  async pull(): Promise<void> {
    await this.#alone(() => this.#pull());
  }

  /** Sends what was changed here. */
  async push(): Promise<void> {
    await this.#alone(() => this.#push());
  }

  /** Ends a conflict: this side goes over the other, or the other way about. */
  async decide(side: 'mine' | 'theirs'): Promise<void> {
    const theirs = this.#theirs;
    if (theirs === undefined) return;
    const mine = this.#local.get();
    if (side === 'theirs') this.#adopt(theirs);
    else this.#local.set({ files: mine?.files ?? [], base: theirs.version, changed: true });
    this.#become('kept');
    if (side === 'mine') await this.push();
  }

  async #pull(): Promise<void> {
    let theirs: StoredDraft | undefined;
    try {
      theirs = await this.#remote.read();
    } catch {
      this.#become('late');
      return;
    }
    const mine = this.#local.get();
    if (theirs === undefined) return mine?.changed === true ? this.#push() : this.#become('kept');
    if (mine === undefined || !mine.changed) {
      if (mine?.base !== theirs.version) this.#adopt(theirs);
      return this.#become('kept');
    }
    if (sameFiles(mine.files, theirs.files)) {
      this.#local.set({ ...mine, base: theirs.version, changed: false });
      return this.#become('kept');
    }
    if (mine.base === theirs.version) return this.#push();
    this.#theirs = theirs;
    this.#become('conflict');
  }

  async #push(): Promise<void> {
    const sent = this.#local.get();
    if (sent?.changed !== true || this.#state === 'conflict') return;
    try {
      const { version } = await this.#remote.save(sent.base, sent.files.map(toSent));
      const now = this.#local.get() ?? sent;
      this.#local.set({ ...now, base: version, changed: !sameFiles(now.files, sent.files) });
      this.#become('kept');
    } catch (error) {
      if (!(error instanceof DocketApiError) || error.transient || error.code === 'bad_response')
        return this.#become('late');
      if (error.code === 'draft_conflict') return this.#pull();
      this.#become('refused');
    }
  }

  /** Files keep their ids by their names, so that editors stay where they are. */
  #adopt({ files, version }: StoredDraft): void {
    const held = this.#local.get()?.files ?? [];
    this.#local.set({
      files: files.map((file, at) => ({
        ...file,
        id: held.find(({ name }) => name === file.name)?.id ?? (at === 0 ? 'first' : file.name),
      })),
      base: version,
      changed: false,
    });
  }

  #become(state: SyncState): void {
    if (state !== 'conflict') this.#theirs = undefined;
    this.#state = state;
    this.#told();
  }
}

function toSent({ name, content }: DraftFile): SentFile {
  return { name, content };
}

export function sameFiles(one: readonly SentFile[], other: readonly SentFile[]): boolean {
  return (
    one.length === other.length &&
    one.every((file, at) => file.name === other[at]?.name && file.content === other[at].content)
  );
}
