import type { listContestAudit } from '@docket/contracts/http/contest-jury';
import type { RouteResponse } from '@docket/contracts/http/route';
import { formatMoment } from '../../../lib/format.ts';
import { RowItem, RowList } from '../../../ui/row-list.tsx';

type Entries = RouteResponse<typeof listContestAudit>['data'];

/** What somebody did, when, to whom and why. */
export function AuditRows({ entries }: { readonly entries: Entries }) {
  return (
    <RowList aria-label="Audit log">
      {entries.map((entry) => (
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
  );
}
