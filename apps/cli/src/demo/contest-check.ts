import { setTimeout as sleep } from 'node:timers/promises';
import type { Docket } from '@docket/client/docket';
import { getContestBoard, type ContestBoard, type ContestDetail } from '@docket/contracts/http/contest';
import { getContestRatings, type ContestRatings } from '@docket/contracts/http/rating';
import { isFinal } from '@docket/contracts/judge/verdict';
import { CONTEST_PROBLEMS } from './bots.ts';
import { PENALTY_MINUTES, type Jury } from './jury.ts';
import { tryComplaint, type HandedIn } from './player.ts';
import { differences, placesOf, recount, type CountedRow, type CountedTry } from './recount.ts';

/** Boards and ratings follow what they are made of within this time. */
const PATIENCE_MS = 60_000;
export const LABELS = CONTEST_PROBLEMS.map(({ label }) => label);

/** What was handed in and how it ended, as the authors were told; and what the jury's list has otherwise. */
export async function gather(
  jury: Jury,
  { contestId, startsAt }: ContestDetail,
  handedIn: readonly HandedIn[],
): Promise<{ readonly tries: readonly CountedTry[]; readonly problems: readonly string[] }> {
  const problems = handedIn.map(tryComplaint).filter((text) => text !== undefined);
  const told = new Map(handedIn.map((each) => [each.submissionId, each]));
  const listed = await jury.submissions(contestId);
  if (listed.length !== handedIn.length)
    problems.push(`${handedIn.length} programs were handed in, and the jury has ${listed.length}`);
  const tries = listed.flatMap(({ submissionId, participantId, label, status, time, submittedAt }) => {
    const own = told.get(submissionId);
    const verdict = own?.state?.status;
    if (own === undefined || verdict === undefined || !isFinal(verdict)) {
      problems.push(`the jury has ${submissionId} of ${label}, of which nobody was told a verdict`);
      return [];
    }
    const differs = own.participant !== participantId || own.made.label !== label || verdict !== status;
    if (differs)
      problems.push(`the jury has ${label} ${status} where ${own.bot} was told ${own.made.label} ${verdict}`);
    if (time !== Date.parse(submittedAt) - Date.parse(startsAt))
      problems.push(`${submissionId} was handed in at ${submittedAt}, and its contest time is ${time} ms`);
    return [{ participant: own.participant, label: own.made.label, time, verdict }];
  });
  return { tries: tries.toSorted((a, b) => a.time - b.time), problems };
}

/** Counts everything once more. @param hiddenFrom contest time from which on no verdict is known; null: all are */
export function countAgain(
  participants: readonly string[],
  tries: readonly CountedTry[],
  hiddenFrom: number | null,
): readonly CountedRow[] {
  return recount(participants, tries, { labels: LABELS, penaltyMinutes: PENALTY_MINUTES, hiddenFrom });
}

/** Reads again and again until nothing is wrong with what is read, or patience ends. Returns the last with what is wrong. */
async function untilRight<T>(
  read: () => Promise<T>,
  wrong: (read: T) => readonly string[],
  aborted: AbortSignal,
): Promise<{ readonly read: T; readonly problems: readonly string[] }> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const last = await read();
    const problems = wrong(last);
    if (problems.length === 0 || Date.now() > deadline) return { read: last, problems };
    await sleep(300, undefined, { signal: aborted });
  }
}

/** The board that everybody sees, and where it is not what was counted. */
export async function checkBoard(
  docket: Docket,
  { contestId: id }: ContestDetail,
  count: (board: ContestBoard) => readonly CountedRow[],
  aborted: AbortSignal,
) {
  const { read: board, problems } = await untilRight(
    () => docket.call(getContestBoard, { params: { id } }),
    (each) => differences(each, count(each), LABELS),
    aborted,
  );
  return { board, problems };
}

/** The ratings when they are final: of everybody who took part, by the places that were counted. */
export async function checkRatings(
  docket: Docket,
  { contestId: id }: ContestDetail,
  counted: readonly CountedRow[],
  aborted: AbortSignal,
) {
  const places = placesOf(counted);
  const wrong = ({ state, data }: ContestRatings): string[] => {
    if (state !== 'final') return [`ratings are ${state}, not final`];
    return [...places].flatMap(([participant, place]) => {
      const rated = data.find((each) => each.participant === participant);
      return rated?.place === place ? [] : [`place ${place} is rated as place ${rated?.place ?? 'none'}`];
    });
  };
  const { read, problems } = await untilRight(() => docket.call(getContestRatings, { params: { id } }), wrong, aborted);
  return { ratings: read.data, problems };
}
