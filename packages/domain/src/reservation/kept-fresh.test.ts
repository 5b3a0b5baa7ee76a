import { describe, expect, it } from 'vitest';
import { KeptFresh, type Reader } from './kept-fresh.ts';
import { Movements } from './movements.ts';

/** Nothing of it is asked for: what is kept here is not of a database. */
const ctx = { log: { warn: () => undefined } } as unknown as Reader;

/** Movements as they are told, one list after the other; undefined: more than can be followed. */
class Told extends Movements {
  readonly #lists: (readonly string[] | undefined)[];

  constructor(...lists: (readonly string[] | undefined)[]) {
    super();
    this.#lists = lists;
  }

  override begin(): Promise<void> {
    return Promise.resolve();
  }

  override next(): Promise<Set<string> | undefined> {
    const list = this.#lists.length === 0 ? [] : this.#lists.shift();
    return Promise.resolve(list === undefined ? undefined : new Set(list));
  }
}

/** Writes down what was read; the first reading of a kind that is named fails. */
function keeping(movements: Movements, failing?: string) {
  const read: string[] = [];
  let left = failing;
  const note = (what: string): Promise<void> => {
    read.push(what);
    if (left === undefined || !what.startsWith(left)) return Promise.resolve();
    left = undefined;
    return Promise.reject(new Error('the connection was lost'));
  };
  const kept = new KeptFresh(
    {
      name: 'what is tested',
      load: () => note('load'),
      look: () => note('look'),
      readAll: () => note('all'),
      readPools: (_, ids) => note(`pools ${ids.join(' ')}`),
      has: (id) => id !== 'another',
    },
    movements,
  );
  return { kept, read };
}

describe('what is kept fresh', () => {
  it('is loaded once, however many ask, and then follows what moves', async () => {
    const { kept, read } = keeping(new Told(['one', 'another'], ['another']));
    await Promise.all([kept.fresh(ctx), kept.fresh(ctx)]);
    expect(read).toEqual(['load']);
    await kept.renew(ctx);
    await kept.renew(ctx);
    expect(read).toEqual(['load', 'look', 'pools one', 'look']);
  });

  it('is loaded again where it could not be', async () => {
    const { kept, read } = keeping(new Told(), 'load');
    await expect(kept.fresh(ctx)).rejects.toThrow('the connection was lost');
    await kept.fresh(ctx);
    expect(read).toEqual(['load', 'load']);
  });

  it.each([
    ['pools', [['one'], ['two']], ['pools one', 'pools one two']],
    ['all', [undefined, ['two']], ['all', 'all']],
  ] as const)('reads %s the next time, where the database went away in between', async (failing, lists, wanted) => {
    const { kept, read } = keeping(new Told(...lists), failing);
    await kept.fresh(ctx);
    await expect(kept.renew(ctx)).rejects.toThrow('the connection was lost');
    await kept.renew(ctx);
    expect(read.filter((what) => what !== 'load' && what !== 'look')).toEqual(wanted);
    await kept.renew(ctx);
    expect(read.filter((what) => what !== 'load' && what !== 'look')).toEqual(wanted);
  });
});
