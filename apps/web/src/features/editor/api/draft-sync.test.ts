import { DocketApiError } from '@docket/client/errors';
import type { StoredDraft } from '@docket/contracts/http/draft';
import { describe, expect, it } from 'vitest';
import type { LocalValue } from '../../../lib/local-value.ts';
import { DraftSync, sameFiles, type SentFile } from './draft-sync.ts';
import type { LocalDraft } from './drafts.ts';

const text = (content: string) => [{ id: 'first', name: 'main.py', content }];
const refusal = (code: 'draft_conflict' | 'network' | 'drafts_full') =>
  new DocketApiError({ code, status: code === 'network' ? 0 : 409, title: code, detail: code });

/** A server that keeps one draft by the rules of the API, and may be away. */
class Server {
  kept: StoredDraft | undefined;
  away = false;
  full = false;
  saves = 0;
  read = async () => {
    if (this.away) throw refusal('network');
    return this.kept;
  };
  save = async (base: number, files: readonly SentFile[]) => {
    if (this.away) throw refusal('network');
    if (this.full) throw refusal('drafts_full');
    this.saves += 1;
    if (this.kept !== undefined && sameFiles(this.kept.files, files)) return this.kept;
    if ((this.kept?.version ?? base) !== base) throw refusal('draft_conflict');
    this.kept = {
      language: 'python3',
      version: base + 1,
      bytes: 0,
      updatedAt: '2026-11-29T12:00:00.000Z',
      files: [...files],
    };
    return this.kept;
  };
}

function device(server: Server) {
  let value: LocalDraft | undefined;
  const local: LocalValue<LocalDraft> = {
    get: () => value,
    set: (next) => {
      value = next;
      return true;
    },
    subscribe: () => () => undefined,
  };
  const sync = new DraftSync(local, server, () => undefined);
  return {
    sync,
    type: (content: string) => local.set({ files: text(content), base: value?.base ?? 0, changed: true }),
    get shown() {
      return value?.files[0]?.content;
    },
    get changed() {
      return value?.changed;
    },
  };
}

describe('a draft on two devices', () => {
  it('goes from one to the other, both ways', async () => {
    const server = new Server();
    const [one, other] = [device(server), device(server)];
    one.type('a');
    await one.sync.push();
    await other.sync.pull();
    expect(other.shown).toBe('a');
    other.type('ab');
    await other.sync.push();
    await one.sync.pull();
    expect(one.shown).toBe('ab');
    expect(server.kept?.version).toBe(2);
  });

  it('that was changed on both stays as it is on each until somebody chooses', async () => {
    const server = new Server();
    const [one, other] = [device(server), device(server)];
    one.type('base');
    await one.sync.push();
    await other.sync.pull();
    one.type('mine');
    await one.sync.push();
    other.type('theirs');
    await other.sync.push();
    expect(other.sync.state).toBe('conflict');
    expect(other.shown).toBe('theirs');
    expect(other.sync.theirs?.files[0]?.content).toBe('mine');
    other.type('theirs, and on');
    await other.sync.push();
    expect(server.kept?.files[0]?.content).toBe('mine');
    await other.sync.decide('mine');
    expect(server.kept?.files[0]?.content).toBe('theirs, and on');
    await one.sync.pull();
    expect(one.shown).toBe('theirs, and on');
  });

  it('or the other is taken', async () => {
    const server = new Server();
    const [one, other] = [device(server), device(server)];
    one.type('mine');
    await one.sync.push();
    other.type('theirs');
    await other.sync.push();
    await other.sync.decide('theirs');
    expect(other.shown).toBe('mine');
    expect(other.sync.state).toBe('kept');
    expect(server.saves).toBe(2);
  });

  it('that is the same on both is no conflict', async () => {
    const server = new Server();
    const [one, other] = [device(server), device(server)];
    one.type('same');
    other.type('same');
    await one.sync.push();
    await other.sync.pull();
    expect(other.sync.state).toBe('kept');
    expect(other.changed).toBe(false);
  });
});

describe('what the server does not take', () => {
  it('waits on the device for when it is there again', async () => {
    const server = new Server();
    const one = device(server);
    server.away = true;
    one.type('on a train');
    await one.sync.push();
    expect(one.sync.state).toBe('late');
    server.away = false;
    await one.sync.pull();
    expect(server.kept?.files[0]?.content).toBe('on a train');
    expect(one.changed).toBe(false);
  });

  it('stays on the device when it is refused, and says so', async () => {
    const server = new Server();
    server.full = true;
    const one = device(server);
    one.type('too many');
    await one.sync.push();
    expect(one.sync.state).toBe('refused');
    expect(one.shown).toBe('too many');
  });

  it('and what is typed while it is being sent is sent next', async () => {
    const server = new Server();
    const one = device(server);
    one.type('first');
    const sending = one.sync.push();
    one.type('first and more');
    await sending;
    expect(one.changed).toBe(true);
    await one.sync.push();
    expect(server.kept?.files[0]?.content).toBe('first and more');
    expect(one.changed).toBe(false);
  });
});
