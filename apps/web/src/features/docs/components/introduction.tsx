import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSession } from '../../../lib/session.ts';
import type { OpenApi } from '../openapi.ts';
import { Prose } from './prose.tsx';

/** What holds for every operation. */
export function Introduction({ document }: { readonly document: OpenApi }) {
  const session = useSession();
  return (
    <div className="grid gap-5 py-8">
      <div className="grid gap-2">
        <h1 className="text-3xl font-extrabold">API reference</h1>
        <p className="max-w-prose text-lg text-muted">
          <Prose text={document.info?.description ?? 'Everything the web app does, over HTTP.'} />
        </p>
      </div>
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <Point title="Sessions">
          <a href="#post-user-login" className="link">
            <code className="font-mono text-sm">POST /user/login</code>
          </a>{' '}
          answers a token. Send it as <code className="font-mono text-sm">Authorization: Bearer …</code>.{' '}
          {session === undefined ? (
            <>
              <Link to="/login" search={{ next: '/docs' }} className="link">
                Log in
              </Link>{' '}
              to try operations as yourself.
            </>
          ) : (
            <>
              What you try here is sent as <strong>{session.username}</strong>.
            </>
          )}
        </Point>
        <Point title="Lists">
          Lists answer <code className="font-mono text-sm break-all">{'{data, meta: {nextCursor}}'}</code>. Pass{' '}
          <code className="font-mono text-sm">cursor</code> to get the next page; it is null on the last.
        </Point>
        <Point title="Idempotency">
          Where an operation takes an <code className="font-mono text-sm">Idempotency-Key</code>, repeating the request
          with the same key has no further effect and gets the first answer.
        </Point>
        <Point title="Errors">
          Errors are <code className="font-mono text-sm">application/problem+json</code> (RFC 9457) with a stable{' '}
          <code className="font-mono text-sm">code</code> and a <code className="font-mono text-sm">requestId</code> to
          quote.{' '}
          <a href="#errors" className="link">
            All codes
          </a>
        </Point>
      </dl>
      <p className="text-sm text-muted">
        For machines:{' '}
        <a href="/openapi.json" className="link">
          /openapi.json
        </a>{' '}
        (OpenAPI 3.1{document.info?.version === undefined ? '' : `, version ${document.info.version}`}).
      </p>
    </div>
  );
}

function Point({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="font-semibold">{title}</dt>
      <dd className="text-muted">{children}</dd>
    </div>
  );
}
