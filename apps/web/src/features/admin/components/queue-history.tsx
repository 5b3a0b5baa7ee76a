import type { historyHours, QueueHistory } from '@docket/contracts/http/queue';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { VIEWER_ZONE, whenIn } from '../../../lib/zoned.ts';
import { BarChart, type Bar } from '../../../ui/bar-chart.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { queueHistoryQuery } from '../api/queries.ts';
import { columnsOf } from '../history-columns.ts';
import { formatAge } from '../look.ts';

type Hours = `${(typeof historyHours)[number]}`;
const SPANS: readonly { readonly value: Hours; readonly label: string }[] = [
  { value: '1', label: '1 h' },
  { value: '6', label: '6 h' },
  { value: '24', label: '1 day' },
  { value: '168', label: '1 week' },
];

/** How deep the queue was, and how long work waited, as workers noted it every half minute. */
export function QueueHistoryCharts() {
  const [hours, setHours] = useState<Hours>('6');
  const history = useQuery(queueHistoryQuery(Number(hours)));
  return (
    <section aria-labelledby="history" className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <h2 id="history" className="text-lg font-bold">
          Over time
        </h2>
        <Segmented quiet label="How far back" value={hours} onChange={setHours} options={SPANS} />
      </div>
      {history.isLoadingError && <Failure error={history.error} retry={() => void history.refetch()} />}
      {history.isPending && <Loading label="Loading the history" lines={4} />}
      {history.data !== undefined && <Charts history={history.data} />}
    </section>
  );
}

function Charts({ history }: { readonly history: QueueHistory }) {
  const columns = columnsOf(history);
  const bars = (valueOf: (point: QueueHistory['points'][number]) => number | null): Bar[] =>
    columns.map(({ at, point }) => ({
      key: String(at),
      label: whenIn(VIEWER_ZONE, at),
      value: point === undefined ? null : (valueOf(point) ?? 0),
    }));
  const most = (values: readonly Bar[]) => Math.max(0, ...values.map(({ value }) => value ?? 0));
  const depth = bars((point) => point.waiting);
  const waits = bars((point) => point.waitP95Seconds);
  const ends = [whenIn(VIEWER_ZONE, history.from), 'now'] as const;
  if (history.points.length === 0)
    return <p className="text-sm text-muted">There are no figures for this time: no worker was running.</p>;
  return (
    <div className="grid grid-cols-1 gap-3 lg:grid-cols-2">
      <BarChart
        title="Waiting"
        summary={`Tasks that waited, at most ${most(depth)}`}
        aside={`at most ${most(depth)}`}
        bars={depth}
        columns={['Time', 'Waiting']}
        format={String}
        ends={ends}
      />
      <BarChart
        title="Time in the queue"
        summary={`Nineteen of twenty tasks waited no longer, at most ${formatAge(most(waits))}`}
        aside={`19 of 20 no longer, at most ${formatAge(most(waits))}`}
        bars={waits}
        columns={['Time', '19 of 20 waited at most']}
        format={(seconds) => formatAge(seconds)}
        ends={ends}
      />
    </div>
  );
}
