import { parkInboxEvent, replayInboxEvent, type InboxEventDetail } from '@docket/contracts/http/inbox';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { docket } from '../../../lib/docket.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Button } from '../../../ui/button.tsx';
import { Countdown } from '../../../ui/countdown.tsx';
import { AtId, isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { Fact, Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { INBOX, inboxEventQuery } from '../api/queries.ts';
import { InboxBadge, whatItDid } from './inbox-status.tsx';
import { OnlyAdmins } from './only-admins.tsx';
import { Stale } from './stale.tsx';

const route = getRouteApi('/admin/inbox/$id');

/** One event of a provider as it came, and what can be done about it. */
export function InboxEventPage() {
  useTitle('Event');
  const { id } = route.useParams();
  return (
    <OnlyAdmins>
      <AtId kind="inboxEvent" id={id}>
        <OneEvent id={id} />
      </AtId>
    </OnlyAdmins>
  );
}

function OneEvent({ id }: { readonly id: string }) {
  const event = useQuery(inboxEventQuery(id));
  if (event.data === undefined) {
    if (isNoSuch('inboxEvent', event.error)) return <NoSuch kind="inboxEvent" />;
    return (
      <Page>
        {event.isError ? (
          <Failure error={event.error} retry={() => void event.refetch()} />
        ) : (
          <Loading label="Loading the event" lines={8} />
        )}
      </Page>
    );
  }
  return (
    <Page className="grid gap-6">
      {event.isError && <Stale error={event.error} at={event.dataUpdatedAt} />}
      <EventView event={event.data} />
    </Page>
  );
}

function EventView({ event }: { readonly event: InboxEventDetail }) {
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <p className="caption">
            <Link to="/admin/inbox" className="link">
              Inbox
            </Link>{' '}
            / {event.provider}
          </p>
          <h1 className="font-mono text-xl font-semibold text-wrap break-all">{event.type ?? event.eventId}</h1>
        </div>
        <EventActions event={event} />
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <InboxBadge event={event} />
        <span className="min-w-0 break-words">{whatItDid(event)}</span>
      </p>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 border-y border-dashed border-edge/60 py-3 sm:flex sm:flex-wrap sm:gap-x-10">
        <Fact label="Event id" className="min-w-0 break-all">
          {event.eventId}
        </Fact>
        <Fact label="Reference" className="min-w-0 break-all">
          <Named event={event} />
        </Fact>
        <Fact label="Received">
          <Ago at={event.receivedAt} />
        </Fact>
        <Fact label="Tries">{event.attempts}</Fact>
        {event.nextTryAt !== null && event.status === 'FAILED' && (
          <Fact label="Next try in">
            <Countdown until={Date.parse(event.nextTryAt)} />
          </Fact>
        )}
        {event.doneAt !== null && (
          <Fact label="Ended">
            <Ago at={event.doneAt} />
          </Fact>
        )}
      </dl>
      <Raw title={event.encoding === 'text' ? 'Body' : 'Body, in base64'} text={event.body} />
      <Raw
        title="Headers"
        text={Object.entries(event.headers)
          .map(([name, value]) => `${name}: ${value}`)
          .join('\n')}
      />
    </>
  );
}

/** What the reference names, where it is ours. */
function Named({ event: { reference, paymentId, withdrawalId } }: { readonly event: InboxEventDetail }) {
  if (paymentId !== null)
    return (
      <Link to="/admin/payments/$id" params={{ id: paymentId }} className="link">
        {reference}
      </Link>
    );
  if (withdrawalId !== null)
    return (
      <Link to="/admin/payouts/$id" params={{ id: withdrawalId }} className="link">
        {reference}
      </Link>
    );
  return <>{reference ?? '–'}</>;
}

function Raw({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section className="grid min-w-0 gap-2">
      <h2 className="text-lg font-semibold">{title}</h2>
      <pre
        tabIndex={0}
        aria-label={title}
        className="box max-h-96 overflow-auto p-3 font-mono text-sm break-all whitespace-pre-wrap"
      >
        {text === '' ? ' ' : text}
      </pre>
    </section>
  );
}

function EventActions({ event }: { readonly event: InboxEventDetail }) {
  const { inboxId: id, status, parkedBy } = event;
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: INBOX });
  const replay = useMutation({ mutationFn: () => docket.call(replayInboxEvent, { params: { id } }), onSuccess });
  const park = useMutation({ mutationFn: () => docket.call(parkInboxEvent, { params: { id } }), onSuccess });
  const ended = status === 'DONE' || status === 'IGNORED';
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {status !== 'RECEIVED' && (
          <Button busy={replay.isPending} onClick={() => !replay.isPending && replay.mutate()}>
            {status === 'FAILED' ? 'Try now' : 'Replay'}
          </Button>
        )}
        {!ended && parkedBy === null && (
          <Button busy={park.isPending} onClick={() => !park.isPending && park.mutate()}>
            {status === 'PARKED' ? 'Leave parked' : 'Park'}
          </Button>
        )}
      </div>
      {[replay, park].map(
        (each, at) => each.isError && <Failure key={at === 0 ? 'replay' : 'park'} error={each.error} />,
      )}
    </div>
  );
}
