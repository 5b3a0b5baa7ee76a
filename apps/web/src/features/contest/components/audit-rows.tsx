import type { listContestAudit } from '@docket/contracts/http/contest-jury';
import type { RouteResponse } from '@docket/contracts/http/route';
import { auditWords } from '../audit-words.ts';
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
            <p className="wrap-anywhere">{auditWords(entry.act)}</p>
            {entry.reason !== null && <p className="wrap-anywhere">“{entry.reason}”</p>}
            <Kept entry={entry} />
          </div>
        </RowItem>
      ))}
    </RowList>
  );
}

/** The record as it is kept, for who looks something up by an id. */
function Kept({ entry: { act, subject, data } }: { readonly entry: Entries[number] }) {
  const kept = { act, ...(subject === null ? {} : { subject }), ...data };
  if (Object.keys(kept).length === 1) return null;
  return (
    <details className="text-xs text-muted">
      <summary className="w-fit cursor-pointer">Details</summary>
      <dl className="mt-1 grid gap-x-3 font-mono sm:grid-cols-[8rem_minmax(0,1fr)]">
        {Object.entries(kept).map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd className="break-all">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
