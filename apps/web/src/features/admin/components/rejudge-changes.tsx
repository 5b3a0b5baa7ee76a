import type { RejudgeChange } from '@docket/contracts/http/rejudge';
import { STATUS_LABELS, type FinalVerdict } from '@docket/contracts/judge/verdict';
import { Link } from '@tanstack/react-router';
import { Badge } from '../../../ui/badge.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { ROW_LINK, RowItem, RowList } from '../../../ui/row-list.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { statusCode, statusTone } from '../../submission/verdict-look.ts';

/** Each changed verdict with its submission. */
export function RejudgeChanges({ changes }: { readonly changes: readonly RejudgeChange[] }) {
  const { nameOf } = useLanguages();
  return (
    <RowList>
      {changes.map((change) => (
        <RowItem
          key={change.submissionId}
          className="gap-x-5 text-sm hover:bg-sunken/60 sm:grid-cols-[9rem_1fr_auto] sm:items-center"
        >
          <p className="flex items-center gap-2">
            <Code verdict={change.from} />
            <Icon name="arrow" className="text-muted" />
            <span className="sr-only">becomes</span>
            <Code verdict={change.to} />
          </p>
          <div className="min-w-0">
            <Link
              to="/submissions/$id"
              params={{ id: change.submissionId }}
              className={`block truncate text-base font-medium ${ROW_LINK}`}
            >
              {change.username}
            </Link>
            {change.reason !== null && <p className="break-words text-muted">{change.reason}</p>}
          </div>
          <p className="text-muted sm:text-right">
            {change.problemSlug} · {nameOf(change.language)}
            {change.state === 'left' && (
              <span className="block text-limit">left alone: it was judged anew meanwhile</span>
            )}
          </p>
        </RowItem>
      ))}
    </RowList>
  );
}

function Code({ verdict }: { readonly verdict: FinalVerdict }) {
  return (
    <Badge tone={statusTone(verdict)} stands={STATUS_LABELS[verdict]}>
      {statusCode(verdict)}
    </Badge>
  );
}
