import { createStore, promisifyRequest } from 'idb-keyval';

/** What was read, and when, in ms since the epoch. */
export type Kept = { readonly data: unknown; readonly at: number };

/** Of what is stored: raised when what was stored before can no longer be shown. */
const FORMAT = 1;
const OWNER = '#owner';
/** The oldest make room; a season of tickets and the statements of a long evening. */
const KEPT_MAX = 200;
const KEPT_MS = 60 * 86_400_000;

const open = createStore('docket', 'kept');

/**
 * What a browser keeps of what somebody has read, in IndexedDB. It belongs to one person at a time: the owner is in
 * the store itself, so that a tab that has not yet heard of a logout neither finds nor leaves anything behind.
 */

/** Makes it the store of this person, emptying it of whatever was another's. */
export async function claim(owner: string): Promise<void> {
  const name = `${FORMAT} ${owner}`;
  await open('readwrite', async (store) => {
    if ((await promisifyRequest<unknown>(store.get(OWNER))) === name) return;
    store.clear();
    store.put(name, OWNER);
    await promisifyRequest(store.transaction);
  });
}

/** Stores one answer, if the store is still this person's. */
export async function put(owner: string, key: string, kept: Kept): Promise<void> {
  await open('readwrite', async (store) => {
    if ((await promisifyRequest<unknown>(store.get(OWNER))) !== `${FORMAT} ${owner}`) return;
    store.put(kept, key);
    const keys = await promisifyRequest(store.getAllKeys());
    if (keys.length > KEPT_MAX + 1) await removeOldest(store);
    await promisifyRequest(store.transaction);
  });
}

/** What was stored under this key by this person; undefined for what is too old to be worth showing. */
export async function get(owner: string, key: string, now: number): Promise<Kept | undefined> {
  return open('readonly', async (store) => {
    if ((await promisifyRequest<unknown>(store.get(OWNER))) !== `${FORMAT} ${owner}`) return undefined;
    const found = await promisifyRequest<unknown>(store.get(key));
    return isKept(found) && now - found.at < KEPT_MS ? found : undefined;
  });
}

async function removeOldest(store: IDBObjectStore): Promise<void> {
  const keys = await promisifyRequest(store.getAllKeys());
  const values = await promisifyRequest<unknown[]>(store.getAll());
  const aged = values
    .map((value, index) => ({ key: keys[index], at: isKept(value) ? value.at : Infinity }))
    .toSorted((a, b) => a.at - b.at);
  for (const { key } of aged.slice(0, KEPT_MAX / 10)) if (key !== undefined && key !== OWNER) store.delete(key);
}

function isKept(found: unknown): found is Kept {
  return (
    typeof found === 'object' && found !== null && 'data' in found && 'at' in found && typeof found.at === 'number'
  );
}
