import type { QueueState } from '@docket/contracts/http/queue';
import { useQuery } from '@tanstack/react-query';
import { formatMs, plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Notice } from '../../../ui/notice.tsx';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { queueQuery } from '../api/queries.ts';
import { useDepths, type Depths } from '../api/use-depths.ts';
import { formatAge } from '../look.ts';
import { BoardButton } from './board-button.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { QueueClasses } from './queue-classes.tsx';
import { QueueHistoryCharts } from './queue-history.tsx';
import { QueueSwitch } from './queue-switch.tsx';
import { Sparkline } from './sparkline.tsx';
import { Stale } from './stale.tsx';

export function QueuePage() {
  useTitle('Queue');
  return (
    <OnlyAdmins>
      <Page className="grid gap-6 [&>:first-child]:mb-0">
        <PageTitle aside={<BoardButton />}>Queue</PageTitle>
        <QueueView />
      </Page>
    </OnlyAdmins>
  );
}

function QueueView() {
  const queue = useQuery(queueQuery());
  const depths = useDepths(queue.data, queue.dataUpdatedAt);
  if (queue.data === undefined) {
    if (queue.isError) return <Failure error={queue.error} retry={() => void queue.refetch()} />;
    return <Loading label="Loading the queue" lines={8} />;
  }
  return (
    <>
      {queue.isError && <Stale error={queue.error} at={queue.dataUpdatedAt} />}
      <QueueSwitch queue={queue.data} />
      <Totals queue={queue.data} />
      <DepthChart depths={depths} />
      <Stuck stuck={queue.data.stuck} />
      <QueueClasses classes={queue.data.classes} depths={depths} />
      <QueueHistoryCharts />
    </>
  );
}

function Totals({ queue }: { readonly queue: QueueState }) {
  const sum = (of: (one: QueueState['classes'][number]) => number) =>
    queue.classes.reduce((all, one) => all + of(one), 0);
  const ages = queue.classes.flatMap((one) => one.oldestWaitingSeconds ?? []);
  return (
    <dl className="grid grid-cols-3 gap-x-4 gap-y-3 box px-4 py-3 sm:flex sm:flex-wrap sm:gap-x-10">
      <Fact label="Waiting">{sum((one) => one.waiting)}</Fact>
      <Fact label="Running">
        {sum((one) => one.running)} <span className="font-normal text-muted">of {plural(queue.slots, 'slot')}</span>
      </Fact>
      <Fact label="Oldest waiting">{formatAge(ages.length === 0 ? null : Math.max(...ages))}</Fact>
      <Fact label="Done in 1 min">{sum((one) => one.throughput.m1)}</Fact>
      <Fact label="Done in 15 min">{sum((one) => one.throughput.m15)}</Fact>
      <Fact label="Average task">{formatMs(queue.averageMs)}</Fact>
    </dl>
  );
}

/** Everything that waits, at each look since the page was opened. */
function DepthChart({ depths }: { readonly depths: Depths }) {
  const lines = [...depths.values()];
  const longest = Math.max(0, ...lines.map((line) => line.length));
  const total = Array.from({ length: longest }, (_, index) => lines.reduce((sum, line) => sum + (line[index] ?? 0), 0));
  return (
    <figure className="box grid gap-2 px-4 py-3">
      <figcaption className="flex flex-wrap justify-between gap-x-4 text-sm">
        <span className="font-semibold">Queue depth</span>
        <span className="text-muted">since this page was opened, at most {Math.max(0, ...total)} waiting</span>
      </figcaption>
      <Sparkline values={total} label="Waiting in all classes" always className="h-20" />
    </figure>
  );
}

/** Work that no worker can take up is the one thing here that never goes away by itself. */
function Stuck({ stuck }: { readonly stuck: QueueState['stuck'] }) {
  if (stuck.length === 0) return null;
  return (
    <Notice tone="limit" role="alert" title="No worker that is online has these languages">
      <p>
        {stuck.map(({ language, waiting }) => `${language}: ${plural(waiting, 'task')} waiting`).join(' · ')}. They will
        be judged once a worker with the compiler starts.
      </p>
    </Notice>
  );
}
