import { setTimeout as sleep } from 'node:timers/promises';
import { prepare } from '@docket/db/statement';
import { readWholeDraw, verifyDraw } from '@docket/client/waiting-room-draw';
import { checkInvariants } from '@docket/domain/invariants';
import { controlRooms } from '@docket/domain/waiting-room/control';
import { drawRoom } from '@docket/domain/waiting-room/draw';
import { getRoomDraw } from '@docket/domain/waiting-room/get-draw';
import { joinRoom } from '@docket/domain/waiting-room/join';
import { testCtx } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import type { Installation } from '@docket/testing/installation';
import { waitFor } from '@docket/testing/wait';
import { makeBuyers, type Buyer } from '@docket/testing/buyers';
import { machine, printTable } from '../lib/report.ts';
import { withInstallation } from '../lib/stack.ts';
import { ms, quantile } from '../lib/stats.ts';

const PEOPLE = 10_000;
/** Of the joiner (packages/domain/src/waiting-room/join.ts). */
const BATCH = 200;
const LANES = 2;
const INSIDE = 200;
/** No statement of a waiting room should keep its locks, and a connection, for longer. */
const BUDGET_MS = 1_000;
const options = { inside: INSIDE, passSeconds: 300, latencyMs: 250, pauseSeconds: 0 };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** All of them, so many at a time in as many lanes, as the joiner sends them. */
async function inBatches(people: readonly Buyer[], send: (userIds: string[]) => Promise<unknown>): Promise<void> {
  const ids = people.map(({ user }) => user.userId);
  let next = 0;
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (next < ids.length) {
        const some = ids.slice(next, next + BATCH);
        next += BATCH;
        await send(some);
      }
    }),
  );
}

async function waitingShow({ db }: Installation): Promise<string> {
  return (await makeShow(db, { waitingRoom: true, saleOpensIn: 3_600 })).showId;
}

async function open({ db }: Installation, showId: string): Promise<void> {
  await db.pool.query(`UPDATE shows SET sale_opens_at = clock_timestamp() - interval '1 second' WHERE id = $1`, [
    showId,
  ]);
}

const joinStatement = prepare('bare_enter_rooms', 'SELECT enter_rooms($1, $2)');
const insertStatement = prepare(
  'bare_room_entries',
  `INSERT INTO room_entries (id, show_id, user_id, early, joined_at) SELECT gen_random_uuid(), $1, u, true, clock_timestamp() FROM unnest($2::uuid[]) u`,
);

type Joined = { readonly verb: number; readonly each: readonly number[]; readonly bare: number; readonly rows: number };

async function join(installation: Installation, showId: string, people: readonly Buyer[]): Promise<Joined> {
  const { pool } = installation.db;
  const each: number[] = [];
  const verb = await timed(() =>
    Promise.all(
      people.map(async ({ user }) =>
        each.push(await timed(() => joinRoom(testCtx(installation.db, user), { id: showId }))),
      ),
    ),
  );
  const [bareShow, rowShow] = [await waitingShow(installation), await waitingShow(installation)];
  const bare = await timed(() => inBatches(people, (ids) => joinStatement(pool, [ids.map(() => bareShow), ids])));
  const rows = await timed(() => inBatches(people, (ids) => insertStatement(pool, [rowShow, ids])));
  return { verb, each, bare, rows };
}

/** Places in an order that is not theirs, and an event each: what a draw of so many has to write, whatever the rule. */
async function writeAsMuch({ db }: Installation, showId: string): Promise<number> {
  const client = await db.pool.connect();
  try {
    return await timed(async () => {
      await client.query('BEGIN');
      await client.query(
        `UPDATE room_entries e SET place = d.place, revision = 1
           FROM (SELECT id, row_number() OVER (ORDER BY user_id) AS place FROM room_entries WHERE show_id = $1) d WHERE e.id = d.id`,
        [showId],
      );
      await client.query(
        `INSERT INTO outbox (id, topic, name, channel, payload)
         SELECT gen_random_uuid(), 'event', 'room.updated', 'user:' || e.user_id, jsonb_build_object('v', 1, 'data', to_jsonb(e)) FROM room_entries e
          WHERE e.show_id = $1 RETURNING id, channel, payload`,
        [showId],
      );
      await client.query('ROLLBACK');
    });
  } finally {
    client.release();
  }
}

/** The longest that any statement was at work, as Postgres itself says while `work` goes on. */
async function longestStatement({ db }: Installation, work: () => Promise<void>): Promise<{ ms: number; sql: string }> {
  const client = await db.pool.connect();
  let longest = { ms: 0, sql: '' };
  let over = false;
  const looking = (async () => {
    while (!over) {
      const { rows } = await client.query<{ ms: number; sql: string }>(
        `SELECT 1000 * extract(epoch FROM clock_timestamp() - query_start)::float8 AS ms, left(query, 80) AS sql FROM pg_stat_activity
          WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid() AND backend_type = 'client backend'
          ORDER BY query_start LIMIT 1`,
      );
      if ((rows[0]?.ms ?? 0) > longest.ms) longest = rows[0] ?? longest;
      await sleep(20);
    }
  })();
  try {
    await work();
  } finally {
    over = true;
    await looking;
    client.release();
  }
  return longest;
}

/** Turns of the controller until nobody waits; at each of them those of the one before are over. */
async function admitAll(installation: Installation, showId: string): Promise<{ turns: number[]; admitted: number }> {
  const turns: number[] = [];
  let admitted = 0;
  for (let let_in = -1; let_in !== 0;) {
    turns.push(await timed(async () => (let_in = await controlRooms(testCtx(installation.db), options))));
    admitted += let_in;
    await installation.db.pool.query(
      `UPDATE room_entries SET deadline = clock_timestamp() WHERE show_id = $1 AND status = 'ADMITTED'`,
      [showId],
    );
  }
  return { turns, admitted };
}

/** From the opening until everybody has been told their place, with a worker of its own process that does it. */
async function throughWorker(installation: Installation, people: readonly Buyer[]): Promise<void> {
  const { pool } = installation.db;
  const showId = await waitingShow(installation);
  await inBatches(people, (ids) => joinStatement(pool, [ids.map(() => showId), ids]));
  await installation.start('worker', { WORKER_AREAS: 'booking', LOG_LEVEL: 'warn', NODE_ENV: 'production' });
  await pool.query(`UPDATE shows SET sale_opens_at = clock_timestamp() WHERE id = $1`, [showId]);
  const times = await waitFor(
    'everybody was told',
    async () => {
      const { rows } = await pool.query<{ drawn: number | null; told: number | null; sent: number }>(
        `SELECT extract(epoch FROM r.drawn_at - s.sale_opens_at)::float8 AS drawn,
                count(DISTINCT o.channel) FILTER (WHERE o.sent_at IS NOT NULL)::int AS sent,
                extract(epoch FROM max(o.sent_at) - s.sale_opens_at)::float8 AS told
           FROM shows s JOIN rooms r ON r.show_id = s.id
           LEFT JOIN outbox o ON o.name = 'room.updated' AND o.created_at >= s.sale_opens_at
                AND o.payload #>> '{data,showId}' = s.id::text
          WHERE s.id = $1 GROUP BY r.drawn_at, s.sale_opens_at`,
        [showId],
      );
      return rows[0]?.sent === people.length ? rows[0] : undefined;
    },
    { timeoutMs: 120_000, everyMs: 500 },
  );
  console.log(
    `Through a worker, from the opening: the draw after ${times.drawn?.toFixed(2)} s (it looks once a second), the last of ${people.length} places ` +
      `published after ${times.told?.toFixed(2)} s`,
  );
}

/** A waiting room with a crowd before the opening, its draw, and everybody let in. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const count = Math.ceil(PEOPLE * share);
  console.log(
    `Method: ${count} people enter a waiting room at once by the verb the api calls, the controller draws, a fifth as many come late, and the controller lets`,
  );
  console.log(
    `everybody in, turn by turn without its pause, at most ${INSIDE} inside; at each turn those of the one before are past their time. Floors: the same`,
  );
  console.log('rows written by plain statements of as many rows each, on as many connections.');
  console.log(`Machine: ${machine()}, shared by this process and Postgres\n`);
  await withInstallation(async (installation) => {
    const people = await makeBuyers(installation.db, count);
    const late = await makeBuyers(installation.db, Math.ceil(count / 5));
    // For plans and caches; does not count.
    await join(installation, await waitingShow(installation), people.slice(0, BATCH * 2));

    const showId = await waitingShow(installation);
    const joined = await join(installation, showId, people);
    const floor = await writeAsMuch(installation, showId);
    await open(installation, showId);
    let [draw, lateMs, admitted, turns]: [number, number, number, number[]] = [0, 0, 0, []];
    const longest = await longestStatement(installation, async () => {
      draw = await timed(() => drawRoom(testCtx(installation.db), showId));
      lateMs = await timed(() =>
        Promise.all(late.map(({ user }) => joinRoom(testCtx(installation.db, user), { id: showId }))),
      );
      ({ turns, admitted } = await admitAll(installation, showId));
    });
    const published = await readWholeDraw(({ from }) =>
      getRoomDraw(testCtx(installation.db), { id: showId, from, limit: 50_000 }),
    );
    let ok = false;
    const verified = await timed(async () => ({ ok } = await verifyDraw(published)));

    const perSecond = (n: number, took: number): string => `${((1_000 * n) / took).toFixed(0)}/s`;
    printTable([
      ['what', 'took', 'rate', 'of it each: p50', 'p99', 'most'],
      [
        `${count} enter, each answered with the room`,
        ms(joined.verb),
        perSecond(count, joined.verb),
        ms(quantile(joined.each, 0.5)),
        ms(quantile(joined.each, 0.99)),
        ms(Math.max(...joined.each)),
      ],
      [`bare enter_rooms, ${LANES} x ${BATCH}`, ms(joined.bare), perSecond(count, joined.bare), '', '', ''],
      [`floor: INSERT of the rows, ${LANES} x ${BATCH}`, ms(joined.rows), perSecond(count, joined.rows), '', '', ''],
      ['the draw', ms(draw), perSecond(count, draw), '', '', ''],
      ['floor: UPDATE of the rows, INSERT of an event each', ms(floor), perSecond(count, floor), '', '', ''],
      [`${late.length} enter late`, ms(lateMs), perSecond(late.length, lateMs), '', '', ''],
      [
        `${admitted} let in, in ${turns.length} turns, which tell the places, too`,
        ms(turns.reduce((sum, turn) => sum + turn, 0)),
        perSecond(
          admitted,
          turns.reduce((sum, turn) => sum + turn, 0),
        ),
        ms(quantile(turns, 0.5)),
        ms(quantile(turns, 0.99)),
        ms(Math.max(...turns)),
      ],
      ['the draw recomputed by the SDK', ms(verified), perSecond(count, verified), '', '', ''],
    ]);
    console.log(
      `\nThe draw over its floor: ${(draw / floor).toFixed(2)}; recomputed: ${ok ? 'as published' : 'NOT as published'}`,
    );
    const { invariants } = await checkInvariants(testCtx(installation.db));
    const broken = invariants.filter(({ ok: holds }) => !holds).map(({ name }) => name);
    console.log(`Invariants: ${broken.length === 0 ? 'all hold' : broken.join(', ')}`);
    if (!ok || broken.length > 0 || admitted !== count + late.length) process.exitCode = 1;
    console.log(
      `Budget: no statement over ${BUDGET_MS} ms from the opening on: ${longest.ms <= BUDGET_MS ? 'kept' : 'MISSED'} (the longest seen took ${ms(longest.ms)}: ${longest.sql})`,
    );
    await throughWorker(installation, people);
  });
}
