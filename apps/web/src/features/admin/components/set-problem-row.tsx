import type { ProblemStatus, SetProblem } from '@docket/contracts/http/problem';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { plural } from '../../../lib/format.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RowItem } from '../../../ui/row-list.tsx';
import type { Tone } from '../../../ui/tone.ts';
import { useChangeProblem, useDeleteProblem } from '../api/use-set-problems.ts';
import { FoundFaults } from './found-faults.tsx';

const LOOKS: Record<ProblemStatus, { readonly word: string; readonly tone: Tone }> = {
  DRAFT: { word: 'Draft', tone: 'note' },
  CHECKED: { word: 'Checked', tone: 'limit' },
  PUBLISHED: { word: 'Published', tone: 'ok' },
  ARCHIVED: { word: 'Archived', tone: 'muted' },
};

/** What became of the programs of a package, in a few words. */
export function checkWords({ programs, faults }: Pick<SetProblem, 'programs' | 'faults'>): string {
  const { tried, open } = programs;
  if (open > 0) return `${tried} of ${plural(tried + open, 'program')} tried`;
  if (faults > 0) return `${plural(tried, 'program')} tried`;
  return tried === 0 ? 'no programs to try' : `${plural(tried, 'program')} tried, no faults`;
}

/** One problem of a setter's: where it stands, what was found, and what can be done. */
export function SetProblemRow({ problem }: { readonly problem: SetProblem }) {
  const { slug, title, status, version, nextVersion, warnings } = problem;
  const look = LOOKS[status];
  return (
    <RowItem data-testid="set-problem" className="gap-x-5 gap-y-2 py-3 sm:grid-cols-[1fr_auto] sm:items-start">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <Link to="/problems/$slug" params={{ slug }} className="min-w-0 font-medium break-words hover:underline">
            {title}
          </Link>
          <Badge tone={look.tone}>{look.word}</Badge>
        </p>
        <p className="text-sm break-words text-muted">
          <code className="font-mono">{slug}</code>, version {version}, {checkWords(problem)}
        </p>
        <p className="text-sm text-muted">
          Imported by {problem.importedBy ?? 'the command line'} <Ago at={problem.importedAt} />
          {problem.publishesItself && (status === 'DRAFT' || nextVersion !== null) && ', published once it is checked'}
        </p>
        {nextVersion !== null && <p className="mt-1 text-sm">Version {nextVersion} waits to be published.</p>}
        <p className="mt-1 text-sm">
          <Link to="/admin/problems/$slug" params={{ slug }} className="link">
            Tests, tools and versions
          </Link>
        </p>
        <FoundFaults problem={problem} />
        {warnings.length > 0 && (
          <details className="mt-1 text-sm">
            <summary className="text-limit">{plural(warnings.length, 'warning')}</summary>
            <ul className="mt-1 grid list-disc gap-1 pl-4 break-words">
              {warnings.map((warning) => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <Actions problem={problem} />
    </RowItem>
  );
}

type Asked = 'publish' | 'archive' | 'delete';

function Actions({ problem }: { readonly problem: SetProblem }) {
  const { slug, title, status, nextVersion, programs } = problem;
  const [asked, setAsked] = useState<Asked>();
  const change = useChangeProblem();
  const remove = useDeleteProblem();
  const close = () => {
    setAsked(undefined);
    change.reset();
    remove.reset();
  };
  const put = (next: 'PUBLISHED' | 'ARCHIVED' | 'DRAFT') => change.mutate({ slug, status: next }, { onSuccess: close });
  const publishable = programs.open === 0 && (status === 'CHECKED' || status === 'DRAFT' || nextVersion !== null);
  return (
    <div className="flex flex-wrap gap-2 sm:justify-end">
      {publishable && status !== 'ARCHIVED' && (
        <Button size="small" variant="primary" onClick={() => setAsked('publish')}>
          {nextVersion === null ? 'Publish' : `Publish version ${nextVersion}`}
        </Button>
      )}
      {status === 'ARCHIVED' ? (
        <Button size="small" busy={change.isPending} onClick={() => put('DRAFT')}>
          Bring back
        </Button>
      ) : (
        <Button size="small" onClick={() => setAsked('archive')}>
          Archive
        </Button>
      )}
      {!problem.hasSubmissions && (
        <Button size="small" variant="danger" onClick={() => setAsked('delete')}>
          Delete
        </Button>
      )}
      {asked === undefined && change.error !== null && (
        <p role="alert" className="basis-full text-sm text-bad">
          {change.error.message}
        </p>
      )}
      {asked === 'publish' && (
        <ConfirmDialog
          title={`Publish ${title}?`}
          action={nextVersion === null ? 'Publish the problem' : 'Publish the version'}
          keep="Not yet"
          busy={change.isPending}
          error={change.error}
          onConfirm={() => put('PUBLISHED')}
          onClose={close}
        >
          <Words>
            {problem.faults > 0 && (
              <span className="block font-medium">
                {plural(problem.faults, 'fault')} found when its programs were tried; they are listed below its name.
              </span>
            )}
            {nextVersion === null
              ? 'Everybody can see it and submit to it.'
              : 'New submissions are judged by it. Verdicts there are stay until you rejudge.'}
          </Words>
        </ConfirmDialog>
      )}
      {asked === 'archive' && (
        <ConfirmDialog
          title={`Archive ${title}?`}
          action="Archive the problem"
          keep="Leave it"
          busy={change.isPending}
          error={change.error}
          onConfirm={() => put('ARCHIVED')}
          onClose={close}
        >
          <Words>
            It leaves the list of problems and takes no more submissions. People keep what they submitted. You can bring
            it back.
          </Words>
        </ConfirmDialog>
      )}
      {asked === 'delete' && (
        <ConfirmDialog
          title={`Delete ${title}?`}
          action="Delete the problem"
          keep="Keep the problem"
          danger
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ slug }, { onSuccess: close })}
          onClose={close}
        >
          <Words>All its versions go, for good. Nobody has submitted to it.</Words>
        </ConfirmDialog>
      )}
    </div>
  );
}

function Words({ children }: { readonly children: ReactNode }) {
  return <p className="text-muted">{children}</p>;
}
