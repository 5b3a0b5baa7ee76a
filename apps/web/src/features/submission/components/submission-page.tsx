import { isFinal } from '@docket/contracts/judge/verdict';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass } from '../../../ui/button.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { CodeView } from '../../editor/components/code-view.tsx';
import { problemQuery } from '../../problem/api/queries.ts';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { useSession } from '../../../lib/session.ts';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { useSubmission } from '../api/use-submissions.ts';
import { CancelButton } from './cancel-button.tsx';
import { OutputBlock } from './output-block.tsx';
import { Slip } from './slip.tsx';
import { Subtasks } from './score.tsx';
import { TestStrip } from './test-strip.tsx';
import { TestTable } from './test-table.tsx';
import { RunTimes } from './run-times.tsx';
import { TimeChart } from './time-chart.tsx';

const route = getRouteApi('/submissions/$id');

export function SubmissionPage() {
  const { id } = route.useParams();
  return (
    <AtId kind="submission" id={id}>
      <RequireSession>
        <SubmissionView key={id} id={id} />
      </RequireSession>
    </AtId>
  );
}

function SubmissionView({ id }: { readonly id: string }) {
  const { submission, error, retry } = useSubmission(id);
  const { languages, nameOf } = useLanguages();
  const problem = useQuery({ ...problemQuery(submission?.problemSlug ?? ''), enabled: submission !== undefined });
  const manages = (useSession()?.role ?? 'user') !== 'user';
  useTitle(submission === undefined ? 'Submission' : `${submission.status} · ${submission.problemTitle}`);
  if (isNoSuch('submission', error)) return <NoSuch kind="submission" />;
  if (submission === undefined) {
    return (
      <Page>
        {error === null ? (
          <Loading label="Loading the submission" lines={8} />
        ) : (
          <Failure error={error} retry={retry} />
        )}
      </Page>
    );
  }
  const sampleOf = (test: string) =>
    problem.data?.samples.find((sample) => sample.name === test && sample.hidden !== true);
  const mode = languages?.find((language) => language.id === submission.language)?.editorMode ?? 'text';
  return (
    <Page className="grid gap-8">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <p className="caption">Submission by {submission.username}</p>
          <h1 className="text-2xl font-bold">
            <Link to="/problems/$slug" params={{ slug: submission.problemSlug }} className="hover:underline">
              {submission.problemTitle}
            </Link>
          </h1>
        </div>
        {manages && isFinal(submission.status) && (
          <Link to="/admin/rejudges" search={{ submission: id }} className={buttonClass('secondary', 'small')}>
            Rejudge
          </Link>
        )}
        <Link to="/submissions/compare" search={{ right: id }} className={buttonClass('secondary', 'small')}>
          Compare
        </Link>
        <CancelButton submission={submission} />
      </div>
      {error !== null && <Failure error={error} retry={retry} />}
      <Slip submission={submission} languageName={nameOf(submission.language)} />
      <RunTimes submission={submission} languageName={nameOf(submission.language)} />
      {submission.compileLog !== null && submission.compileLog !== '' && (
        <OutputBlock title="Compiler messages" text={submission.compileLog} what="compiler messages" />
      )}
      {submission.testsTotal > 0 && submission.status !== 'CE' && (
        <section className="grid gap-4" aria-labelledby="tests-title">
          <h2 id="tests-title" className="text-lg font-bold">
            Tests
          </h2>
          <Subtasks subtasks={submission.subtasks} />
          <TestStrip submission={submission} />
          <TimeChart tests={submission.tests} />
          {submission.tests.length > 0 && (
            <TestTable
              tests={submission.tests}
              sampleOf={sampleOf}
              interactive={problem.data?.judging?.interactive === true}
            />
          )}
        </section>
      )}
      <section className="grid gap-4" aria-labelledby="code-title">
        <h2 id="code-title" className="text-lg font-bold">
          Code
        </h2>
        {submission.files.map((file) => (
          <div key={file.name} className="overflow-hidden box">
            <div className="flex items-center justify-between border-b border-line py-0.5 pr-1 pl-4">
              <h3 className="font-mono text-sm">{file.name}</h3>
              <CopyButton text={file.content} what={file.name} />
            </div>
            <CodeView code={file.content} mode={mode} label={`Code of ${file.name}`} />
          </div>
        ))}
      </section>
    </Page>
  );
}
