import { setTimeout as sleep } from 'node:timers/promises';
import { registerForContest, type ContestDetail } from '@docket/contracts/http/contest';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { isFinal } from '@docket/contracts/judge/verdict';
import type { Bot, BotTry } from './bots.ts';
import { enter, type Buyer } from './buyer.ts';

/** A try that has no verdict after this long counts as failed. */
const PATIENCE_MS = 180_000;

/** A bot with its account. */
export type Entered = { readonly bot: Bot; readonly who: Buyer };
/** And as what it takes part. */
export type Player = Entered & { readonly participant: string };

/** What came of a try, as its author was told. */
export type HandedIn = {
  readonly bot: string;
  readonly participant: string;
  readonly made: BotTry;
  readonly submissionId: string | undefined;
  readonly state: SubmissionDetail | undefined;
  readonly error: string | undefined;
};

/** Waits for a moment. @throws when it is stopped meanwhile */
export async function sleepUntil(at: number, aborted: AbortSignal): Promise<void> {
  await sleep(Math.max(0, at - Date.now()), undefined, { signal: aborted });
}

/** New accounts for bots. */
export function enterBots(url: string, bots: readonly Bot[]): Promise<Entered[]> {
  return Promise.all(bots.map(async (bot) => ({ bot, who: await enter(url, bot.name) })));
}

/** Registers a bot for a contest. */
export async function register(entered: Entered, { contestId }: ContestDetail): Promise<Player> {
  const { docket } = entered.who;
  const { participantId } = await docket.call(registerForContest, { params: { id: contestId }, body: {} });
  return { ...entered, participant: participantId };
}

/** Hands one program in. `verdict` waits for what comes of it, and never rejects. */
async function handIn(
  { bot, who: { docket }, participant }: Player,
  made: BotTry,
  contestId: string,
  aborted: AbortSignal,
): Promise<{ readonly verdict: Promise<HandedIn> }> {
  const base = { bot: bot.name, participant, made };
  const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));
  let submissionId: string;
  try {
    const { problem: problemId, language, code } = made;
    ({ submissionId } = await docket.submit({ problemId, language, code, contestId }, { signal: aborted }));
  } catch (error) {
    return { verdict: Promise.resolve({ ...base, submissionId: undefined, state: undefined, error: why(error) }) };
  }
  async function told(): Promise<HandedIn> {
    const signal = AbortSignal.any([aborted, AbortSignal.timeout(PATIENCE_MS)]);
    let state: SubmissionDetail | undefined;
    try {
      for await (const next of docket.watch(submissionId, { signal })) state = next;
      return { ...base, submissionId, state, error: signal.aborted ? 'no verdict in time' : undefined };
    } catch (error) {
      return { ...base, submissionId, state, error: why(error) };
    }
  }
  return { verdict: told() };
}

/**
 * Plays a contest: hands everything in at its time, whether verdicts have come or not.
 * @returns when all is handed in; verdicts come later
 */
export async function play(
  player: Player,
  { contestId }: ContestDetail,
  momentOf: (share: number) => number,
  aborted: AbortSignal,
): Promise<Promise<HandedIn>[]> {
  const verdicts: Promise<HandedIn>[] = [];
  for (const made of player.bot.tries) {
    await sleepUntil(momentOf(made.at), aborted);
    const { verdict } = await handIn(player, made, contestId, aborted);
    verdicts.push(verdict);
  }
  return verdicts;
}

/** Why a try is not what it had to be; undefined when it is. */
export function tryComplaint({ bot, made, state, error }: HandedIn): string | undefined {
  const what = `${bot}, ${made.label} (${made.problem}/${made.file})`;
  if (error !== undefined) return `${what}: ${error}`;
  if (state === undefined || !isFinal(state.status)) return `${what}: no verdict`;
  if (state.status === made.expected) return undefined;
  return `${what}: expected ${made.expected}, got ${state.status}${state.reason === null ? '' : ` (${state.reason})`}`;
}
