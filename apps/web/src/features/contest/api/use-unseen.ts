import type { Clarification } from '@docket/contracts/http/contest-desk';
import type { ContestDetail } from '@docket/contracts/http/contest';
import { useEvents } from '../../../lib/live/connection.ts';
import { toast } from '../../../ui/toast.tsx';
import { useClarifications } from './use-contest.ts';

/** Whether something is for the caller to look at: for the jury a question without an answer, for the others an answer that was not seen. */
export function isUnseen({ status, acknowledged, jury }: Clarification): boolean {
  return jury === null ? status === 'answered' && !acknowledged : status === 'open';
}

/** How many of the clarifications wait for the caller. */
export function useUnseen(contest: ContestDetail): number {
  const member = contest.jury !== null || contest.mine === 'registered';
  const { data } = useClarifications(contest, member);
  return (data?.pages ?? []).flatMap((page) => page.data).filter(isUnseen).length;
}

/** Says in a corner that the jury has answered or announced something. */
export function useClarificationNews({ contestId, jury }: ContestDetail): void {
  useEvents({
    'clarification.changed': ({ data }) => {
      if (data.contestId !== contestId || jury !== null || data.status !== 'answered') return;
      toast(
        'note',
        data.kind === 'announcement' ? 'The jury has announced something' : 'The jury has answered a question',
      );
    },
  });
}
