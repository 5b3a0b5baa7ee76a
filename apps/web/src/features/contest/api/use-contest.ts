import type { BoardView } from '@docket/contracts/contest/board';
import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { ContestDetail, ContestProblem } from '@docket/contracts/http/contest';
import { isFinal } from '@docket/contracts/judge/verdict';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { serverClock } from '../../../lib/server-clock.ts';
import { useSession } from '../../../lib/session.ts';
import { again } from '../../../lib/live/merge.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { applyBoardChange, newerBoard } from '../board-state.ts';
import { nextTurn } from '../contest-turns.ts';
import {
  boardQuery,
  clarificationsQuery,
  contestKey,
  contestProblemsQuery,
  contestQuery,
  contestSubmissionsQuery,
} from './queries.ts';

/** Longer than a timer can be set for. */
const FAR_MS = 12 * 3_600_000;

/** A contest as it is now. What changes by the clock alone (start, own end, end) is asked for at that moment. */
export function useContest(slug: string) {
  const queryClient = useQueryClient();
  const known = queryClient.getQueryData<ContestDetail>(contestQuery(slug).queryKey);
  const contest = useLiveQuery(contestQuery(slug), {
    ...(known === undefined ? {} : { channel: known.channel }),
    guests: true,
    on: {
      'contest.changed': (held, { data }) => (data.contestId === held.contestId ? again(held) : held),
      'participation.changed': (held, { data }) => (data.contestId === held.contestId ? again(held) : held),
    },
  });
  const next = contest.data === undefined ? undefined : nextTurn(contest.data, serverClock.now());
  useEffect(() => {
    if (next === undefined || next - serverClock.now() > FAR_MS) return undefined;
    // A moment later than the server: it decides, and an answer from before would be shown for long.
    const timer = setTimeout(
      () => void queryClient.invalidateQueries({ queryKey: contestKey(slug) }),
      Math.max(0, next - serverClock.now()) + 150,
    );
    return () => clearTimeout(timer);
  }, [next, slug, queryClient, contest.dataUpdatedAt]);
  return contest;
}

export function useContestProblems(slug: string, open: boolean) {
  const loggedIn = useSession() !== undefined;
  return useLiveQuery(
    { ...contestProblemsQuery(slug), enabled: open },
    { on: loggedIn ? { 'submission.updated': afterVerdict<{ data: ContestProblem[] }> } : {} },
  );
}

function afterVerdict<Data>(held: Data, { data }: EventEnvelope<'submission.updated'>) {
  return isFinal(data.status) || data.status === 'QUEUED' ? again(held) : held;
}

/** The board as it changes. `channel`: where its changes are told; null: nowhere. */
export function useBoard(slug: string, view: BoardView, channel: string | null) {
  return useLiveQuery(boardQuery(slug, view), {
    ...(channel === null ? {} : { channel }),
    guests: true,
    read: newerBoard,
    on: {
      'scoreboard.changed': (held, { data }) => applyBoardChange(held, data),
      // A freeze that was lifted: the rows come as a change of the board.
      'contest.changed': (held, { data }) => (data.contestId === held.contestId ? again(held) : held),
    },
  });
}

/** Which board somebody looks at: a virtual participant sees it as it stood at the own contest time. */
export function boardViewOf({ participation }: ContestDetail): BoardView {
  return participation?.kind === 'virtual' ? 'ghost' : 'public';
}

export function useClarifications({ slug, contestId, channel, jury }: ContestDetail, enabled: boolean) {
  return useLiveInfiniteQuery(
    { ...clarificationsQuery(slug), enabled },
    {
      channel: jury?.channel ?? channel,
      on: { 'clarification.changed': (held, { data }) => (data.contestId === contestId ? again(held) : held) },
    },
  );
}

export function useContestSubmissions(slug: string, filter: { readonly label?: string }, limit?: number) {
  return useLiveInfiniteQuery(contestSubmissionsQuery(slug, filter, limit), {
    on: { 'submission.updated': (held) => again(held) },
  });
}
