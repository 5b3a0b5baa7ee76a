import type { SetterJob } from '@docket/contracts/http/setter';
import type { DataResult, SetterJobStatus, ShownCase } from '@docket/contracts/judge/setter-job';
import type { ReactNode } from 'react';
import { plural } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import type { Tone } from '../../../ui/tone.ts';
import { useCancelJob, useStartJob } from '../api/queries.ts';

const LOOKS: Readonly<Record<SetterJobStatus, { readonly word: string; readonly tone: Tone }>> = {
  QUEUED: { word: 'Waiting', tone: 'muted' },
  RUNNING: { word: 'Running', tone: 'note' },
  DONE: { word: 'Done', tone: 'ok' },
  FAILED: { word: 'Failed', tone: 'bad' },
  CANCELLED: { word: 'Cancelled', tone: 'muted' },
};
const NAMES: Readonly<Record<SetterJob['kind'], string>> = {
  data: 'Check of the data',
  stress: 'Stress test',
  minimise: 'Minimiser',
};

/** One job: how far it is, and what it found or why it failed. */
export function JobCard({ slug, job }: { readonly slug: string; readonly job: SetterJob }) {
  const cancel = useCancelJob(slug);
  const look = LOOKS[job.status];
  const open = job.finishedAt === null;
  return (
    <li data-testid="setter-job" data-status={job.status} className="box grid grid-cols-1 gap-3 px-4 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-semibold">{NAMES[job.kind]}</span>
          <Badge tone={look.tone}>{look.word}</Badge>
          <span className="text-sm text-muted">
            version {job.version}, <Ago at={job.createdAt} />
          </span>
        </p>
        {open && (
          <Button size="small" busy={cancel.isPending} onClick={() => cancel.mutate(job.jobId)}>
            Cancel
          </Button>
        )}
      </div>
      {'solution' in job.asked && <p className="font-mono text-xs break-words text-muted">{job.asked.solution}</p>}
      <div role="status">{open && <Progress job={job} />}</div>
      {job.fault !== null && (
        <Notice tone="bad" title={job.fault.message}>
          {job.fault.where !== null && <p className="font-mono text-xs">{job.fault.where}</p>}
        </Notice>
      )}
      <Result slug={slug} job={job} />
    </li>
  );
}

function Progress({ job }: { readonly job: SetterJob }) {
  const { progress } = job;
  if (progress === null) return <p className="text-sm text-muted">It begins when the judge has time.</p>;
  const { doing, done, total } = progress;
  return (
    <div className="grid gap-1.5 text-sm">
      <p>
        {doing}, {done}
        {total !== null && ` of ${total}`}
      </p>
      {total !== null && <progress className="w-full" max={Math.max(1, total)} value={done} aria-label={doing} />}
    </div>
  );
}

function Result({ slug, job }: { readonly slug: string; readonly job: SetterJob }) {
  const { result, asked } = job;
  const start = useStartJob(slug);
  if (result === null) return null;
  if (result.kind === 'data') return <DataReport result={result} />;
  if (result.kind === 'minimise') {
    return (
      <Case one={result.smallest}>
        From {plural(result.fromBytes, 'byte')} to {result.smallest.inputBytes} in{' '}
        {plural(result.tries, 'try', 'tries')}
        {!result.finished && '; its time was over before all was tried'}.
      </Case>
    );
  }
  const { found } = result;
  if (found === null)
    return <p className="text-sm">{plural(result.rounds, 'round')}, and the solution was accepted in all of them.</p>;
  return (
    <>
      <Case one={found}>
        Found in round {result.rounds}: <code className="font-mono text-xs">{found.command}</code>
      </Case>
      {asked.kind === 'stress' && (
        <div>
          <Button
            size="small"
            busy={start.isPending}
            onClick={() => start.mutate({ kind: 'minimise', solution: asked.solution, input: found.input })}
          >
            Make it smaller
          </Button>
          {start.isError && (
            <p role="alert" className="mt-1 text-sm text-bad">
              {start.error.message}
            </p>
          )}
        </div>
      )}
    </>
  );
}

function Case({ one, children }: { readonly one: ShownCase; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-2 text-sm">
      <p>
        {children} <span className="font-mono font-bold">{one.verdict}</span>
        {one.reason !== null && ` (${one.reason})`}
      </p>
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-3">
        <Text label="Input" text={one.input} />
        <Text label="Expected" text={one.expected} />
        <Text label="Output" text={one.output} />
      </div>
    </div>
  );
}

function Text({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="caption">{label}</figcaption>
      <pre tabIndex={0} className="max-h-60 overflow-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs">
        {text === '' ? ' ' : text}
      </pre>
    </figure>
  );
}

function DataReport({ result }: { readonly result: DataResult }) {
  const { validated, validators, rejected, wronglyAccepted, rebuilt, differing, missing, notes } = result;
  const wrong = rejected.length + wronglyAccepted.length + differing.length;
  return (
    <div className="grid grid-cols-1 gap-2 text-sm">
      <p>
        {plural(validated, 'input')} by {plural(validators, 'validator')}, {plural(rebuilt, 'test')} rebuilt as they
        are. {wrong === 0 ? 'Nothing is wrong.' : ''}
      </p>
      <Found
        title="Not accepted by a validator"
        names={rejected.map(
          ({ test, program, message }) => `${test}: ${program}${message === '' ? '' : `: ${message}`}`,
        )}
      />
      <Found title="Must be refused, and are not" names={wronglyAccepted} />
      <Found title="Their generator makes something else" names={differing} />
      <Found title="Made by a generator, and not in the package" names={missing} />
      <Found title="Notes" names={notes} />
    </div>
  );
}

function Found({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <div>
      <p className="font-medium">{title}</p>
      <ul className="grid gap-0.5 pl-4 font-mono text-xs break-words">
        {names.map((name) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </div>
  );
}
