import type { ProblemDetail } from '@docket/contracts/http/problem';
import { Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Notice } from '../../../ui/notice.tsx';

type FaultsProps = { readonly faults: NonNullable<ProblemDetail['faults']> };

/** What the package got wrong while it was judged with. Only setters and admins are told. */
export function Faults({ faults }: FaultsProps) {
  return (
    <section aria-label="Problems with the package" className="mb-6" data-testid="faults">
      <Notice tone="limit" title={`${plural(faults.length, 'fault')} of the package, shown to setters only`}>
        <FaultList faults={faults} />
      </Notice>
    </section>
  );
}

/** Each with what the program said, how often, and where it was seen last. */
export function FaultList({ faults }: FaultsProps) {
  return (
    <ul className="mt-1 grid gap-3">
      {faults.map((fault) => (
        <li key={`${fault.reason} ${fault.submissionId}`} className="min-w-0">
          <p className="break-words">{fault.reason}</p>
          {fault.message !== null && fault.message !== '' && (
            <pre className="mt-1 max-h-40 overflow-auto rounded-lg bg-card p-2 font-mono text-xs whitespace-pre-wrap">
              {fault.message}
            </pre>
          )}
          <p className="text-muted">
            {plural(fault.times, 'time')}, last <Ago at={fault.lastAt} />,{' '}
            {fault.submissionId === null ? (
              'when the package was checked'
            ) : (
              <Link to="/submissions/$id" params={{ id: fault.submissionId }} className="link">
                the submission
              </Link>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
