import type { ContestDetail, ContestStatistics } from '@docket/contracts/http/contest';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { formatShare, plural } from '../../../lib/format.ts';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { Select } from '../../../ui/field.tsx';
import { Page } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { useLanguages } from '../../problem/api/use-languages.ts';
import { statisticsQuery } from '../api/queries.ts';
import { clockTime, exactTime } from '../contest-time.ts';
import { buckets } from '../solved-buckets.ts';
import { ContestFrame } from './contest-frame.tsx';
import { VerdictShare } from './verdict-share.tsx';

const route = getRouteApi('/contests/$slug/statistics');

export function StatisticsPage() {
  const { slug } = route.useParams();
  return (
    <ContestFrame slug={slug} title="Statistics">
      {(contest) => (
        <Page>
          <h1 className="mb-4 text-lg font-semibold">Statistics</h1>
          <Figures contest={contest} />
        </Page>
      )}
    </ContestFrame>
  );
}

function Figures({ contest }: { readonly contest: ContestDetail }) {
  const statistics = useQuery(statisticsQuery(contest.slug, contest.jury === null ? 'public' : 'jury'));
  if (statistics.data === undefined)
    return statistics.isError ? (
      <Failure error={statistics.error} retry={() => void statistics.refetch()} />
    ) : (
      <Loading label="Loading the statistics" lines={10} />
    );
  const { data } = statistics;
  if (data.problems.every(({ tries }) => tries === 0))
    return <Empty title="Nothing has been submitted yet">Figures and charts appear with the first tries.</Empty>;
  return (
    <div className="grid grid-cols-1 gap-8">
      {contest.frozen && contest.jury === null && (
        <p className="text-sm text-muted">The standings are frozen: later tries are counted as pending.</p>
      )}
      <SolvedOverTime contest={contest} of={data} />
      <ByProblem of={data} />
      <ByLanguage of={data} />
    </div>
  );
}

function SolvedOverTime({ contest, of }: { readonly contest: ContestDetail; readonly of: ContestStatistics }) {
  const [label, setLabel] = useState('');
  const length =
    contest.durationMinutes === null
      ? Date.parse(contest.endsAt) - Date.parse(contest.startsAt)
      : contest.durationMinutes * 60_000;
  const times = of.problems.flatMap((problem) => (label === '' || problem.label === label ? problem.solvedAt : []));
  const { stepMs, counts } = buckets(times, length);
  return (
    <BarChart
      title="Solved over time"
      summary={`${plural(times.length, 'accepted try', 'accepted tries')}${label === '' ? '' : ` at problem ${label}`}, in steps of ${clockTime(stepMs)}`}
      aside={
        <Select
          quiet
          label="Problem"
          value={label}
          options={[
            { value: '', label: 'All problems' },
            ...of.problems.map((one) => ({ value: one.label, label: `Problem ${one.label}` })),
          ]}
          onChange={setLabel}
        />
      }
      bars={counts.map((value, index) => ({
        key: String(index),
        label: `${clockTime(index * stepMs)} to ${clockTime((index + 1) * stepMs)}`,
        value,
      }))}
      columns={['Contest time', 'Solved']}
      format={(value) => String(Math.round(value * 100) / 100)}
      widest={6}
      ends={['0:00', clockTime(counts.length * stepMs)]}
    />
  );
}

function ByProblem({ of }: { readonly of: ContestStatistics }) {
  const most = Math.max(...of.problems.map(({ tries }) => tries));
  return (
    <>
      <section aria-labelledby="solves" className="box px-4 py-3">
        <h2 id="solves" className="mb-2 text-sm font-semibold">
          Problems
        </h2>
        <div className="overflow-x-auto" tabIndex={0} role="group" aria-label="Problems">
          <table className="w-full text-left text-sm tabular-nums">
            <thead>
              <tr className="caption *:py-1 *:pr-4 *:font-medium">
                <th scope="col">Problem</th>
                <th scope="col" className="text-right">
                  Tries
                </th>
                <th scope="col" className="text-right">
                  Tried by
                </th>
                <th scope="col" className="text-right">
                  Solved by
                </th>
                <th scope="col">First to solve</th>
              </tr>
            </thead>
            <tbody>
              {of.problems.map(({ label, tries, triedBy, solvedBy, first }) => (
                <tr key={label} className="border-t border-line *:py-1.5 *:pr-4" data-testid={`statistics-${label}`}>
                  <th scope="row" className="font-mono font-semibold">
                    {label}
                  </th>
                  <td className="text-right">{tries}</td>
                  <td className="text-right">{triedBy}</td>
                  <td className="text-right whitespace-nowrap">
                    {solvedBy}{' '}
                    <span className="text-muted">({formatShare(triedBy === 0 ? null : solvedBy / triedBy)})</span>
                  </td>
                  <td className="min-w-40 wrap-anywhere">
                    {first === null ? (
                      <span className="text-muted">nobody yet</span>
                    ) : (
                      <>
                        {first.name}{' '}
                        <span className="text-muted">
                          at {exactTime(first.time)}
                          {!first.certain && ', so far'}
                        </span>
                      </>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section aria-labelledby="verdicts" className="box px-4 py-3">
        <h2 id="verdicts" className="mb-2 text-sm font-semibold">
          Verdicts by problem
        </h2>
        <table className="w-full text-sm">
          <ShareHead what="Problem" />
          <tbody>
            {of.problems.map(({ label, verdicts }) => (
              <VerdictShare key={label} name={label} counts={verdicts} most={most} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function ByLanguage({ of }: { readonly of: ContestStatistics }) {
  const { nameOf } = useLanguages();
  const most = Math.max(0, ...of.languages.map(({ tries }) => tries));
  return (
    <section aria-labelledby="languages" className="box px-4 py-3">
      <h2 id="languages" className="mb-2 text-sm font-semibold">
        Verdicts by language
      </h2>
      <table className="w-full text-sm">
        <ShareHead what="Language" />
        <tbody>
          {of.languages.map(({ language, verdicts }) => (
            <VerdictShare key={language} name={nameOf(language)} counts={verdicts} most={most} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ShareHead({ what }: { readonly what: string }) {
  return (
    <thead className="sr-only">
      <tr>
        <th scope="col">{what}</th>
        <th scope="col">Verdicts</th>
        <th scope="col">Tries</th>
      </tr>
    </thead>
  );
}
