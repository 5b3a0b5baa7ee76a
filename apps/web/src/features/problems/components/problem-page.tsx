import type { Language } from '@docket/contracts/http/languages';
import type { ProblemDetail } from '@docket/contracts/http/problems';
import { DocketApiError } from '@docket/client/errors';
import { isFinal } from '@docket/contracts/judge/verdict';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { useMedia } from '../../../lib/use-media.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { buttonClass, Spinner } from '../../../ui/button.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { useLiveSubmission } from '../../submissions/api/use-live-submission.ts';
import { statusCode, statusColour } from '../../submissions/verdict-look.ts';
import { problemQuery } from '../api/queries.ts';
import { useLanguages } from '../api/use-languages.ts';
import { CodePanel } from './code-panel.tsx';
import { ProblemText } from './problem-text.tsx';
import { ResultPanel } from './result-panel.tsx';

const route = getRouteApi('/problems/$slug');
type PanelId = 'statement' | 'code' | 'result';

export function ProblemPage() {
  const { slug } = route.useParams();
  const problem = useQuery(problemQuery(slug));
  const { languages, error, retry } = useLanguages();
  useTitle(problem.data?.title ?? 'Problem');

  if (problem.isError && problem.data === undefined)
    return <ProblemFailure error={problem.error} retry={() => void problem.refetch()} />;
  if (error !== null && languages === undefined) return <ProblemFailure error={error} retry={retry} />;
  if (problem.data === undefined || languages === undefined) {
    return (
      <Page>
        <Loading label="Loading the problem" lines={10} />
      </Page>
    );
  }
  const [first, ...others] = languages;
  if (first === undefined) {
    return (
      <Page className="grid gap-8">
        <Empty title="No judge is at work yet">
          This installation has no language it can judge. Start a worker where compilers are installed.
        </Empty>
        <ProblemText problem={problem.data} />
      </Page>
    );
  }
  return <Workbench key={problem.data.problemId} problem={problem.data} languages={[first, ...others]} />;
}

function ProblemFailure({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  const gone = error instanceof DocketApiError && error.code === 'problem_not_found';
  return (
    <Page className="grid gap-4">
      <Failure error={error} retry={gone ? undefined : retry} />
      {gone && (
        <Link to="/problems" className={buttonClass('primary', 'normal', 'justify-self-start')}>
          All problems
        </Link>
      )}
    </Page>
  );
}

/** Statement, code and result: side by side where there is room, as tabs on a phone. */
function Workbench({
  problem,
  languages,
}: {
  readonly problem: ProblemDetail;
  readonly languages: readonly [Language, ...Language[]];
}) {
  const { submission: submissionId } = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = !useMedia('(width >= 64rem)');
  const [tab, setTab] = useState<PanelId>(submissionId === undefined ? 'statement' : 'result');
  const live = useLiveSubmission(submissionId);

  // The submission being watched is in the address, so that a reload in mid-judging comes back to it.
  function onSubmitted(id: string) {
    setTab('result');
    void navigate({ search: { submission: id }, replace: true, resetScroll: false });
  }

  const status = live.submission?.status;
  const resultLabel = (
    <>
      Result
      {status !== undefined && (
        <span className={cx('font-mono text-xs font-bold', statusColour(status))}>
          {isFinal(status) ? statusCode(status) : <Spinner />}
        </span>
      )}
    </>
  );
  const panel = (id: PanelId) => ({
    id: `problem-panel-${id}`,
    hidden: narrow && tab !== id,
    ...(narrow ? { role: 'tabpanel', 'aria-labelledby': `problem-tab-${id}` } : {}),
  });

  return (
    <div className="flex grow flex-col lg:h-[calc(100dvh-3.5rem)] lg:grow-0">
      {narrow && tab !== 'statement' && <h1 className="sr-only">{problem.title}</h1>}
      {narrow && (
        <div className="sticky top-0 z-5">
          <Tabs
            label="Parts of the problem"
            prefix="problem"
            tabs={[
              { id: 'statement', label: 'Statement' },
              { id: 'code', label: 'Code' },
              { id: 'result', label: resultLabel },
            ]}
            chosen={tab}
            onChoose={setTab}
          />
        </div>
      )}
      <div className="grid min-h-0 grow lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <div {...panel('statement')} className="min-h-0 lg:overflow-y-auto lg:border-r lg:border-line">
          <ProblemText problem={problem} />
        </div>
        <div
          className={cx(
            'min-h-0 flex-col [--notch:var(--color-paper)]',
            narrow && tab === 'statement' ? 'hidden' : 'flex',
          )}
        >
          <div {...panel('code')} className="min-h-80 grow lg:min-h-0">
            <CodePanel problem={problem} languages={languages} onSubmitted={onSubmitted} />
          </div>
          <div
            {...panel('result')}
            className={cx(
              'min-h-0 lg:overflow-y-auto lg:border-t lg:border-line',
              submissionId === undefined ? 'lg:max-h-[32%]' : 'lg:max-h-[58%] lg:shrink-0',
            )}
          >
            <ResultPanel problem={problem} live={live} watching={submissionId !== undefined} />
          </div>
        </div>
      </div>
    </div>
  );
}
