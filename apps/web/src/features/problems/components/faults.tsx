import type { ProblemDetail } from '@docket/contracts/http/problems';
import { Link } from '@tanstack/react-router';
import { plural } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Icon } from '../../../ui/icons.tsx';

/** What the package got wrong while it was judged with. Only setters and admins are told. */
export function Faults({ faults }: { readonly faults: NonNullable<ProblemDetail['faults']> }) {
  return (
    <section aria-labelledby="faults" className="mb-6 rounded-xl border border-limit/60 bg-limit/8 p-4 text-sm">
      <h2 id="faults" className="flex items-center gap-2 font-semibold">
        <Icon name="alert" className="text-limit" /> {plural(faults.length, 'fault')} of the package, for setters only
      </h2>
      <ul className="mt-2 grid gap-3">
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
    </section>
  );
}
