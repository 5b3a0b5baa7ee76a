import { createDocket, type Docket } from '@docket/client/docket';
import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { getContestBoard, type ContestBoard, type ContestDetail } from '@docket/contracts/http/contest';
import { print } from '../output.ts';
import { newsBetween, withChange } from './board-news.ts';

/** What somebody in the audience has heard so far. */
export type Heard = {
  answered: boolean;
  frozen: boolean;
  thawed: boolean;
  final: boolean;
  /** Who was told of as the first to solve, by letter. */
  readonly firsts: Map<string, string>;
  /** What kept the board from being read. */
  readonly problems: string[];
};

export type Audience = { readonly docket: Docket; readonly heard: Heard; leave(): Promise<void> };

const say = (text: string): void => print(`  everybody   ${text}`);

/** What is told of the contest as a whole. */
function hear(heard: Heard, event: EventEnvelope): void {
  if (event.type === 'clarification.changed' && event.data.status === 'answered' && !heard.answered) {
    heard.answered = true;
    say('the jury has answered a question');
  }
  if (event.type !== 'contest.changed') return;
  const { frozen, finalised } = event.data;
  if (frozen && !heard.frozen) {
    heard.frozen = true;
    say('the board is frozen');
  }
  if (!frozen && heard.frozen && !heard.thawed) {
    heard.thawed = true;
    say('the board has thawed');
  }
  if (finalised && !heard.final) {
    heard.final = true;
    say('the results are final');
  }
}

/** Watches a contest without a login, and prints what the socket brings: one line for each notable thing. */
export async function attend(url: string, { contestId, channel }: ContestDetail): Promise<Audience> {
  const docket = createDocket({ baseUrl: url });
  const heard: Heard = { answered: false, frozen: false, thawed: false, final: false, firsts: new Map(), problems: [] };
  const read = (): Promise<ContestBoard> => docket.call(getContestBoard, { params: { id: contestId } });
  let board = await read();
  function turnTo(next: ContestBoard): void {
    if (next.version < board.version) return;
    const { firsts, lines } = newsBetween(board, next);
    for (const { label, participant } of firsts) heard.firsts.set(label, participant);
    lines.forEach(say);
    board = next;
  }
  async function take(event: EventEnvelope): Promise<void> {
    if (event.type === 'scoreboard.changed') turnTo(withChange(board, event.data) ?? (await read()));
    else hear(heard, event);
  }
  // One after the other, also while the board is read again.
  let turn: Promise<void> = Promise.resolve();
  const next = (step: () => Promise<void>): void => {
    turn = turn.then(step).catch((error: unknown) => {
      heard.problems.push(`the board was not read: ${error instanceof Error ? error.message : String(error)}`);
    });
  };
  const leave = docket.realtime.listenTo(channel, {
    event: (event) => next(() => take(event)),
    resync: (recovered) => {
      if (!recovered) next(async () => turnTo(await read()));
    },
  });
  return {
    docket,
    heard,
    async leave() {
      leave();
      await turn;
      docket.close();
    },
  };
}
