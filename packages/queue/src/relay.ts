import { z } from 'zod';
import { transaction, type PoolClient } from '@docket/db/client';
import { markSent, type OutboxRow, type StreamPlace } from '@docket/db/outbox';
import { killMessages, noteRefused, putBackDue } from '@docket/db/outbox-ends';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { Logger } from '@docket/runtime/logger';
import type { Dispatcher } from './dispatcher.ts';
import { OUTBOX_COLUMNS, readRow, type OutboxRecord } from './outbox-row.ts';
import { PATIENCE, type Patience } from './patience.ts';
import { startPeriodic } from './periodic.ts';
import { isRefusal, reasonOf } from './reason.ts';

const BATCH = 200;
/** Younger rows are the fast path's. */
const MIN_AGE_SECONDS = 1;
/** Ids in one line of the log, at most. */
const NAMED = 10;

/** What a relay leaves behind on its way from the oldest row to the youngest. At the end it starts over. */
export type RelayTurn = {
  /** Jobs that Redis did not take, or of a newer version. */
  readonly rows: Set<string>;
  /** Channels of events that Redis did not take: those after them wait, or they would overtake them. */
  readonly channels: Set<string>;
  /** There are rows that have not been looked at. */
  more: boolean;
};

export function relayTurn(): RelayTurn {
  return { rows: new Set(), channels: new Set(), more: false };
}

export type RelayOptions = { readonly log?: Logger; readonly patience?: Patience };

// Behind an event that backs off its channel waits, until it is taken or dead. What is left out is asked for with NOT IN: of `<> ALL` the
// planner thinks that it leaves nearly nothing when all rows are of one channel, and sorts all that is owed instead of walking along the index.
const owedStatement = prepare(
  'outbox_owed',
  `SELECT ${OUTBOX_COLUMNS} FROM outbox
    WHERE sent_at IS NULL AND dead_at IS NULL AND created_at < clock_timestamp() - make_interval(secs => $1)
      AND (next_at IS NULL OR next_at <= clock_timestamp()) AND id NOT IN (SELECT unnest($2::uuid[]))
      AND (channel IS NULL OR channel NOT IN (
            SELECT b.channel FROM outbox b WHERE b.next_at > clock_timestamp() AND b.topic = 'event' AND b.sent_at IS NULL
            UNION ALL SELECT unnest($3::text[])))
    ORDER BY created_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
).rows<OutboxRecord>();

/** What became of the rows of a batch. */
type Harvest = {
  readonly sent: { id: string; place: StreamPlace | null }[];
  readonly dead: { id: string; name: string; reason: string }[];
  readonly refused: { row: OutboxRow; reason: string }[];
  /** Why Redis took nothing of the rest. */
  away: Error | undefined;
};

function nameOf(row: OutboxRow): string {
  return row.topic === 'event' ? row.envelope.type : row.name;
}

function sort(
  rows: readonly OutboxRow[],
  results: ReadonlyMap<string, StreamPlace | null | Error>,
  turn: RelayTurn,
): Harvest {
  const harvest: Harvest = { sent: [], dead: [], refused: [], away: undefined };
  for (const row of rows) {
    const known = results.get(row.id);
    const place = known === undefined ? new Error('nothing was said of it') : known;
    if (!(place instanceof Error)) harvest.sent.push({ id: row.id, place });
    else if (place instanceof z.ZodError) harvest.dead.push({ id: row.id, name: nameOf(row), reason: reasonOf(place) });
    else if (row.topic === 'event' && turn.channels.has(row.channel)) continue;
    else {
      if (isRefusal(place)) harvest.refused.push({ row, reason: reasonOf(place) });
      else harvest.away ??= place;
      if (row.topic === 'event') turn.channels.add(row.channel);
      else turn.rows.add(row.id);
    }
  }
  return harvest;
}

/** Counts what Redis refused. @returns those that were refused once too often */
async function countRefused(
  client: PoolClient,
  refused: Harvest['refused'],
  patience: Patience,
): Promise<Harvest['dead']> {
  const dead = [];
  for (const { row, reason } of refused) {
    const times = await noteRefused(client, row.id, reason, patience);
    if (times >= patience.refusals)
      dead.push({ id: row.id, name: nameOf(row), reason: `Redis refused it ${times} times: ${reason}` });
  }
  return dead;
}

/**
 * Sends what the fast path missed (a crash after the commit, Redis away) and what is to be tried again, a batch of the oldest. Any number of
 * relays may run: SKIP LOCKED shares the rows out, and a row sent twice has no second effect. What Redis does not take stays, and is passed by
 * for the rest of the turn, so that it does not hold up the others. What it refuses backs off, and what cannot be read is dead.
 * @returns how many rows were sent. @throws when nothing became of any of them, as when Redis is away.
 */
export async function relayOnce(
  pool: Pool,
  dispatcher: Pick<Dispatcher, 'sendMany'>,
  turn: RelayTurn = relayTurn(),
  { log, patience = PATIENCE }: RelayOptions = {},
): Promise<number> {
  if (!turn.more) await putBackDue(pool, BATCH);
  const dead: Harvest['dead'] = [];
  const sent = await transaction(pool, async (client) => {
    const rows = await owedStatement(client, [MIN_AGE_SECONDS, [...turn.rows], [...turn.channels]]);
    const known: OutboxRow[] = [];
    for (const record of rows) {
      const { id, name } = record;
      const read = readRow(record);
      if (read.kind === 'row') known.push(read.row);
      else if (read.kind === 'misfit') dead.push({ id, name, reason: read.reason });
      else if (record.age > patience.unknownSeconds)
        dead.push({ id, name, reason: 'no version here knows a job of this name' });
      else turn.rows.add(id);
    }
    const harvest = sort(known, await dispatcher.sendMany(known), turn);
    dead.push(...harvest.dead, ...(await countRefused(client, harvest.refused, patience)));
    turn.more = rows.length === BATCH;
    if (!turn.more) {
      turn.rows.clear();
      turn.channels.clear();
    }
    if (dead.length > 0) await killMessages(client, dead);
    else if (harvest.sent.length === 0 && harvest.refused.length === 0 && harvest.away !== undefined)
      throw harvest.away;
    if (harvest.sent.length > 0) await markSent(client, harvest.sent);
    return harvest.sent.map(({ id }) => id);
  });
  for (const { id, name, reason } of dead) log?.error({ outboxId: id, message: name, reason }, 'a message is dead');
  if (sent.length > 0)
    log?.info({ sent: sent.length, outboxIds: sent.slice(0, NAMED) }, 'the relay sent what the fast path missed');
  return sent.length;
}

export function startRelay(
  pool: Pool,
  dispatcher: Dispatcher,
  log: Logger,
  everyMs = 500,
): { stop: () => Promise<void> } {
  const turn = relayTurn();
  return startPeriodic('outbox relay', everyMs, log, async () => {
    await relayOnce(pool, dispatcher, turn, { log });
    return turn.more;
  });
}
