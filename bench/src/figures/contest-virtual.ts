import { Board } from '@docket/contest/board';
import { boardRow } from '@docket/contracts/contest/board';
import { createSubmission } from '@docket/contracts/http/submission';
import { kept } from '@docket/domain/contest/board/rows';
import { eventOf } from '@docket/domain/contest/facts';
import { handIn, makeContest, type TestContest } from '@docket/domain/contest/fixtures';
import { checkInvariants } from '@docket/domain/invariants';
import { readScopeLog } from '@docket/domain/judge/scope/log';
import { makeProblem, testCtx } from '@docket/testing/builders';
import { makeBuyers } from '@docket/testing/buyers';
import type { Installation } from '@docket/testing/installation';
import { waitFor } from '@docket/testing/wait';
import type { ContestLoad } from '../load/contest-load.ts';
import { makeContestants } from '../lib/contestants.ts';
import { startHelper } from '../lib/helper.ts';
import { machine, printTable } from '../lib/report.ts';
import { startWorker, withInstallation } from '../lib/stack.ts';
import { ms, quantile } from '../lib/stats.ts';

const CONTESTANTS = 2_000;
const EACH = 5;
const PROBLEMS = 5;
/** The hour of a contest, compressed. */
const HOUR_MS = 60_000;
const PRACTICE = 5_000;
const ALONE = 20;
const PORT_OF = /:(\d+)$/;

/** A share of them is wrong, and no two are the same source. */
function code(n: number): string {
  const sum = n % 3 === 0 ? 'a - b' : 'a + b';
  return `a, b = map(int, input().split())\nprint(${sum})\n# ${n}\n`;
}

/** Rows of the board as they are kept, and as a fold from nothing gives them. */
async function rowsOf({ db }: Installation, contestId: string, view: 'public' | 'jury') {
  const board = new Board({ kind: view });
  for await (const entry of readScopeLog(db.pool, contestId, 0)) board.apply(eventOf(entry));
  const { rows } = await db.pool.query<{ row: unknown }>(
    'SELECT row FROM contest_board_rows WHERE contest_id = $1 AND view = $2',
    [contestId, view],
  );
  const shape = boardRow.omit({ name: true, group: true, kind: true });
  const inOrder = (all: readonly unknown[]) =>
    all.map((row) => shape.parse(row)).toSorted((a, b) => (a.participant < b.participant ? -1 : 1));
  return { kept: inOrder(rows.map(({ row }) => row)), folded: inOrder(board.unplaced().map(kept)) };
}

async function judged({ db }: Installation, ids: readonly string[]): Promise<{ judged: number; ms: number[] }> {
  const { rows } = await db.pool.query<{ ms: number }>(
    `SELECT extract(epoch FROM finished_at - submitted_at)::float8 * 1000 AS ms FROM submissions WHERE id = ANY ($1::uuid[]) AND finished_at IS NOT NULL`,
    [ids],
  );
  return { judged: rows.length, ms: rows.map((row) => row.ms) };
}

/** So many handed in to a contest by HTTP, one after the other, each a source of its own: from the row to the verdict. */
async function oneByOne(
  installation: Installation,
  { api, contest, first, count }: { api: string; contest: TestContest; first: number; count: number },
): Promise<number[]> {
  const [person] = await makeContestants(installation.db, contest.id, 1);
  if (person === undefined) throw new Error('nobody takes part');
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const answer = await fetch(`${api}/submissions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${person.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        contestId: contest.id,
        problemId: contest.problems[0],
        language: 'python3',
        code: code(first + n),
      }),
    });
    const { submissionId: id } = createSubmission.response.parse(await answer.json());
    ids.push(id);
    await waitFor('a verdict', async () => (await judged(installation, [id])).judged === 1, {
      timeoutMs: 300_000,
      everyMs: 10,
    });
  }
  return (await judged(installation, ids)).ms;
}

/** A whole contest in a compressed hour, and what its submissions wait behind those of people who practise. */
export async function run({
  share,
  backends,
}: {
  readonly share: number;
  readonly backends: readonly ('docker' | 'bubblewrap')[];
}): Promise<void> {
  const count = Math.ceil(CONTESTANTS * share);
  const practice = Math.ceil(PRACTICE * share);
  const hour = Math.max(5_000, HOUR_MS * share);
  console.log(
    `Method: ${count} contestants send ${EACH} submissions each (Python, three tests) to ${PROBLEMS} problems, evenly over ${(hour / 1_000).toFixed(0)} s, by HTTP to one api; a worker judges them in boxes and keeps the boards.`,
  );
  console.log(
    'Afterwards every submission must have one verdict, its log be dense, and both boards be equal to the fold from nothing.',
  );
  console.log(
    `Then ${ALONE} are handed in one after the other, with nothing else in the queue (the floor) and behind ${practice} that practise: from the row to the verdict.`,
  );
  console.log(`Machine: ${machine()}, shared by all of it\n`);
  await withInstallation(async (installation) => {
    const { db } = installation;
    const env = { LOG_LEVEL: 'warn', NODE_ENV: 'production', DISABLE_THROTTLE: '1' };
    const api = await installation.start('api', { ...env, QUEUE_DEPTH_LIMIT: '1000000' });
    await startWorker(installation, backends[0] ?? 'bubblewrap', { WORKER_AREAS: 'judge,contest' });
    const contest = await makeContest(db, { problems: PROBLEMS });
    const people = await makeContestants(db, contest.id, count);
    const load = startHelper<ContestLoad>('contest-load.ts');
    try {
      await load.call('open', { port: Number(PORT_OF.exec(api.url)?.[1]), tokens: people.map(({ token }) => token) });
      const bodies = people.map((_, n) =>
        Array.from({ length: EACH }, (__, nth) =>
          JSON.stringify({
            contestId: contest.id,
            problemId: contest.problems[(n + nth) % PROBLEMS],
            language: 'python3',
            code: code(n * EACH + nth),
          }),
        ),
      );
      const started = performance.now();
      const sent = await load.call('submit', { bodies, withinMs: hour });
      await waitFor('all verdicts', async () => (await judged(installation, sent.ids)).judged === sent.ids.length, {
        timeoutMs: 1_800_000,
        everyMs: 200,
      }).catch(() => undefined);
      const over = (performance.now() - started) / 1_000;
      await waitFor(
        'the board',
        async () => {
          const { rows } = await db.pool.query(
            'SELECT FROM contest_boards b JOIN judge_scopes s ON s.id = b.contest_id WHERE b.contest_id = $1 AND b.seq = s.next_seq - 1',
            [contest.id],
          );
          return rows.length === 1;
        },
        { timeoutMs: 60_000, everyMs: 50 },
      );
      const boards = [await rowsOf(installation, contest.id, 'public'), await rowsOf(installation, contest.id, 'jury')];
      const equal = boards.every((board) => JSON.stringify(board.kept) === JSON.stringify(board.folded));
      const broken = (await checkInvariants(testCtx(db))).invariants.filter(({ ok }) => !ok);
      const { judged: verdicts } = await judged(installation, sent.ids);
      const { rows: cells } = await db.pool.query<{ tries: number }>(
        `SELECT coalesce(sum((c ->> 'tries')::int + (c ->> 'pending')::int), 0)::int AS tries FROM contest_board_rows r, jsonb_array_elements(r.row -> 'cells') AS c
          WHERE r.contest_id = $1 AND r.view = 'jury' AND c <> 'null'`,
        [contest.id],
      );
      const wanted = count * EACH;
      printTable([
        ['sent', 'taken in', 'verdicts', 'tries on the board', 'answers p50', 'p99', 'verdicts/s'],
        [
          String(wanted),
          String(sent.ids.length),
          String(verdicts),
          String(cells[0]?.tries),
          ms(quantile(sent.ms, 0.5)),
          ms(quantile(sent.ms, 0.99)),
          (verdicts / over).toFixed(1),
        ],
      ]);
      const lost = wanted - verdicts;
      console.log(
        `\nLost: ${lost}; boards equal to the fold from nothing: ${equal ? 'yes' : 'NO'}; rules broken: ${broken.length}`,
      );

      const lone = { api: api.url, contest, first: wanted, count: ALONE };
      const floor = await oneByOne(installation, lone);
      const { problemId } = await makeProblem(db);
      const [busy] = await makeBuyers(db, 1);
      if (busy === undefined) throw new Error('nobody practises');
      for (let n = 0; n < practice; n += 1) await handIn(db, busy.user, undefined, problemId);
      const before = await waiting(installation);
      const behind = await oneByOne(installation, { ...lone, first: wanted + ALONE });
      const after = await waiting(installation);
      printTable([
        ['from row to verdict', 'p50', 'slowest', 'waiting before', 'after'],
        ['nothing else waits', ms(quantile(floor, 0.5)), ms(quantile(floor, 1)), '0', '0'],
        [
          `behind ${practice} of practice`,
          ms(quantile(behind, 0.5)),
          ms(quantile(behind, 1)),
          String(before),
          String(after),
        ],
      ]);
      const kept = lost === 0 && equal && broken.length === 0;
      if (!kept) process.exitCode = 1;
      console.log(`\nBudget: no verdict lost, and the board as folded: ${kept ? 'kept' : 'MISSED'}`);
    } finally {
      load.end();
    }
  });
}

async function waiting({ db }: Installation): Promise<number> {
  const { rows } = await db.pool.query<{ waiting: number }>(
    `SELECT count(*)::int AS waiting FROM judge_tasks WHERE status = 'QUEUED'`,
  );
  return rows[0]?.waiting ?? 0;
}
