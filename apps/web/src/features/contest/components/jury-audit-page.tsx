import type { ContestDetail } from '@docket/contracts/http/contest';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { LoadMore } from '../../../ui/load-more.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { auditQuery } from '../api/jury.ts';
import { AuditRows } from './audit-rows.tsx';
import { JuryFrame } from './jury-frame.tsx';

const route = getRouteApi('/contests/$slug/jury/audit');

export function JuryAuditPage() {
  const { slug } = route.useParams();
  return (
    <JuryFrame slug={slug} title="Audit log">
      {(contest) => <Log contest={contest} />}
    </JuryFrame>
  );
}

/** All that the jury did, newest first. */
function Log({ contest }: { readonly contest: ContestDetail }) {
  const audit = useInfiniteQuery(auditQuery(contest.slug));
  const shown = audit.data?.pages.flatMap((page) => page.data);
  if (audit.isPending) return <RowsLoading label="Loading the log" />;
  if (shown === undefined) return <Failure error={audit.error} retry={() => void audit.refetch()} />;
  if (shown.length === 0) return <Empty title="The jury has done nothing yet" />;
  return (
    <div>
      <AuditRows entries={shown} />
      <LoadMore paged={audit} />
    </div>
  );
}
