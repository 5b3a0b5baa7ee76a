import type { ContestDetail } from '@docket/contracts/http/contest';
import { askClarification, listClarifications } from '@docket/contracts/http/contest-desk';
import { print } from '../output.ts';
import { until } from './buyer.ts';
import type { Audience } from './commentary.ts';
import type { Jury } from './jury.ts';
import { play, sleepUntil, type HandedIn, type Player } from './player.ts';

const QUESTION_AT = 0.2;
const ANSWER_AT = 0.28;
/** As a share of the contest. */
export const FREEZE_AT = 0.66;
/** If somebody has not handed in everything this long before the end, it is moved by so much. */
const MARGIN_MS = 1_500;
const MORE_MS = 10_000;
/** What the socket tells may come so late: the machine judges meanwhile. */
export const NEWS_PATIENCE_MS = 30_000;

/** Everybody at a contest. */
export type Hall = {
  readonly jury: Jury;
  readonly contest: ContestDetail;
  readonly players: readonly Player[];
  readonly audience: Audience;
  readonly aborted: AbortSignal;
};

/** A question is asked and answered to everybody. Returns what went wrong: somebody else has to be able to read the answer. */
async function askAndAnswer(hall: Hall, momentOf: (share: number) => number): Promise<string | undefined> {
  const { contest, players, jury, aborted } = hall;
  const [asking] = players.toReversed();
  const [other] = players;
  if (asking === undefined || other === undefined) return 'nobody is there to ask';
  const params = { id: contest.contestId };
  await sleepUntil(momentOf(QUESTION_AT), aborted);
  const question = 'May a name have spaces inside?';
  const { clarificationId } = await asking.who.docket.call(askClarification, {
    params,
    body: { label: 'A', question },
  });
  print(`  ${asking.bot.name.padEnd(10)}  asks about A: ${question}`);
  await sleepUntil(momentOf(ANSWER_AT), aborted);
  await jury.answer(contest.contestId, clarificationId);
  const { data } = await other.who.docket.call(listClarifications, { params });
  const answer = data.find((each) => each.clarificationId === clarificationId)?.answer;
  if (answer == null) return `${other.bot.name} cannot read the answer that is for everybody`;
  print(`  ${other.bot.name.padEnd(10)}  reads the answer: ${answer}`);
  return undefined;
}

/** Waits for the end. Where the machine is so slow that bots are late, the jury moves it: being late is not what is looked at. */
async function untilTheEnd({ jury, contest, aborted }: Hall, played: Promise<unknown>): Promise<void> {
  for (let endsAt = Date.parse(contest.endsAt); ; endsAt += MORE_MS) {
    const late = await Promise.race([
      played.then(() => false),
      sleepUntil(endsAt - MARGIN_MS, aborted).then(() => true),
    ]);
    if (!late) return sleepUntil(endsAt + 200, aborted);
    const at = new Date(endsAt + MORE_MS).toISOString();
    await jury.act(contest.contestId, { act: 'end', at, reason: 'This machine has much to do' });
  }
}

/** The contest from its start to its end. */
export async function run(hall: Hall): Promise<{ handedIn: readonly HandedIn[]; problems: (string | undefined)[] }> {
  const { contest, players, jury, audience, aborted } = hall;
  const [from, to] = [Date.parse(contest.startsAt), Date.parse(contest.endsAt)];
  const momentOf = (share: number): number => from + share * (to - from);
  async function freeze(): Promise<void> {
    await sleepUntil(momentOf(FREEZE_AT), aborted);
    await jury.act(contest.contestId, { act: 'freeze' });
  }
  const played = Promise.all(players.map((player) => play(player, contest, momentOf, aborted)));
  const [verdicts, asked] = await Promise.all([
    played,
    askAndAnswer(hall, momentOf),
    freeze(),
    untilTheEnd(hall, played),
  ]);
  print('  everybody   the contest is over');
  const news = await until('the freeze', () => audience.heard.frozen, aborted, NEWS_PATIENCE_MS);
  return { handedIn: await Promise.all(verdicts.flat()), problems: [asked, news] };
}
