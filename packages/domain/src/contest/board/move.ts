import { LRUCache } from 'lru-cache';
import { juryChannel, scoreboardChannel } from '@docket/contracts/events/contest';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { readScopeLog, scopeIsRead } from '../../judge/scope/log.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { perDb } from '../../spine/ttl-cache.ts';
import { oweBalloons } from '../desk/balloons.ts';
import { eventOf } from '../facts.ts';
import { keepResults } from '../rating/results.ts';
import { firstsOf, writeBoard } from './write.ts';
import { BoardKeeper, keptViews, noChanges, type Changes, type KeptView } from './keeper.ts';
import { kept, namesOf, told } from './rows.ts';

/** Contests that a process holds in memory; another one is folded anew from its log, in well under a second. */
const HELD = 20;
/** Rows that one event carries. Whoever is told of more reads the board again. */
const EVENT_ROWS = 100;

export const keepers = perDb(() => new LRUCache<string, BoardKeeper>({ max: HELD }));

const lockStatement = prepare(
  'contest_board_lock',
  `SELECT b.seq, b.public_version, b.jury_version, c.jury_key, c.closed, s.open_at
     FROM contest_boards b JOIN contests c ON c.id = b.contest_id JOIN judge_scopes s ON s.id = b.contest_id
    WHERE b.contest_id = $1 FOR UPDATE OF b`,
);

type Locked = Awaited<ReturnType<typeof lockStatement>>[number];

/**
 * Brings the boards of a contest up to its log: folds what is new, writes the rows that it changed, and tells of them with one event for each view.
 * One process at a time has a contest, by the lock of its board; what another one did meanwhile shows in `seq`, and then this one's memory is folded
 * anew. Killed at any moment it leaves nothing half, and whoever comes next goes on from there. Nothing new: nothing happens.
 */
export async function moveBoard(ctx: Ctx, { contestId }: { readonly contestId: string }): Promise<void> {
  await scopeIsRead(ctx.db.pool, contestId);
  try {
    await change(ctx, async (tx) => {
      const [locked] = await lockStatement(tx.client, [contestId]);
      // Of a contest that was deleted, or of a scope that is none.
      if (locked === undefined) return;
      const keeper = await keeperAt(ctx, tx.client, contestId, Number(locked.seq));
      const changes = noChanges();
      const wasFinal = keeper.state.finalised;
      for await (const entry of readScopeLog(tx.client, contestId, keeper.seq)) keeper.apply(eventOf(entry), changes);
      if (keeper.seq === Number(locked.seq)) return;
      await tellViews(ctx, tx, { contestId, keeper, changes, locked });
      await oweBalloons(tx, contestId, keeper, changes.jury);
      // What else is told of a contest that is final moves nobody: results are those of the public board.
      if (!wasFinal || changes.public.all || changes.public.rows.size > 0) await keepResults(tx, { contestId, keeper });
    });
  } catch (error) {
    // It may be ahead of what was written.
    keepers(ctx.db).delete(contestId);
    throw error;
  }
}

/** The contest in memory as it is written: the one that is held, or one folded from the log. */
export async function keeperAt(
  ctx: Pick<Ctx, 'db'>,
  client: PoolClient,
  contestId: string,
  seq: number,
): Promise<BoardKeeper> {
  const known = keepers(ctx.db).get(contestId);
  if (known !== undefined && known.seq === seq) return known;
  const keeper = new BoardKeeper();
  for await (const entry of readScopeLog(client, contestId, 0)) {
    if (entry.seq > seq) break;
    keeper.apply(eventOf(entry));
  }
  keepers(ctx.db).set(contestId, keeper);
  return keeper;
}

/** Gives the results of a final contest to ratings where that was not done with its board: it was final before there were ratings. */
export async function giveResults(ctx: Ctx, { contestId }: { readonly contestId: string }): Promise<void> {
  await change(ctx, async (tx) => {
    const [locked] = await lockStatement(tx.client, [contestId]);
    if (locked === undefined) return;
    const keeper = await keeperAt(ctx, tx.client, contestId, Number(locked.seq));
    await keepResults(tx, { contestId, keeper });
  });
}

type Move = {
  readonly contestId: string;
  readonly keeper: BoardKeeper;
  readonly changes: Readonly<Record<KeptView, Changes>>;
  readonly locked: Locked;
};

async function tellViews(ctx: Ctx, tx: Tx, { contestId, keeper, changes, locked }: Move): Promise<void> {
  const versions = { public: locked.public_version, jury: locked.jury_version };
  const channels = { public: scoreboardChannel(contestId), jury: juryChannel(locked.jury_key) };
  // How many problems there are is nobody's business before: `getContestBoard` has it so, too.
  const coming = ctx.clock.now() < locked.open_at;
  for (const view of keptViews) {
    const { all, rows: changed } = changes[view];
    if (!all && changed.size === 0) continue;
    const board = keeper.boards[view];
    const ids = all ? [...keeper.state.participants.keys()] : [...changed];
    const rows = ids.flatMap((id) => board.row(id) ?? []);
    const there = new Set(rows.map(({ participant }) => participant));
    const gone = ids.filter((id) => !there.has(id));
    const from = versions[view];
    versions[view] += 1;
    await writeBoard(tx, { contestId, view, version: versions[view], rows: rows.map(kept), gone, all });
    // Nobody hears of others there; the own row is read again.
    if (locked.closed && view === 'public') continue;
    const reset = all || rows.length > EVENT_ROWS;
    const names = reset ? new Map() : await namesOf(tx.client, contestId, [...there]);
    tx.emit({
      channel: channels[view],
      type: 'scoreboard.changed',
      data: {
        contestId,
        view,
        from,
        to: versions[view],
        rows: reset
          ? []
          : rows.flatMap(
              (row) => told(view === 'public' && coming ? { ...kept(row), cells: [] } : kept(row), names) ?? [],
            ),
        gone: reset ? [] : gone,
        firsts: firstsOf(board.problems(), board.firsts()),
        frozenFrom: keeper.frozenFrom(view),
        reset,
      },
    });
  }
  await writeSeq(tx, contestId, keeper, versions);
}

const seqStatement = prepare(
  'contest_board_move',
  'UPDATE contest_boards SET seq = $2, public_version = $3, jury_version = $4, public_facts = $5, jury_facts = $6 WHERE contest_id = $1',
);

async function writeSeq(
  tx: Tx,
  contestId: string,
  keeper: BoardKeeper,
  versions: Readonly<Record<KeptView, number>>,
): Promise<void> {
  const facts = (view: KeptView) =>
    JSON.stringify({
      firsts: firstsOf(keeper.boards[view].problems(), keeper.boards[view].firsts()),
      frozenFrom: keeper.frozenFrom(view),
    });
  await seqStatement(tx.client, [
    contestId,
    keeper.seq,
    versions.public,
    versions.jury,
    facts('public'),
    facts('jury'),
  ]);
}
