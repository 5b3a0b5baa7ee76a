import { setTimeout as sleep } from 'node:timers/promises';
import { makeContest } from '@docket/domain/contest/fixtures';
import { makeProblem } from '@docket/testing/builders';
import { makeBuyers, type Buyer } from '@docket/testing/buyers';
import type { ContestBare } from '../load/contest-bare.ts';
import type { ContestLoad, Timed } from '../load/contest-load.ts';
import { makeContestants } from '../lib/contestants.ts';
import { startHelper } from '../lib/helper.ts';
import { machine, printTable } from '../lib/report.ts';
import { withInstallation } from '../lib/stack.ts';
import { median, ms, quantile } from '../lib/stats.ts';

const PEOPLE = 2_000;
const PROBLEMS = 8;
const STATEMENT_BYTES = 6_000;
const SECOND_MS = 1_000;
const ROUNDS = 5;
const BYSTANDERS = 10;
const BUDGET_MS = 200;
const PORT_OF = /:(\d+)$/;

type Round = { readonly all: Timed; readonly others: readonly number[] };

const portOf = (url: string): number => Number(PORT_OF.exec(url)?.[1]);
const tokensOf = (people: readonly Buyer[]): string[] => people.map(({ token }) => token);
const failed = ({ statuses }: Timed): number =>
  Object.entries(statuses).reduce((sum, [status, count]) => sum + (status === '200' ? 0 : count), 0);

/** The start of a contest: everybody asks for its problems in the same second. */
export async function run({ share }: { readonly share: number }): Promise<void> {
  const count = Math.ceil(PEOPLE * share);
  console.log(
    `Method: ${count} people on kept connections ask one api for the problems of a contest of ${PROBLEMS} as it begins, evenly over a second, and then each for the`,
  );
  console.log(
    `first statement (${STATEMENT_BYTES} bytes) as soon as the list has come. ${BYSTANDERS} others ask for the list of problems at that time, five times a second each. Medians of ${ROUNDS} rounds.`,
  );
  console.log(
    'Floor: a bare Node server that asks Postgres with one statement whether the caller takes part, and sends the same bytes; the same load.',
  );
  console.log(`Machine: ${machine()}, shared by api, load generator, this process and Postgres\n`);
  await withInstallation(async (installation) => {
    const { db } = installation;
    const api = await installation.start('api', { LOG_LEVEL: 'warn', NODE_ENV: 'production', DISABLE_THROTTLE: '1' });
    const contest = await makeContest(db, { problems: PROBLEMS });
    for (let n = 0; n < 20; n += 1) await makeProblem(db);
    await db.pool.query('UPDATE problem_versions SET statement = repeat($1, $2)', [
      'Add the two numbers. ',
      Math.ceil(STATEMENT_BYTES / 21),
    ]);
    const people = await makeContestants(db, contest.id, count);
    const bystanders = await makeBuyers(db, BYSTANDERS);
    await db.pool.query('ANALYZE');
    const [load, others, bare] = [
      startHelper<ContestLoad>('contest-load.ts'),
      startHelper<ContestLoad>('contest-load.ts'),
      startHelper<ContestBare>('contest-bare.ts'),
    ];
    const list = `/contest/${contest.id}/problems`;
    const paths = [list, `${list}/A`];
    try {
      await others.call('open', { port: portOf(api.url), tokens: tokensOf(bystanders) });
      /** Five times a second each, for so long. */
      const bystand = async (seconds: number): Promise<number[]> => {
        const times: number[] = [];
        for (let n = 0; n < seconds * 5; n += 1)
          times.push(...(await others.call('ask', { paths: ['/problems?limit=20'], withinMs: 200 })).ms);
        return times;
      };
      const round = async (asked: readonly string[]): Promise<Round> => {
        const beside = bystand(2);
        const all = await load.call('ask', { paths: asked, withinMs: SECOND_MS });
        return { all, others: await beside };
      };
      await load.call('open', { port: portOf(api.url), tokens: tokensOf(people) });
      await bystand(1);
      const quiet = await bystand(3);
      const ours: Round[] = [];
      for (let n = 0; n < ROUNDS; n += 1) {
        await sleep(2_500);
        ours.push(await round(paths));
      }
      const [first] = people;
      const answer = await fetch(`${api.url}${list}`, { headers: { authorization: `Bearer ${first?.token ?? ''}` } });
      const users = Object.fromEntries(people.map(({ token, user }) => [`Bearer ${token}`, user.userId]));
      const port = await bare.call('listen', {
        databaseUrl: installation.env['DATABASE_URL'] ?? '',
        contestId: contest.id,
        users,
        body: await answer.text(),
      });
      await load.call('open', { port, tokens: tokensOf(people) });
      const floors: Round[] = [];
      for (let n = 0; n < ROUNDS; n += 1) {
        await sleep(1_000);
        floors.push(await round(paths));
      }
      const at = (rounds: readonly Round[], share_: number) =>
        median(rounds.map(({ all }) => quantile(all.ms, share_)));
      const beside = (rounds: readonly Round[]) => median(rounds.map((each) => quantile(each.others, 0.99)));
      const row = (name: string, rounds: readonly Round[]) => [
        name,
        ms(at(rounds, 0.5)),
        ms(at(rounds, 0.99)),
        ms(at(rounds, 1)),
        String(rounds.reduce((sum, { all }) => sum + failed(all), 0)),
        ms(beside(rounds)),
      ];
      printTable([
        ['', 'p50', 'p99', 'slowest', 'failed', 'others p99'],
        ['api, nobody else', '', '', '', '', ms(quantile(quiet, 0.99))],
        row('api, the start', ours),
        row('floor: bare server', floors),
      ]);
      const p99 = at(ours, 0.99);
      if (ours.some(({ all }) => failed(all) > 0)) process.exitCode = 1;
      console.log(`\np99 over the floor: ${(p99 / at(floors, 0.99)).toFixed(1)}`);
      console.log(
        `Budget: p99 below ${BUDGET_MS} ms: ${p99 < BUDGET_MS ? 'kept' : 'MISSED'}; others below it: ${beside(ours) < BUDGET_MS ? 'kept' : 'MISSED'}`,
      );
    } finally {
      load.end();
      others.end();
      bare.end();
    }
  });
}
