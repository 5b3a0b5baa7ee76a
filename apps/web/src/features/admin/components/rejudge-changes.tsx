import type { RejudgeChange } from '@docket/contracts/http/rejudges';
import { STATUS_LABELS, type FinalVerdict } from '@docket/contracts/judge/verdict';
import { Link } from '@tanstack/react-router';
import { cx } from '../../../lib/class-names.ts';
import { Icon } from '../../../ui/icons.tsx';
import { useLanguages } from '../../problems/api/use-languages.ts';
import { statusCode, statusColour } from '../../submissions/verdict-look.ts';

/** Each changed verdict with its submission. */
export function RejudgeChanges({ changes }: { readonly changes: readonly RejudgeChange[] }) {
  const { nameOf } = useLanguages();
  return (
    <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-card">
      {changes.map((change) => (
        <li
          key={change.submissionId}
          className="relative grid gap-x-5 gap-y-1 px-4 py-3 text-sm hover:bg-sunken/60 sm:grid-cols-[9rem_1fr_auto] sm:items-center sm:px-5"
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
              className="block truncate text-base font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-link"
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
        </li>
      ))}
    </ul>
  );
}

function Code({ verdict }: { readonly verdict: FinalVerdict }) {
  return (
    <abbr
      title={STATUS_LABELS[verdict]}
      className={cx(
        'inline-grid h-6 min-w-11 place-items-center rounded border-2 border-current px-1 font-mono text-xs leading-none font-bold no-underline',
        statusColour(verdict),
      )}
    >
      {statusCode(verdict)}
    </abbr>
  );
}
