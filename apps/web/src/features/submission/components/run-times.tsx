import type { RunTimes as Data } from '@docket/contracts/http/chart';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { useQuery } from '@tanstack/react-query';
import { formatMs, plural } from '../../../lib/format.ts';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { runTimesQuery } from '../api/queries.ts';
import { columnOf } from '../run-time-column.ts';

type RunTimesProps = {
  readonly submission: Pick<SubmissionDetail, 'problemSlug' | 'language' | 'cpuMs' | 'status'>;
  readonly languageName: string;
};

/** Fewer people are no distribution. */
const WORTH_IT = 3;

/** How fast others were, with this submission among them. Nothing until there are some. */
export function RunTimes({ submission, languageName }: RunTimesProps) {
  const { problemSlug, language, cpuMs, status } = submission;
  const times = useQuery({ ...runTimesQuery(problemSlug, language), enabled: status === 'AC' && cpuMs !== null });
  if (times.data === undefined || cpuMs === null || times.data.people < WORTH_IT) return null;
  return <RunTimeChart times={times.data} cpuMs={cpuMs} languageName={languageName} />;
}

function RunTimeChart({
  times,
  cpuMs,
  languageName,
}: {
  readonly times: Data;
  readonly cpuMs: number;
  readonly languageName: string;
}) {
  const { bins, people, own } = times;
  const here = columnOf(bins, cpuMs);
  const share = own?.fasterThan == null ? undefined : Math.round(own.fasterThan * 100);
  const place = share === undefined ? '' : `Your best, ${formatMs(own?.cpuMs ?? 0)}, is faster than ${share}%`;
  return (
    <BarChart
      title={`Run times in ${languageName}`}
      summary={`Run times of the best accepted submissions of ${plural(people, 'person', 'people')} in ${languageName}. ${place}`}
      aside={place === '' ? plural(people, 'person', 'people') : place}
      bars={bins.map(({ fromMs, toMs, people: count }, index) => ({
        key: String(fromMs),
        label: `${fromMs} to ${toMs} ms`,
        value: count,
        mark: index === here ? 'this submission' : undefined,
      }))}
      columns={['Run time', 'People']}
      format={String}
      ends={[formatMs(bins[0]?.fromMs ?? 0), formatMs(bins.at(-1)?.toMs ?? 0)]}
      widest={3}
    />
  );
}
