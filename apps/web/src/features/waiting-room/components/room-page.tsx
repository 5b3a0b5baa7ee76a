import { joinRoom, leaveRoom, type Room, type RoomEntry } from '@docket/contracts/http/waiting-room';
import type { ShowDetail } from '@docket/contracts/http/show';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { docket } from '../../../lib/docket.ts';
import { useAct } from '../../../lib/use-act.ts';
import { formatWait, plural } from '../../../lib/format.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { Countdown, useSecondsUntil } from '../../../ui/countdown.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { RequireSession } from '../../identity/components/require-session.tsx';
import { ShowHeader } from '../../catalog/components/show-header.tsx';
import { showQuery } from '../../catalog/api/queries.ts';
import { useRoom } from '../api/use-room.ts';

const route = getRouteApi('/shows/$id/room');

export function RoomPage() {
  useTitle('Waiting room');
  const { id } = route.useParams();
  return (
    <AtId kind="show" id={id}>
      <RequireSession>
        <WaitingRoom id={id} />
      </RequireSession>
    </AtId>
  );
}

function WaitingRoom({ id }: { readonly id: string }) {
  const show = useQuery(showQuery(id));
  const { room, error, retry, takeIn } = useRoom(id, true);
  const join = useAct({
    act: (_: void, idempotencyKey) => docket.call(joinRoom, { params: { id }, idempotencyKey }),
    onSuccess: takeIn,
  });
  const leave = useMutation({ mutationFn: () => docket.call(leaveRoom, { params: { id } }), onSuccess: retry });
  const failure = show.error ?? (room === undefined ? error : null);
  if (failure !== null) {
    if (isNoSuch('show', failure)) return <NoSuch kind="show" />;
    return (
      <Page width="narrow">
        <Failure
          error={failure}
          retry={() => {
            retry();
            void show.refetch();
          }}
        />
      </Page>
    );
  }
  if (show.data === undefined || room === undefined) {
    return (
      <Page width="narrow">
        <Loading label="Loading the waiting room" lines={8} />
      </Page>
    );
  }
  return (
    <Page width="narrow" className="grid gap-6">
      <ShowHeader show={show.data} />
      <section
        aria-label="Your place"
        data-testid="room"
        data-status={room.entry?.status ?? 'OUTSIDE'}
        className="grid gap-5 box p-6 sm:p-8"
      >
        <div role="status" className="grid gap-4">
          <Place show={show.data} room={room} />
        </div>
        <div className="flex flex-wrap gap-3">
          {mayJoin(room) && (
            <Button
              variant="primary"
              className="min-h-12 px-6 max-sm:grow"
              busy={join.isPending}
              onClick={() => !join.isPending && join.mutate()}
            >
              {room.entry === null ? 'Enter the waiting room' : 'Join again at the end'}
            </Button>
          )}
          {room.entry?.status === 'ADMITTED' && (
            <Link
              to="/shows/$id"
              params={{ id }}
              className={buttonClass('primary', 'normal', 'min-h-12 px-6 max-sm:grow')}
            >
              Choose seats <Icon name="arrow" />
            </Link>
          )}
          {(room.entry?.status === 'WAITING' || room.entry?.status === 'ADMITTED') && (
            <Button
              variant="ghost"
              className="min-h-12"
              busy={leave.isPending}
              onClick={() => !leave.isPending && leave.mutate()}
            >
              Give up the place
            </Button>
          )}
        </div>
        {join.isError && <Failure error={join.error} />}
        {leave.isError && <Failure error={leave.error} />}
      </section>
      <HowItIsDrawn room={room} />
    </Page>
  );
}

function mayJoin({ entry }: Room): boolean {
  return entry === null || entry.status === 'EXPIRED' || entry.status === 'LEFT' || entry.status === 'DONE';
}

function Place({ show, room }: { readonly show: ShowDetail; readonly room: Room }) {
  const { entry } = room;
  if (entry === null) return <Outside room={room} />;
  switch (entry.status) {
    case 'WAITING':
      return entry.place === null ? (
        <BeforeTheDraw room={room} />
      ) : (
        <InLine room={room} place={entry.place} early={entry.early} />
      );
    case 'ADMITTED':
      return <Inside entry={entry} show={show} />;
    case 'DONE':
      return <Headline title="You have your seats">Find them under “My bookings”.</Headline>;
    case 'EXPIRED':
      return (
        <Headline title="Your time to choose has run out">
          Others were let in meanwhile. You can join again at the end.
        </Headline>
      );
    case 'LEFT':
      return <Headline title="You left the waiting room">You can join again at the end.</Headline>;
    default:
      return entry.status satisfies never;
  }
}

function Headline({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="grid gap-1">
      <h2 className="text-lg font-bold sm:text-2xl">{title}</h2>
      <div className="text-muted">{children}</div>
    </div>
  );
}

function Outside({ room }: { readonly room: Room }) {
  const left = useSecondsUntil(Date.parse(room.opensAt));
  return left > 0 ? (
    <>
      <Headline title="On sale in">
        Whoever is here by then has the same chance: places are drawn. Being early brings nothing.
      </Headline>
      <Countdown until={room.opensAt} className="font-mono text-4xl font-semibold" />
    </>
  ) : (
    <Headline title="The sale is open">Buyers are let in one after another. Enter to take your place.</Headline>
  );
}

function BeforeTheDraw({ room }: { readonly room: Room }) {
  const left = useSecondsUntil(Date.parse(room.opensAt));
  return (
    <>
      <Headline title={left > 0 ? 'You are in' : 'Drawing places'}>
        {left > 0
          ? 'Places are drawn at the opening, for everybody who is here by then. You may close this page and come back.'
          : 'This takes a moment.'}
      </Headline>
      {left > 0 && <Countdown until={room.opensAt} className="font-mono text-4xl font-semibold" />}
    </>
  );
}

type InLineProps = { readonly room: Room; readonly place: number; readonly early: boolean };

function InLine({ room, place, early }: InLineProps) {
  const ahead = room.ahead ?? 0;
  const done = Math.min(1, room.served / Math.max(1, place));
  return (
    <>
      <Headline title={ahead === 0 ? 'You are next' : `${ahead.toLocaleString('en')} ahead of you`}>
        {early ? 'Your place was drawn' : 'Your place'}: {place.toLocaleString('en')} of{' '}
        {Math.max(room.lastPlace, place).toLocaleString('en')}
      </Headline>
      <div aria-hidden="true" className="h-2.5 overflow-hidden rounded-full bg-sunken">
        <div
          className="h-full rounded-full bg-primary transition-[width] duration-700"
          style={{ width: `${Math.max(2, done * 100)}%` }}
        />
      </div>
      <dl className="flex flex-wrap gap-x-10 gap-y-3">
        <Fact label="Expected wait">
          {room.expectedWaitSeconds === null ? 'not known yet' : formatWait(room.expectedWaitSeconds)}
        </Fact>
        <Fact label="Let in so far">{room.served.toLocaleString('en')}</Fact>
        {room.perSecond > 0 && (
          <Fact label="Pace">{plural(Math.round(room.perSecond * 60), 'person', 'people')} a minute</Fact>
        )}
      </dl>
      <p className="text-sm text-muted">You keep your place if you leave this page. It updates by itself.</p>
    </>
  );
}

function Inside({ entry, show }: { readonly entry: RoomEntry; readonly show: ShowDetail }) {
  return (
    <>
      <Headline title="It is your turn">
        Choose up to {plural(show.seatsPerUser, 'seat')} and hold them
        {entry.deadline === null ? '.' : ' within'}
      </Headline>
      {entry.deadline !== null && (
        <Countdown until={entry.deadline} urgentBelow={60} className="font-mono text-4xl font-semibold" />
      )}
    </>
  );
}

/** What one needs to check the draw. */
function HowItIsDrawn({ room }: { readonly room: Room }) {
  return (
    <details className="text-sm text-muted">
      <summary className="font-medium text-ink">How places are drawn, and how to check the draw</summary>
      <div className="mt-2 grid gap-2">
        <p>
          Before the opening the seed of the draw is fixed, and this fingerprint of it published. At the opening the
          seed is revealed: together with the list of entrants it gives everybody’s place, and anybody can compute that
          again.
        </p>
        <p className="font-mono break-all">{room.commitment}</p>
        {room.entry !== null && (
          <p>
            In the list you are <span className="font-mono break-all">{room.entry.entrantId}</span>
          </p>
        )}
        <p>
          <Link to="/shows/$id/draw" params={{ id: room.showId }} className="link">
            See the draw
          </Link>
        </p>
      </div>
    </details>
  );
}
