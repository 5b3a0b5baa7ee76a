import type { WorkerStatus } from '@docket/contracts/http/queue';
import { useQuery } from '@tanstack/react-query';
import { useTitle } from '../../../lib/use-title.ts';
import { Fact, Page, PageTitle } from '../../../ui/page.tsx';
import { Empty, Failure, Loading } from '../../../ui/states.tsx';
import { workersQuery } from '../api/queries.ts';
import { formatAge } from '../look.ts';
import { BoardButton } from './board-button.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { Stale } from './stale.tsx';
import { WorkerCard } from './worker-card.tsx';

export function WorkersPage() {
  useTitle('Workers');
  return (
    <OnlyAdmins>
      <Page className="grid gap-6 [&>:first-child]:mb-0">
        <PageTitle aside={<BoardButton />}>Workers</PageTitle>
        <Fleet />
      </Page>
    </OnlyAdmins>
  );
}

function Fleet() {
  const fleet = useQuery(workersQuery());
  if (fleet.data === undefined) {
    if (fleet.isError) return <Failure error={fleet.error} retry={() => void fleet.refetch()} />;
    return <Loading label="Loading the workers" lines={8} />;
  }
  const { data: workers, oldestWaitingSeconds, reference } = fleet.data;
  const alive = workers.filter((worker) => worker.alive);
  const lost = workers.filter((worker) => !worker.alive);
  const fit = alive.filter((worker) => worker.outOfRotation === null);
  const sum = (of: (worker: WorkerStatus) => number) => alive.reduce((all, worker) => all + of(worker), 0);
  return (
    <>
      {fleet.isError && <Stale error={fleet.error} at={fleet.dataUpdatedAt} />}
      <dl className="grid grid-cols-3 gap-x-4 gap-y-3 box px-4 py-3 sm:flex sm:flex-wrap sm:gap-x-10">
        <Fact label="In rotation">
          {fit.length} <span className="font-normal text-muted">of {alive.length}</span>
        </Fact>
        <Fact label="Slots busy">
          {sum((worker) => worker.busy)}{' '}
          <span className="font-normal text-muted">of {sum((worker) => worker.slots)}</span>
        </Fact>
        <Fact label="Oldest waiting">{formatAge(oldestWaitingSeconds)}</Fact>
        <Fact label="Done in 1 min">{sum((worker) => worker.throughput.m1)}</Fact>
        <Fact label="in 5 min">{sum((worker) => worker.throughput.m5)}</Fact>
        <Fact label="in 15 min">{sum((worker) => worker.throughput.m15)}</Fact>
        {reference !== null && (
          <Fact label="Reference host">
            {reference.host}{' '}
            <span className="font-normal text-muted">
              {reference.setBy === null ? 'first to be measured' : `chosen by ${reference.setBy}`}
            </span>
          </Fact>
        )}
      </dl>
      {alive.length === 0 && (
        <Empty title="No worker is online">
          Start one on a machine with compilers and it will appear here. Until then, submissions wait.
        </Empty>
      )}
      {alive.length > 0 && (
        <>
          <h2 id="at-work" className="sr-only">
            Workers online
          </h2>
          <ul className="grid gap-4" aria-labelledby="at-work">
            {alive.map((worker) => (
              <WorkerCard key={worker.workerId} worker={worker} />
            ))}
          </ul>
        </>
      )}
      {lost.length > 0 && (
        <section aria-labelledby="lost" className="grid gap-3">
          <h2 id="lost" className="text-lg font-bold">
            Offline
          </h2>
          <ul className="grid gap-4">
            {lost.map((worker) => (
              <WorkerCard key={worker.workerId} worker={worker} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
