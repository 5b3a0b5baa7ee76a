import { hashKey, type Query, type QueryClient } from '@tanstack/react-query';
import { session } from '../session.ts';
import { claim, get, put } from './store.ts';

/**
 * As `meta` of a query: its last answer is shown without a network too, also after a reload. It comes first and is
 * read again at once; it goes when its person logs out.
 */
export const KEPT = { kept: true } as const;

/** Who reads. Asked each time: queries are read anew in the very moment in which somebody else is logged in. */
function owner(): string {
  return session.get()?.userId ?? 'nobody';
}

/** The query client's `persister`: where nothing has been read yet, what was kept comes before the server is asked. */
export async function keptFirst<Data, Context>(
  read: (context: Context) => Data | Promise<Data>,
  context: Context,
  query: Pick<Query, 'meta' | 'queryKey' | 'state' | 'fetch'>,
): Promise<Data> {
  if (query.meta?.['kept'] === true && query.state.data === undefined) {
    const held = await get(owner(), hashKey(query.queryKey), Date.now()).catch(() => undefined);
    if (held !== undefined) {
      setTimeout(() => void query.fetch().catch(() => undefined));
      // It was stored as this very query's data.
      return held.data as Data;
    }
  }
  return read(context);
}

/** Stores the answers of such queries as they come, for whoever is logged in. */
export function keepAnswers(queryClient: QueryClient): void {
  let claimed: string | undefined;
  const take = () => {
    if (claimed === owner()) return;
    claimed = owner();
    // Where the browser stores nothing, all is as without this.
    claim(claimed).catch(() => undefined);
  };
  take();
  session.subscribe(take);
  queryClient.getQueryCache().subscribe((change) => {
    if (change.type !== 'updated' || change.action.type !== 'success' || change.query.meta?.['kept'] !== true) return;
    const { queryKey, state } = change.query;
    put(owner(), hashKey(queryKey), { data: state.data, at: state.dataUpdatedAt }).catch(() => undefined);
  });
}
