import type { ProblemDetail } from '@docket/contracts/http/problem';
import { formatBytes } from '../../../lib/format.ts';

/** Files that come with the problem, to be kept. */
export function Attachments({ files }: { readonly files: NonNullable<ProblemDetail['files']> }) {
  const attachments = files.filter(({ kind }) => kind === 'attachment');
  if (attachments.length === 0) return null;
  return (
    <section className="mt-8 grid gap-2" aria-label="Files">
      <h2 className="font-semibold">Files</h2>
      <ul className="grid gap-1 text-sm">
        {attachments.map(({ name, url, bytes }) => (
          <li key={name} className="flex gap-3">
            <a href={url} download className="min-w-0 underline [overflow-wrap:anywhere]">
              {name.replace(/^attachments\//, '')}
            </a>
            <span className="shrink-0 text-muted">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
