import type { RunTimes as Data } from '@docket/contracts/http/chart';
import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { useQuery } from '@tanstack/react-query';
import { formatBytes, formatMs, plural } from '../../../lib/format.ts';
import { BarChart } from '../../../ui/bar-chart.tsx';
import { runTimesQuery } from '../api/queries.ts';
import { columnOf } from '../run-time-column.ts';

type RunTimesProps = {
  readonly submission: Pick<SubmissionDetail, 'problemSlug' | 'language' | 'cpuMs' | 'memoryBytes' | 'status'>;
  readonly languageName: string;
};

/** Fewer people are no distribution. */
const WORTH_IT = 3;

/** How others did, with this submission among them. Nothing until there are some. */
export function RunTimes({ submission, languageName }: RunTimesProps) {
  const { problemSlug, language, cpuMs, memoryBytes, status } = submission;
  const times = useQuery({ ...runTimesQuery(problemSlug, language), enabled: status === 'AC' && cpuMs !== null });
  if (times.data === undefined || cpuMs === null || times.data.people < WORTH_IT) return null;
  return <Distribution times={times.data} languageName={languageName} cpuMs={cpuMs} memoryBytes={memoryBytes} />;
}

type DistributionProps = {
  readonly times: Data;
  readonly languageName: string;
  /** What is marked; null: nothing. */
  readonly cpuMs: number | null;
  readonly memoryBytes: number | null;
};

/** Run times and memory of everybody's best, side by side where there is room. */
export function Distribution({ times, languageName, cpuMs, memoryBytes }: DistributionProps) {
  const { bins, memory = [], own, people } = times;
  const bestMs = own === null ? '' : formatMs(own.cpuMs);
  const bestBytes = own?.memoryBytes === undefined ? '' : formatBytes(own.memoryBytes);
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Columns
        title={`Run times in ${languageName}`}
        matter={`Run times of the best accepted submissions of ${plural(people, 'person', 'people')} in ${languageName}.`}
        place={placeOf(`Your best, ${bestMs}, is faster than`, own?.fasterThan)}
        people={people}
        head="Run time"
        columns={bins.map(({ fromMs, toMs, people: count }) => ({ from: fromMs, to: toMs, count }))}
        marked={cpuMs}
        format={(ms) => formatMs(Math.round(ms))}
      />
      {memory.length > 0 && (
        <Columns
          title={`Memory in ${languageName}`}
          matter={`Memory of the best accepted submissions of ${plural(people, 'person', 'people')} in ${languageName}.`}
          place={placeOf(`Your best, ${bestBytes}, takes less than`, own?.smallerThan)}
          people={people}
          head="Memory"
          columns={memory.map(({ fromBytes, toBytes, people: count }) => ({ from: fromBytes, to: toBytes, count }))}
          marked={memoryBytes}
          format={formatBytes}
        />
      )}
    </div>
  );
}

function placeOf(words: string, share: number | null | undefined): string {
  return share == null ? '' : `${words} ${Math.round(share * 100)}%`;
}

type ColumnsProps = {
  readonly title: string;
  readonly matter: string;
  readonly place: string;
  readonly people: number;
  readonly head: string;
  readonly columns: readonly { readonly from: number; readonly to: number; readonly count: number }[];
  readonly marked: number | null;
  readonly format: (value: number) => string;
};

function Columns({ title, matter, place, people, head, columns, marked, format }: ColumnsProps) {
  const here = marked === null ? -1 : columnOf(columns, marked);
  return (
    <BarChart
      title={title}
      summary={`${matter} ${place}`.trim()}
      aside={place === '' ? plural(people, 'person', 'people') : place}
      bars={columns.map(({ from, to, count }, index) => ({
        key: String(from),
        label: `${format(from)} to ${format(to)}`,
        value: count,
        mark: index === here ? 'yours' : undefined,
      }))}
      columns={[head, 'People']}
      format={String}
      ends={[format(columns[0]?.from ?? 0), format(columns.at(-1)?.to ?? 0)]}
      widest={3}
    />
  );
}
