import { listLanguages } from '@docket/contracts/http/language';
import { print } from '../output.ts';
import type { Admin } from './books.ts';
import { planBots } from './bots.ts';
import { until } from './buyer.ts';
import { attend } from './commentary.ts';
import { checkBoard, checkRatings, countAgain, gather, LABELS } from './contest-check.ts';
import { NEWS_PATIENCE_MS, run, type Hall } from './contest-run.ts';
import { enterJury, type Jury } from './jury.ts';
import { enterBots, register, sleepUntil, type Entered, type HandedIn } from './player.ts';
import { readCandidates } from './samples.ts';
import { standings } from './standings.ts';

/** How long everything takes, in milliseconds: before the start, the contest itself, and between its end and the thaw. */
export type Pace = { readonly lead: number; readonly length: number; readonly rest: number };
/** To be watched: three minutes in all. */
export const WATCHED: Pace = { lead: 15_000, length: 150_000, rest: 12_000 };
/** Nobody watches. */
export const QUICK: Pace = { lead: 2_000, length: 26_000, rest: 500 };

/** What follows the end: the board as it froze, the thaw, the results. Everything is counted again. */
async function finish(hall: Hall, handedIn: readonly HandedIn[], restMs: number): Promise<(string | undefined)[]> {
  const { jury, contest, players, audience, aborted } = hall;
  const { docket, heard } = audience;
  const { tries, problems } = await gather(jury, contest, handedIn);
  const participants = players.map(({ participant }) => participant);
  const all = countAgain(participants, tries, null);
  const frozen = await checkBoard(
    docket,
    contest,
    ({ frozenFrom }) => countAgain(participants, tries, frozenFrom),
    aborted,
  );
  const hidden = frozen.board.frozenFrom === null ? ['the board does not say that it is frozen'] : [];
  await sleepUntil(Date.now() + restMs, aborted);
  await jury.act(contest.contestId, { act: 'thaw' });
  const thawed = await checkBoard(docket, contest, () => all, aborted);
  await jury.act(contest.contestId, { act: 'finalise' });
  const { ratings, problems: unrated } = await checkRatings(docket, contest, all, aborted);
  const news = await until(
    'the answer, the thaw, the results or a first solve',
    () =>
      heard.answered &&
      heard.thawed &&
      heard.final &&
      thawed.board.firsts.every(({ label, participant }) => heard.firsts.get(label) === participant),
    aborted,
    NEWS_PATIENCE_MS,
  );
  print(`\n${standings(thawed.board, ratings)}`);
  const found = [...problems, ...hidden, ...frozen.problems.map((each) => `frozen, ${each}`), ...thawed.problems];
  if (found.length === 0)
    print(
      `  recounted   ${tries.length} programs at ${LABELS.length} problems: the board is what they say, frozen and at the end`,
    );
  return [...found, ...unrated, ...heard.problems, news];
}

/** A contest from its announcement to its results. Returns what was not as it has to be. */
async function hold(
  url: string,
  jury: Jury,
  entered: readonly Entered[],
  pace: Pace,
  aborted: AbortSignal,
): Promise<readonly string[]> {
  const startsAt = new Date(Date.now() + pace.lead);
  const contest = await jury.hold(startsAt, new Date(startsAt.getTime() + pace.length));
  const audience = await attend(url, contest);
  try {
    print(
      `\nA contest of ${Math.round(pace.length / 1_000)} seconds, frozen for the last third: ${entered.length} bots take part`,
    );
    print(`  the board      ${url}/contests/${contest.slug}/board`);
    print(`  the projector  ${url}/contests/${contest.slug}/board/projector`);
    const players = await Promise.all(entered.map((each) => register(each, contest)));
    const hall = { jury, contest, players, audience, aborted };
    const { handedIn, problems } = await run(hall);
    const found = [...problems, ...(await finish(hall, handedIn, pace.rest))];
    return found.filter((text) => text !== undefined);
  } finally {
    await audience.leave();
  }
}

/**
 * Bots play a contest of the worked problems that the administrator holds, printed as the socket tells it. Returns what was not as it has to be: a verdict,
 * or anything on the board that does not follow from what was handed in.
 */
export async function holdContest(
  url: string,
  admin: Admin,
  pace: Pace,
  aborted: AbortSignal,
): Promise<readonly string[]> {
  const open: { close(): void }[] = [];
  // Whatever ends it, nobody goes on handing in.
  const over = new AbortController();
  try {
    const { docket, jury } = await enterJury(url, admin);
    open.push(docket);
    const { data: languages } = await docket.call(listLanguages);
    const { bots, gaps } = planBots(
      await readCandidates(),
      languages.map(({ id }) => id),
    );
    const entered = await enterBots(url, bots);
    open.push(...entered.map(({ who }) => who.docket));
    const problems = await hold(url, jury, entered, pace, AbortSignal.any([aborted, over.signal]));
    await docket.logout();
    return [...gaps, ...problems].map((text) => `contest: ${text}`);
  } catch (error) {
    return [`contest: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    over.abort();
    for (const docket of open) docket.close();
  }
}
