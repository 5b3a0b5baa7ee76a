import { isAway } from '@docket/db/away';
import { inboxKind, type InboxKind } from '@docket/contracts/http/inbox';
import type { Ctx } from '../spine/ctx.ts';
import type { InboxReader, Reading } from './readers/reader.ts';
import type { InboxReactions, Looked } from './reactions.ts';
import { ATTEMPTS, settle, type Settlement } from './settle.ts';
import { takeOut, type Taken } from './take-out.ts';

/** Events taken out at a time. */
export const BATCH = 100;
/** Asking a provider about each of them has to be over by then, or others do it too, which does no harm. */
const LEASE_SECONDS = 120;

type Read = { readonly event: Taken; readonly reading: Reading };
type About = Extract<Reading, { outcome: 'about' }>;
/** What came of looking at a reference; an Error where that failed. */
type Found = Looked | Error;

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

function read({ provider, body }: Taken, readers: Readonly<Record<string, InboxReader>>): Reading {
  const reader = Object.hasOwn(readers, provider) ? readers[provider] : undefined;
  if (reader === undefined) return { outcome: 'unreadable', why: `nobody reads events of ${provider}` };
  let event: unknown;
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return { outcome: 'unreadable', why: 'it is no JSON' };
  }
  return reader(event);
}

/** Looks at all of a kind; where that fails, at each by itself, so that one does not keep the others from being looked at. */
async function look(
  ctx: Ctx,
  references: readonly string[],
  lookAgain: InboxReactions['lookAgain'][InboxKind],
): Promise<Map<string, Found>> {
  if (references.length === 0) return new Map();
  try {
    return new Map(await lookAgain(ctx, references));
  } catch (error) {
    if (isAway(error)) throw error;
    const [only, ...more] = references;
    if (only !== undefined && more.length === 0) return new Map([[only, asError(error)]]);
    const found = new Map<string, Found>();
    for (const reference of references)
      for (const [key, value] of await look(ctx, [reference], lookAgain)) found.set(key, value);
    return found;
  }
}

/** What comes of an event that is about something. */
function outcomeOf(event: Taken, reading: About, found: Found | undefined): Settlement {
  if (found === 'looked') return { event, status: 'DONE', reading, error: null };
  if (found === 'foreign') return { event, status: 'IGNORED', reading, error: 'it is about nothing of ours' };
  if (found === 'unknown')
    return { event, status: 'PARKED', reading, error: `no ${reading.kind} of ours has this reference` };
  if (found !== undefined && 'operator' in found) return { event, status: 'PARKED', reading, error: found.operator };
  const why = found?.message ?? 'nothing was said of it';
  return event.attempt >= ATTEMPTS
    ? { event, status: 'PARKED', reading, error: `tried ${event.attempt} times: ${why}` }
    : { event, status: 'FAILED', reading, error: why };
}

function settlementOf({ event, reading }: Read, found: ReadonlyMap<InboxKind, ReadonlyMap<string, Found>>): Settlement {
  switch (reading.outcome) {
    case 'unreadable':
      return { event, status: 'PARKED', reading, error: reading.why };
    case 'ignored':
      return { event, status: 'IGNORED', reading, error: `nothing is done about ${reading.type}` };
    case 'about':
      return outcomeOf(event, reading, found.get(reading.kind)?.get(reading.reference));
    default:
      return reading satisfies never;
  }
}

/** What is read breaks by itself: an event that a reader throws at is parked, and the others go on. */
function readSafely(ctx: Ctx, event: Taken, readers: Readonly<Record<string, InboxReader>>): Reading {
  // It would have been parked at the last try, had any of those who took it out come to an end.
  if (event.attempt > ATTEMPTS)
    return { outcome: 'unreadable', why: `taken out ${ATTEMPTS} times, and never finished` };
  try {
    return read(event, readers);
  } catch (error) {
    ctx.log.error({ err: error, inboxId: event.id }, 'an event of the inbox broke its reader');
    return { outcome: 'unreadable', why: `its reader broke: ${asError(error).message}` };
  }
}

/**
 * Has what events are about looked at, each kind by itself and all at a time, and writes down what became of them. Any number of workers may do so at once;
 * an event whose worker dies comes again. What fails comes again later and later, and is parked in the end.
 * @param readers by provider @throws what says that the database is away
 */
export async function workOff(
  ctx: Ctx,
  taken: readonly Taken[],
  readers: Readonly<Record<string, InboxReader>>,
  reactions: InboxReactions,
): Promise<void> {
  const all = taken.map((event): Read => ({ event, reading: readSafely(ctx, event, readers) }));
  const found = new Map<InboxKind, ReadonlyMap<string, Found>>();
  await Promise.all(
    inboxKind.options.map(async (kind) => {
      const references = all.flatMap(({ reading }) =>
        reading.outcome === 'about' && reading.kind === kind ? [reading.reference] : [],
      );
      found.set(kind, await look(ctx, [...new Set(references)], reactions.lookAgain[kind]));
    }),
  );
  const settlements = all.map((one) => settlementOf(one, found));
  await settle(ctx, settlements);
  for (const { event, status, error } of settlements)
    if (status === 'PARKED' || status === 'FAILED')
      ctx.log.warn(
        { inboxId: event.id, provider: event.provider, status, error },
        'an event of the inbox needs a look',
      );
}

/** Takes a batch of events out of the inbox. */
export function takeBatch(ctx: Ctx): Promise<Taken[]> {
  return takeOut(ctx, { limit: BATCH, leaseSeconds: LEASE_SECONDS });
}
