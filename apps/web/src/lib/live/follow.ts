import type { RealtimeListener } from '@docket/client/realtime';
import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { replaceEqualDeep, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query';
import { concerns, mergeEvent, type Merges } from './merge.ts';

/** How a query is kept in step with what happens. */
export type Live<Data> = {
  readonly on: Merges<Data>;
  /** A public channel whose events count beside those to the person. */
  readonly channel?: string;
  /** Who is not logged in hears the channel, too: what anybody may watch, such as a scoreboard. */
  readonly guests?: boolean;
  /** Takes in a read that may be older than what is held; without it the read counts, with what came during it. */
  readonly read?: (held: Data, read: Data) => Data;
};

/** What events come from: the SDK's connection, or a test's. */
export type Connection = {
  listen(listener: RealtimeListener): () => void;
  listenTo(channel: string, listener: RealtimeListener): () => void;
};

/** What came while one read was on its way, and may not be in its answer. */
type Reading = { readonly events: EventEnvelope[]; again: boolean };
const readings = new WeakMap<Promise<unknown>, Reading>();

function readingOf(query: Query | undefined): Reading | undefined {
  const { promise } = query ?? {};
  if (promise === undefined || query?.state.fetchStatus !== 'fetching') return undefined;
  const known = readings.get(promise);
  if (known !== undefined) return known;
  const made: Reading = { events: [], again: false };
  readings.set(promise, made);
  return made;
}

/**
 * Merges events into what a query holds, until the returned function is called. Reads again after a subscription that
 * began, or that came back without all it had missed: events are a hurry, the answer of the server is the truth.
 */
export function follow<Data>(
  connection: Connection,
  queryClient: QueryClient,
  queryKey: QueryKey,
  live: () => Live<Data>,
  channel?: string,
): () => void {
  const find = () => queryClient.getQueryCache().find<Data>({ queryKey, exact: true });
  const listener: RealtimeListener = {
    event: (event) => {
      const query = find();
      if (query === undefined || !concerns(event, live().on)) return;
      const reading = readingOf(asAnyQuery(query));
      if (reading?.events.every(({ id }) => id !== event.id) === true) reading.events.push(event);
      const held = query.state.data;
      if (held === undefined) return;
      const merged = mergeEvent(held, event, live().on);
      if (merged.data !== held) queryClient.setQueryData<Data>(queryKey, merged.data);
      if (merged.again) readAgain(queryClient, queryKey);
    },
    resync: (recovered) => {
      if (!recovered) readAgain(queryClient, queryKey);
    },
  };
  const ends = [connection.listen(listener)];
  if (channel !== undefined) ends.push(connection.listenTo(channel, listener));
  return () => {
    for (const end of ends) end();
  };
}

/** A read that is on its way may have begun too early: another one follows it, rather than taking its place. */
function readAgain(queryClient: QueryClient, queryKey: QueryKey): void {
  const reading = readingOf(queryClient.getQueryCache().find({ queryKey, exact: true }));
  if (reading !== undefined) reading.again = true;
  else void queryClient.invalidateQueries({ queryKey, exact: true });
}

/** What is held once a read has come: the answer, with what came while it was on its way. */
export function settle<Data>(
  queryClient: QueryClient,
  queryKey: QueryKey,
  live: Live<Data>,
  held: Data | undefined,
  read: Data,
): Data {
  const reading = readingOf(queryClient.getQueryCache().find({ queryKey, exact: true }));
  // Nothing was asked: an event or an action has put it there.
  if (reading === undefined) return read;
  let next = held === undefined || live.read === undefined ? read : live.read(held, read);
  for (const event of reading.events) {
    const merged = mergeEvent(next, event, live.on);
    next = merged.data;
    if (merged.again) reading.again = true;
  }
  if (reading.again) {
    reading.again = false;
    queueMicrotask(() => void queryClient.invalidateQueries({ queryKey, exact: true }));
  }
  return replaceEqualDeep(held, next);
}

/** Of any data: what is looked at is only whether it is being read. */
function asAnyQuery<Data>(query: Query<Data>): Query {
  return query as unknown as Query;
}
