import type { DeskStay } from '@docket/contracts/http/front-desk';
import { useEffect, useId, useRef, useState } from 'react';
import { formatMoney } from '../../../lib/money.ts';
import { Ago } from '../../../ui/ago.tsx';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { Fact } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { dayWords } from '../../hotel/days.ts';
import { useStay, useStayActs, type OneStay } from '../api/queries.ts';
import { ACT_WORDS, partyWords, ROOM_LOOKS, STATE_LOOKS } from '../desk-words.ts';
import { GiveUp } from './give-up.tsx';

type StayDialogProps = {
  readonly slug: string;
  readonly partId: string;
  readonly propertyId: string;
  readonly today: string;
  readonly onClose: () => void;
};

/** All of one stay, over the day. */
export function StayDialog({ slug, partId, propertyId, today, onClose }: StayDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const stay = useStay(slug, partId, propertyId);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      // Dialogs in it close for themselves.
      onClose={(event) => event.target === dialog.current && onClose()}
      className="m-auto w-[calc(100%-1rem)] max-w-2xl rounded-2xl border border-line bg-card p-0 text-ink shadow-dialog backdrop:bg-ink/35 backdrop:dark:bg-sunken/70"
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 p-4 sm:p-6">
        <div className="flex items-start justify-between gap-3">
          <h2 id={id} className="min-w-0 text-xl font-bold wrap-anywhere">
            {stay.data?.stay.guest ?? 'Stay'}
          </h2>
          <Button className="min-h-11" onClick={() => dialog.current?.close()}>
            Close
          </Button>
        </div>
        {stay.isLoadingError && <Failure error={stay.error} retry={() => void stay.refetch()} />}
        {stay.data === undefined && !stay.isLoadingError && <Loading label="Loading the stay" />}
        {stay.data !== undefined && <Details slug={slug} today={today} one={stay.data} />}
      </div>
    </dialog>
  );
}

type DetailsProps = { readonly slug: string; readonly today: string; readonly one: OneStay };

function Details({ slug, today, one: { stay, history, free } }: DetailsProps) {
  const { word, tone } = STATE_LOOKS[stay.state];
  const isOpen = stay.state === 'EXPECTED' || stay.state === 'IN_HOUSE';
  return (
    <>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 text-sm sm:grid-cols-3">
        <Fact label="State">
          <Badge tone={tone}>{word}</Badge>
        </Fact>
        <Fact label="From">{dayWords(stay.arrival)}</Fact>
        <Fact label="To">{dayWords(stay.departure)}</Fact>
        <Fact label="Room">{stay.roomType}</Fact>
        <Fact label="Guests">{partyWords(stay)}</Fact>
        <Fact label="Rate">{stay.plan}</Fact>
        <Fact label="Paid">{formatMoney(stay.totalMinor, stay.currency)}</Fact>
        <Fact label="Reference">{stay.reference}</Fact>
        {stay.phone !== null && <Fact label="Phone">{stay.phone}</Fact>}
      </dl>
      {stay.requests !== null && <p className="text-sm wrap-anywhere">“{stay.requests}”</p>}
      {isOpen && <RoomChoice slug={slug} stay={stay} free={free} />}
      <Note key={stay.note} slug={slug} stay={stay} />
      {stay.state === 'IN_HOUSE' && stay.departure > today && <LeaveEarly slug={slug} stay={stay} />}
      {stay.state === 'EXPECTED' && stay.arrival <= today && <GiveUp slug={slug} stay={stay} today={today} />}
      <section className="grid gap-2">
        <h3 className="font-semibold">History</h3>
        {history.length === 0 ? (
          <p className="text-sm text-muted">Nothing was done yet.</p>
        ) : (
          <ol className="grid gap-1.5 text-sm">
            {history.map((act, at) => (
              <li key={at} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
                <span className="min-w-0 wrap-anywhere">
                  <span className="font-medium">{ACT_WORDS[act.act]}</span>
                  {act.detail !== '' && `: ${act.detail}`}
                  <span className="text-muted"> by {act.by ?? 'the night audit'}</span>
                </span>
                <span className="text-muted">
                  <Ago at={act.at} />
                </span>
              </li>
            ))}
          </ol>
        )}
      </section>
    </>
  );
}

type RoomChoiceProps = { readonly slug: string; readonly stay: DeskStay; readonly free: OneStay['free'] };

/** A room for each that was bought: those of its type, and behind them better ones. */
function RoomChoice({ slug, stay, free }: RoomChoiceProps) {
  const { assign } = useStayActs(slug, stay.partId);
  const optionOf = (room: OneStay['free'][number]) => ({
    value: room.number,
    label: [
      room.number,
      ROOM_LOOKS[room.housekeeping].word.toLowerCase(),
      ...room.features.map((feature) => feature.replaceAll('_', ' ')),
      ...(room.roomTypeId === stay.roomTypeId ? [] : ['other type']),
    ].join(', '),
  });
  return (
    <section className="grid gap-2">
      <div className="grid gap-3 sm:grid-cols-2">
        {stay.assigned.map((room, index) => (
          <Select
            key={index}
            label={stay.rooms === 1 ? 'Room number' : `Room number ${index + 1}`}
            className="[&_select]:min-h-11"
            value={room?.number ?? ''}
            disabled={assign.isPending}
            options={[
              ...(stay.state === 'IN_HOUSE' ? [] : [{ value: '', label: 'None yet' }]),
              ...(room === null ? [] : [{ value: room.number, label: room.number }]),
              ...free.map(optionOf),
            ]}
            onChange={(number) =>
              assign.mutate({
                index,
                number: number === '' ? null : number,
                upgrade: free.some((each) => each.number === number && each.roomTypeId !== stay.roomTypeId),
              })
            }
          />
        ))}
      </div>
      {assign.error !== null && <Failure error={assign.error} />}
    </section>
  );
}

function Note({ slug, stay }: { readonly slug: string; readonly stay: DeskStay }) {
  const { note } = useStayActs(slug, stay.partId);
  const [text, setText] = useState(stay.note ?? '');
  return (
    <form
      className="grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!note.isPending) note.mutate(text.trim());
      }}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
        <Field
          label="Note for the house"
          maxLength={500}
          className="[&_input]:min-h-11"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" className="min-h-11" busy={note.isPending} disabled={text.trim() === (stay.note ?? '')}>
          Save
        </Button>
      </div>
      {note.error !== null && <Failure error={note.error} />}
    </form>
  );
}

/** Nothing goes back for the nights that are left, so it is asked. */
function LeaveEarly({ slug, stay }: { readonly slug: string; readonly stay: DeskStay }) {
  const { checkOut } = useStayActs(slug, stay.partId);
  const [sure, setSure] = useState(false);
  return (
    <section className="grid gap-2">
      {sure ? (
        <div className="flex flex-wrap items-center gap-2">
          <p className="text-sm">
            The nights until {dayWords(stay.departure)} are for sale again. Nothing is paid back.
          </p>
          <Button
            variant="danger"
            className="min-h-11"
            busy={checkOut.isPending}
            onClick={() => !checkOut.isPending && checkOut.mutate()}
          >
            Check out now
          </Button>
          <Button className="min-h-11" onClick={() => setSure(false)}>
            Keep the stay
          </Button>
        </div>
      ) : (
        <Button className="min-h-11 justify-self-start" onClick={() => setSure(true)}>
          Leaves early
        </Button>
      )}
      {checkOut.error !== null && <Failure error={checkOut.error} />}
    </section>
  );
}
