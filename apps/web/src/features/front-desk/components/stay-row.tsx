import type { DeskStay } from '@docket/contracts/http/front-desk';
import { useState } from 'react';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx';
import { RowItem } from '../../../ui/row-list.tsx';
import { Failure } from '../../../ui/states.tsx';
import { dayWords } from '../../hotel/days.ts';
import { useStayActs } from '../api/queries.ts';
import { partyWords, ROOM_LOOKS, STATE_LOOKS } from '../desk-words.ts';

type StayRowProps = {
  readonly slug: string;
  readonly stay: DeskStay;
  readonly today: string;
  /** Why the house has no room for it. */
  readonly walk: string | undefined;
  readonly onOpen: () => void;
};

/** A stay in a list of the desk, with what is done to it next. */
export function StayRow({ slug, stay, today, walk, onOpen }: StayRowProps) {
  const acts = useStayActs(slug, stay.partId);
  const [asks, setAsks] = useState(false);
  const { word, tone } = STATE_LOOKS[stay.state];
  const dirty = stay.assigned.filter((room) => room?.housekeeping === 'DIRTY');
  const mayCome = stay.state === 'EXPECTED' && stay.arrival <= today && !stay.assigned.includes(null);
  const busy = acts.checkIn.isPending || acts.checkOut.isPending;
  const error = acts.checkIn.error ?? acts.checkOut.error;
  const comeIn = (anyway: boolean) => {
    if (!busy) acts.checkIn.mutate(anyway, { onSuccess: () => setAsks(false) });
  };
  return (
    <RowItem
      data-testid="stay"
      className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 py-3 sm:grid-cols-[minmax(0,1fr)_minmax(0,12rem)_auto]"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold wrap-anywhere">
          {stay.guest}
          {stay.state !== 'EXPECTED' && <Badge tone={tone}>{word}</Badge>}
          {walk !== undefined && stay.state === 'EXPECTED' && (
            <Badge tone="limit" title={walk}>
              No room
            </Badge>
          )}
        </p>
        <p className="text-sm wrap-anywhere text-muted">
          {stay.roomType} · {partyWords(stay)}
          {stay.arrival < today && stay.state === 'EXPECTED' && ` · expected ${dayWords(stay.arrival)}`}
          {stay.keptUntil !== null && stay.state === 'EXPECTED' && ` · kept until ${dayWords(stay.keptUntil)}`}
        </p>
        {stay.note !== null && <p className="text-sm font-medium wrap-anywhere">{stay.note}</p>}
        {stay.requests !== null && <p className="text-sm wrap-anywhere text-muted">“{stay.requests}”</p>}
      </div>
      <p className="flex flex-wrap gap-1.5 justify-self-end sm:justify-self-start">
        {stay.assigned.map((room, index) =>
          room === null ? (
            <span key={index} className="text-sm text-muted">
              No room yet
            </span>
          ) : (
            <Badge key={index} tone={ROOM_LOOKS[room.housekeeping].tone} title={ROOM_LOOKS[room.housekeeping].word}>
              {room.number}
              {room.housekeeping === 'DIRTY' && ' dirty'}
              {room.housekeeping === 'OUT_OF_ORDER' && ' out'}
            </Badge>
          ),
        )}
      </p>
      <div className="col-span-full flex flex-wrap justify-end gap-2 sm:col-span-1">
        {mayCome && (
          <Button
            variant="primary"
            className="min-h-11"
            busy={busy}
            onClick={() => (dirty.length > 0 ? setAsks(true) : comeIn(false))}
          >
            Check in<span className="sr-only"> {stay.guest}</span>
          </Button>
        )}
        {stay.state === 'IN_HOUSE' && stay.departure <= today && (
          <Button variant="primary" className="min-h-11" busy={busy} onClick={() => !busy && acts.checkOut.mutate()}>
            Check out<span className="sr-only"> {stay.guest}</span>
          </Button>
        )}
        <Button className="min-h-11" onClick={onOpen}>
          Details<span className="sr-only"> of {stay.guest}</span>
        </Button>
      </div>
      {error !== null && !asks && (
        <div className="col-span-full">
          <Failure error={error} />
        </div>
      )}
      {asks && (
        <ConfirmDialog
          title={`Room ${dirty.map((room) => room?.number).join(', ')} is not clean yet`}
          action="Check in all the same"
          keep="Wait"
          busy={busy}
          error={acts.checkIn.error}
          onConfirm={() => comeIn(true)}
          onClose={() => {
            setAsks(false);
            acts.checkIn.reset();
          }}
        >
          <p>{stay.guest} may take it as it is, or have another room: see the details.</p>
        </ConfirmDialog>
      )}
    </RowItem>
  );
}
