import type { ProblemDetail } from '@docket/contracts/http/problem';
import { isFinal, STATUS_LABELS } from '@docket/contracts/judge/verdict';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useEvents } from '../../../lib/live/connection.ts';
import { toast } from '../../../ui/toast.tsx';
import { statusTone } from '../verdict-look.ts';

/** Tells of a verdict that arrives while its person is on another page. Draws nothing itself. */
export function VerdictToasts() {
  const router = useRouter();
  const queryClient = useQueryClient();
  useEvents({
    'submission.updated': ({ data }) => {
      if (!isFinal(data.status)) return;
      // Where it is shown anyway it is also read out.
      const { pathname, href } = router.state.location;
      if (href.includes(data.submissionId) || pathname === '/submissions') return;
      const title = queryClient
        .getQueriesData<ProblemDetail>({ queryKey: ['problems', 'one'] })
        .find(([, problem]) => problem?.problemId === data.problemId)?.[1]?.title;
      toast(
        statusTone(data.status),
        <>
          <Link to="/submissions/$id" params={{ id: data.submissionId }} className="link font-medium">
            {title ?? 'Your submission'}
          </Link>
          : {STATUS_LABELS[data.status]}
        </>,
      );
    },
  });
  return null;
}
