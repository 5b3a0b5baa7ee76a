import type { ProblemTrials } from '@docket/contracts/http/setter';
import { STATUS_LABELS, type SubmissionStatus } from '@docket/contracts/judge/verdict';
import { cx } from '../../../lib/class-names.ts';
import { formatMs, plural } from '../../../lib/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Fact } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { statusCode, statusColour } from '../../submission/verdict-look.ts';
import { useTrials } from '../api/queries.ts';

/** Which test fails which program, and the time limit that follows. */
export function TrialsPanel({ slug }: { readonly slug: string }) {
  const trials = useTrials(slug);
  if (trials.isError) return <Failure error={trials.error} retry={() => void trials.refetch()} />;
  if (trials.data === undefined) return <Loading label="Loading the results" lines={8} />;
  const { programs, idle } = trials.data;
  const open = programs.filter(({ status }) => status === null).length;
  if (programs.length === 0)
    return (
      <Empty title="There are no sample submissions">
        Put solutions into folders of submissions/ that say what they do, such as accepted/ and wrong_answer/.
      </Empty>
    );
  return (
    <div className="grid grid-cols-1 gap-6">
      <p role="status" className="text-sm text-muted">
        Version {trials.data.version}. {open > 0 ? `${plural(open, 'program')} still to be tried.` : 'All were tried.'}
      </p>
      <TimeLimit limit={trials.data.timeLimit} />
      {open === 0 && idle.length > 0 && (
        <Notice tone="limit" title={`${plural(idle.length, 'secret test')} fail no wrong solution`}>
          <p className="font-mono text-xs">
            {idle.slice(0, 20).join(', ')}
            {idle.length > 20 && ` and ${idle.length - 20} more`}
          </p>
        </Notice>
      )}
      <Matrix trials={trials.data} />
    </div>
  );
}

const LIMIT_WORDS: Readonly<Record<ProblemTrials['timeLimit']['verdict'], string>> = {
  fits: 'The limit in force keeps both factors.',
  no_accepted: 'No accepted solution was measured yet.',
  accepted_over_limit:
    'An accepted solution ran into the limit, so nobody knows how much it needs. Raise the limit and import again.',
  slow_too_near: 'A solution that should be too slow is too near to the limit: make the tests larger.',
  limit_too_low: 'The limit in force is lower than the format’s rule asks for.',
};

function TimeLimit({ limit }: { readonly limit: ProblemTrials['timeLimit'] }) {
  const { acToLimit, limitToTle } = limit.rule;
  return (
    <section aria-label="Time limit" className="box grid gap-3 px-4 py-4 sm:px-5">
      <h2 className="text-lg font-semibold">Time limit</h2>
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Fact label="In force">{formatMs(limit.nowMs)}</Fact>
        <Fact label="Proposed">{limit.proposedMs === null ? '–' : formatMs(limit.proposedMs)}</Fact>
        <Fact label="Slowest accepted">
          {limit.slowestAcceptedMs === null ? '–' : formatMs(limit.slowestAcceptedMs)}
        </Fact>
        <Fact label="Quickest too slow">{limit.quickestSlowMs === null ? '–' : formatMs(limit.quickestSlowMs)}</Fact>
      </dl>
      <p className={cx('text-sm', limit.verdict === 'fits' ? 'text-muted' : 'text-limit')}>
        {LIMIT_WORDS[limit.verdict]}
      </p>
      <p className="text-sm break-words text-muted">
        {limit.slowestAccepted !== null && `Slowest accepted: ${limit.slowestAccepted}. `}
        {limit.quickestSlow !== null && `Quickest that is to be too slow: ${limit.quickestSlow}. `}
        Rule: {acToLimit} times the slowest accepted; too slow is {limitToTle} times the limit.
      </p>
    </section>
  );
}

function Matrix({ trials }: { readonly trials: ProblemTrials }) {
  const { tests, programs } = trials;
  return (
    <section aria-label="Tests and programs" className="grid grid-cols-1 gap-2">
      <h2 className="text-lg font-semibold">Which test fails which program</h2>
      <div className="overflow-x-auto box" tabIndex={0} role="region" aria-label="Results by test">
        <table className="w-full border-collapse text-center text-sm tabular-nums" data-testid="trials">
          <caption className="sr-only">Programs downwards, tests across</caption>
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className="caption sticky left-0 bg-card px-3 py-2 text-left font-normal">
                Program
              </th>
              <th scope="col" className="caption px-3 py-2 font-normal">
                Fails
              </th>
              {tests.map((test) => (
                <th key={test} scope="col" className="px-2 py-2 font-mono text-xs font-normal">
                  {test.replace(/^secret\//, '')}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {programs.map((program) => (
              <tr key={program.path}>
                <th
                  scope="row"
                  className="sticky left-0 max-w-40 bg-card px-3 py-2 text-left font-normal break-words sm:max-w-64"
                >
                  <span className="block font-mono text-xs">{program.path.replace(/^submissions\//, '')}</span>
                  <Code status={program.status ?? 'QUEUED'} />
                </th>
                <td className="px-3 py-2">{program.kills}</td>
                {program.results.map((result, at) => (
                  <td
                    key={tests[at]}
                    className={cx('px-2 py-2', result !== null && result.verdict !== 'AC' && 'bg-bad/10')}
                  >
                    {result === null ? (
                      <span className="text-muted">
                        <span aria-hidden="true">·</span>
                        <span className="sr-only">not run</span>
                      </span>
                    ) : (
                      <span title={formatMs(result.cpuMs)}>
                        <Code status={result.verdict} />
                      </span>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Code({ status }: { readonly status: SubmissionStatus }) {
  return (
    <abbr
      title={STATUS_LABELS[status]}
      className={cx('font-mono text-xs font-bold no-underline', statusColour(status))}
    >
      {statusCode(status)}
    </abbr>
  );
}
