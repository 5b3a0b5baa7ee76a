import { DocketApiError } from '@docket/client/errors';
import { Link } from '@tanstack/react-router';
import { formatBytes, plural } from '../../../lib/format.ts';
import { Button, Spinner } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { Import } from '../api/use-imports.ts';

type ImportItemProps = { readonly one: Import; readonly again: () => void; readonly forget: () => void };

const STATES: Record<Import['state'], string> = {
  waiting: 'Waiting for the one before',
  sending: 'Sending',
  checking: 'Checking the package',
  done: 'Imported',
  failed: 'Not imported',
};

/** One package: how far it is, and what became of it. */
export function ImportItem({ one, again, forget }: ImportItemProps) {
  const over = one.state === 'done' || one.state === 'failed';
  return (
    <li data-testid="import" data-state={one.state} className="overflow-hidden box">
      <div className="flex items-center gap-3 px-5 py-3.5">
        <Mark state={one.state} />
        <div className="min-w-0 grow">
          <p className="truncate font-mono text-sm font-bold">{one.file.name}</p>
          <p role="status" className="text-sm text-muted">
            {STATES[one.state]}
            {one.state === 'sending' && `, ${Math.round(one.share * 100)}% of ${formatBytes(one.file.size)}`}
            {over && `, ${formatBytes(one.file.size)}`}
          </p>
        </div>
        {over && (
          <Button variant="ghost" size="small" aria-label={`Remove ${one.file.name} from the list`} onClick={forget}>
            <Icon name="close" />
          </Button>
        )}
      </div>
      {(one.state === 'sending' || one.state === 'checking') && (
        <div
          role="progressbar"
          aria-label={`Sending ${one.file.name}`}
          aria-valuenow={Math.round(one.share * 100)}
          className="h-1 bg-sunken"
        >
          <div className="h-full bg-primary transition-[width]" style={{ width: `${one.share * 100}%` }} />
        </div>
      )}
      {one.answer !== undefined && <Imported answer={one.answer} />}
      {one.state === 'failed' && <Refused error={one.error} again={again} />}
    </li>
  );
}

function Mark({ state }: { readonly state: Import['state'] }) {
  if (state === 'done') return <Icon name="check" className="size-6 text-ok" strokeWidth={2.4} />;
  if (state === 'failed') return <Icon name="alert" className="size-6 text-bad" />;
  if (state === 'waiting') return <Icon name="clock" className="size-6 text-muted" />;
  return (
    <span className="grid size-6 place-items-center">
      <Spinner />
    </span>
  );
}

function Imported({ answer }: { readonly answer: NonNullable<Import['answer']> }) {
  const { slug, version, tests, warnings, published, checking = 0 } = answer;
  return (
    <div className="grid gap-3 border-t border-dashed border-edge/60 px-5 py-4">
      <p>
        <Link to="/problems/$slug" params={{ slug }} className="link font-medium">
          {slug}
        </Link>{' '}
        has {plural(tests, 'test')}.
      </p>
      <p className="rounded-lg bg-sunken px-4 py-3 text-sm">
        {checking > 0 && `${plural(checking, 'program')} of the package will be tried when the judge has time. `}
        {version > 1 && `This is version ${version}. `}
        {published === true ? 'It is published.' : 'Only you and admins see it until it is published.'}{' '}
        <Link to="/admin/problems" className="link">
          My problems
        </Link>
      </p>
      {warnings.length > 0 && (
        <Notice tone="limit" title={plural(warnings.length, 'warning')}>
          <ul className="grid list-disc gap-1 pl-4">
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}

/** Why a package was refused, in the server's words: they name the file and the rule. */
function Refused({ error, again }: { readonly error: unknown; readonly again: () => void }) {
  const known = error instanceof DocketApiError ? error : undefined;
  return (
    <div role="alert" className="grid gap-3 border-t border-dashed border-edge/60 bg-bad/6 px-5 py-4">
      <p className="font-semibold">{known?.title ?? 'Something went wrong'}</p>
      <p className="break-words whitespace-pre-line">
        {known?.detail ?? 'The package could not be sent. The file may have changed or gone since it was chosen.'}
      </p>
      {known !== undefined && known.fields.length > 0 && (
        <ul className="grid gap-1.5 text-sm">
          {known.fields.map((field) => (
            <li key={`${field.path} ${field.message}`} className="break-words">
              <code className="font-mono font-bold">{field.path}</code> {field.message}
            </li>
          ))}
        </ul>
      )}
      {known?.requestId !== undefined && (
        <p className="text-sm text-muted">
          Request <code className="font-mono">{known.requestId}</code>
        </p>
      )}
      {known?.transient !== false && (
        <Button size="small" className="justify-self-start" onClick={again}>
          <Icon name="reset" /> Try again
        </Button>
      )}
    </div>
  );
}
