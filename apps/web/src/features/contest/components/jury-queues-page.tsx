import type { ContestDetail } from '@docket/contracts/http/contest';
import { moveBalloon, movePrint } from '@docket/contracts/http/contest-desk';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useId, useState, type ReactNode } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { LoadMore } from '../../../ui/load-more.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { balloonsQuery, printsQuery, useForgetContest, type QueueState } from '../api/jury.ts';
import { JuryFrame } from './jury-frame.tsx';
import { ProblemLetter } from './problem-letter.tsx';

const route = getRouteApi('/contests/$slug/jury/queues');
const STATES = [
  { value: 'queued', label: 'Waiting' },
  { value: 'claimed', label: 'On the way' },
  { value: 'done', label: 'Done' },
] as const;

export function JuryQueuesPage() {
  const { slug } = route.useParams();
  return (
    <JuryFrame slug={slug} title="Balloons and prints">
      {(contest) => (
        <div className="grid items-start gap-8 lg:grid-cols-2">
          <Balloons contest={contest} />
          <Prints contest={contest} />
        </div>
      )}
    </JuryFrame>
  );
}

type Paged = Parameters<typeof LoadMore>[0]['paged'] & {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: unknown;
  readonly refetch: () => unknown;
};
type QueueProps = {
  readonly title: string;
  readonly empty: string;
  readonly state: QueueState;
  readonly onState: (state: QueueState) => void;
  readonly queue: Paged;
  /** Why the last move could not be made; null: it could. */
  readonly failure: unknown;
  readonly children: readonly ReactNode[];
};

function Queue({ title, empty, state, onState, queue, failure, children }: QueueProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id} className="font-semibold">
        {title}
      </h2>
      <Segmented quiet label={`Which ${title.toLowerCase()}`} options={STATES} value={state} onChange={onState} />
      {failure !== null && <Failure error={failure} />}
      {queue.isPending && <RowsLoading label={`Loading ${title.toLowerCase()}`} rows={3} />}
      {queue.isError && <Failure error={queue.error} retry={() => void queue.refetch()} />}
      {!queue.isPending && !queue.isError && children.length === 0 && <Empty title={empty} />}
      {children.length > 0 && (
        <div>
          <RowList aria-label={title}>{children}</RowList>
          <LoadMore paged={queue} />
        </div>
      )}
    </section>
  );
}

function Balloons({ contest }: { readonly contest: ContestDetail }) {
  const [state, setState] = useState<QueueState>('queued');
  const queue = useInfiniteQuery(balloonsQuery(contest.slug, state));
  const forget = useForgetContest();
  const move = useAct({
    act: ({ balloonId, to }: { readonly balloonId: string; readonly to: QueueState }) =>
      docket.call(moveBalloon, { params: { id: contest.slug, balloonId }, body: { state: to } }),
    onSuccess: forget,
  });
  return (
    <Queue
      title="Balloons"
      empty="No balloons here"
      state={state}
      onState={setState}
      queue={queue}
      failure={move.error}
    >
      {(queue.data?.pages ?? []).flatMap((page) =>
        page.data.map((one) => (
          <RowItem
            key={one.balloonId}
            data-testid="balloon"
            className="grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3"
          >
            <ProblemLetter label={one.label} colour={one.colour} />
            <Who
              name={one.participant}
              room={one.room}
              seat={one.seat}
              at={one.at}
              claimedBy={one.claimedBy}
              first={one.first}
            />
            <Moves
              state={one.state}
              what={`balloon ${one.label} for ${one.participant}`}
              busy={move.isPending}
              onMove={(to) => move.mutate({ balloonId: one.balloonId, to })}
            />
          </RowItem>
        )),
      )}
    </Queue>
  );
}

function Prints({ contest }: { readonly contest: ContestDetail }) {
  const [state, setState] = useState<QueueState>('queued');
  const queue = useInfiniteQuery(printsQuery(contest.slug, state));
  const forget = useForgetContest();
  const move = useAct({
    act: ({ printId, to }: { readonly printId: string; readonly to: QueueState }) =>
      docket.call(movePrint, { params: { id: contest.slug, printId }, body: { state: to } }),
    onSuccess: forget,
  });
  return (
    <Queue title="Prints" empty="No prints here" state={state} onState={setState} queue={queue} failure={move.error}>
      {(queue.data?.pages ?? []).flatMap((page) =>
        page.data.map((one) => (
          <RowItem
            key={one.printId}
            data-testid="print"
            className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3"
          >
            <div className="min-w-0">
              <Who name={one.participant} room={one.room} seat={one.seat} at={one.at} claimedBy={one.claimedBy} />
              <details className="text-sm">
                <summary className="w-fit break-all text-muted">{one.name}</summary>
                <pre tabIndex={0} className="mt-1 max-h-64 overflow-auto rounded bg-sunken p-2 font-mono text-xs">
                  {one.content}
                </pre>
              </details>
            </div>
            <Moves
              state={one.state}
              what={`${one.name} for ${one.participant}`}
              busy={move.isPending}
              onMove={(to) => move.mutate({ printId: one.printId, to })}
            />
          </RowItem>
        )),
      )}
    </Queue>
  );
}

type WhoProps = {
  readonly name: string;
  readonly room: string | null;
  readonly seat: string | null;
  readonly at: string;
  readonly claimedBy: string | null;
  readonly first?: boolean;
};

function Who({ name, room, seat, at, claimedBy, first = false }: WhoProps) {
  const place = [room, seat].filter((part) => part !== null).join(', ');
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <span className="wrap-anywhere">{name}</span>
        {first && <Badge tone="limit">First</Badge>}
      </p>
      <p className="text-sm text-muted">
        {place !== '' && `${place} · `}
        <Ago at={at} />
        {claimedBy !== null && ` · ${claimedBy}`}
      </p>
    </div>
  );
}

function Moves({
  state,
  what,
  busy,
  onMove,
}: {
  readonly state: QueueState;
  readonly what: string;
  /** A move is under way: another waits for it. */
  readonly busy: boolean;
  readonly onMove: (to: QueueState) => void;
}) {
  return (
    <p className="flex gap-1.5">
      {state !== 'done' && (
        <Button
          size="small"
          variant="primary"
          disabled={busy}
          aria-label={`${state === 'queued' ? 'Take' : 'Done with'} ${what}`}
          onClick={() => onMove(state === 'queued' ? 'claimed' : 'done')}
        >
          {state === 'queued' ? 'Take' : 'Done'}
        </Button>
      )}
      {state !== 'queued' && (
        <Button size="small" disabled={busy} aria-label={`Put ${what} back`} onClick={() => onMove('queued')}>
          Put back
        </Button>
      )}
    </p>
  );
}
