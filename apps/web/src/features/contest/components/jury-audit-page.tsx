import type { ContestDetail } from '@docket/contracts/http/contest';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { formatMoment } from '../../../lib/format.ts';
import { LoadMore } from '../../../ui/load-more.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { auditQuery } from '../api/jury.ts';
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
      <RowList aria-label="Audit log">
        {shown.map((entry) => (
          <RowItem
            key={entry.auditId}
            data-testid="audit"
            className="gap-x-4 py-2 text-sm sm:grid-cols-[12rem_9rem_minmax(0,1fr)]"
          >
            <time dateTime={entry.at} className="text-muted tabular-nums">
              {formatMoment(entry.at)}
            </time>
            <span className="truncate font-medium">{entry.username ?? 'Docket'}</span>
            <div className="min-w-0">
              <p className="wrap-anywhere">
                <strong>{entry.act}</strong> {entry.subject}
              </p>
              {entry.reason !== null && <p className="wrap-anywhere">“{entry.reason}”</p>}
              {Object.keys(entry.data).length > 0 && (
                <p className="font-mono text-xs break-all text-muted">{JSON.stringify(entry.data)}</p>
              )}
            </div>
          </RowItem>
        ))}
      </RowList>
      <LoadMore paged={audit} />
    </div>
  );
}
