import { createHotelRooms, type HotelRoom } from '@docket/contracts/http/front-desk';
import { housekeeping, type Housekeeping } from '@docket/contracts/hotel/desk';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { useForm } from '../../../lib/use-form.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field, Select } from '../../../ui/field.tsx';
import { isNoSuch, NoSuch } from '../../../ui/no-such.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Empty, Failure, RowsLoading } from '../../../ui/states.tsx';
import { addDays, dayWords } from '../../hotel/days.ts';
import { propertyQuery } from '../../hotel/api/queries.ts';
import { sendRooms, useReadAgain, useRoomActs, useRooms, type Rooms } from '../api/queries.ts';
import { ROOM_LOOKS } from '../desk-words.ts';
import { HouseFrame } from './house-frame.tsx';

const route = getRouteApi('/venue/stays/$slug/rooms');

/** The rooms of a house: clean or not, and who has them. */
export function RoomsPage() {
  const { slug } = route.useParams();
  const property = useQuery(propertyQuery(slug));
  const rooms = useRooms(slug, property.data?.propertyId);
  useTitle(property.data === undefined ? undefined : `Rooms of ${property.data.name}`);
  if (isNoSuch('house', rooms.isLoadingError ? rooms.error : undefined)) return <NoSuch kind="house" />;
  return (
    <HouseFrame slug={slug} name={property.data?.name}>
      {rooms.isLoadingError && <Failure error={rooms.error} retry={() => void rooms.refetch()} />}
      {rooms.data === undefined && !rooms.isLoadingError && <RowsLoading label="Loading rooms" />}
      {rooms.data !== undefined && <AllRooms slug={slug} rooms={rooms.data} />}
    </HouseFrame>
  );
}

function AllRooms({ slug, rooms }: { readonly slug: string; readonly rooms: Rooms }) {
  const [only, setOnly] = useState<Housekeeping | ''>('');
  const shown = rooms.data.filter((room) => only === '' || room.housekeeping === only);
  const nameOf = (id: string) => rooms.types.find(({ roomTypeId }) => roomTypeId === id)?.name ?? '';
  const open = rooms.types.filter((type) => type.numbered < type.rooms);
  return (
    <>
      {open.length > 0 && <NewRooms slug={slug} types={open} />}
      {rooms.data.length === 0 ? (
        <Empty title="No room has a number yet">Give them numbers above: guests are put into rooms by them.</Empty>
      ) : (
        <>
          <Select
            label="Show"
            className="w-56 [&_select]:min-h-11"
            value={only}
            options={[
              { value: '', label: `All ${plural(rooms.data.length, 'room')}` },
              ...housekeeping.options.map((state) => ({
                value: state,
                label: `${ROOM_LOOKS[state].word} (${rooms.data.filter((room) => room.housekeeping === state).length})`,
              })),
            ]}
            onChange={(value) => setOnly(housekeeping.safeParse(value).data ?? '')}
          />
          {shown.length === 0 && <p className="text-muted">None.</p>}
          {shown.length > 0 && (
            <RowList aria-label="Rooms">
              {shown.map((room) => (
                <RoomRow key={room.roomId} slug={slug} room={room} type={nameOf(room.roomTypeId)} day={rooms.day} />
              ))}
            </RowList>
          )}
        </>
      )}
    </>
  );
}

type RoomRowProps = {
  readonly slug: string;
  readonly room: HotelRoom;
  readonly type: string;
  readonly day: string;
};

function RoomRow({ slug, room, type, day }: RoomRowProps) {
  const { change, block, endBlock } = useRoomActs(slug);
  const [works, setWorks] = useState(false);
  const [from, setFrom] = useState(day);
  const [to, setTo] = useState(addDays(day, 1));
  const [reason, setReason] = useState('');
  const { word, tone } = ROOM_LOOKS[room.housekeeping];
  const error = change.error ?? block.error ?? endBlock.error;
  return (
    <RowItem
      data-testid="room"
      className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-2 py-2.5 sm:grid-cols-[8rem_minmax(0,1fr)_auto]"
    >
      <p className="flex items-center gap-2">
        <span className="font-mono text-lg font-semibold">{room.number}</span>
        <Badge tone={tone}>{word}</Badge>
      </p>
      <div className="col-span-full row-start-2 min-w-0 text-sm text-muted sm:col-span-1 sm:row-start-auto">
        <p className="wrap-anywhere">
          {[type, `floor ${room.floor}`, ...room.features.map((feature) => feature.replaceAll('_', ' '))].join(' · ')}
        </p>
        {room.taken.map((taken) => (
          <p key={`${taken.from} ${taken.what}`} className="flex flex-wrap items-center gap-x-2 wrap-anywhere">
            <span className={taken.blockId === null ? 'text-ink' : 'text-limit'}>{taken.what}</span>
            {dayWords(taken.from)} to {dayWords(taken.to)}
            {taken.blockId !== null && (
              <Button
                size="small"
                busy={endBlock.isPending}
                onClick={() => taken.blockId !== null && !endBlock.isPending && endBlock.mutate(taken.blockId)}
              >
                End works<span className="sr-only"> in room {room.number}</span>
              </Button>
            )}
          </p>
        ))}
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        {room.housekeeping !== 'CLEAN' && room.housekeeping !== 'INSPECTED' ? (
          <Button
            className="min-h-11"
            busy={change.isPending}
            onClick={() => !change.isPending && change.mutate({ number: room.number, housekeeping: 'CLEAN' })}
          >
            Mark clean<span className="sr-only">: room {room.number}</span>
          </Button>
        ) : (
          <Button
            className="min-h-11"
            busy={change.isPending}
            onClick={() => !change.isPending && change.mutate({ number: room.number, housekeeping: 'DIRTY' })}
          >
            Mark dirty<span className="sr-only">: room {room.number}</span>
          </Button>
        )}
        <Button className="min-h-11" aria-expanded={works} onClick={() => setWorks(!works)}>
          More<span className="sr-only"> for room {room.number}</span>
        </Button>
      </div>
      {works && (
        <form
          className="col-span-full flex flex-wrap items-end gap-3 border-t border-line pt-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (block.isPending || reason.trim() === '' || to <= from) return;
            block.mutate(
              { number: room.number, from, to, reason: reason.trim() },
              { onSuccess: () => setWorks(false) },
            );
          }}
        >
          <Select
            label="State"
            className="w-40 [&_select]:min-h-11"
            value={room.housekeeping}
            options={housekeeping.options.map((state) => ({ value: state, label: ROOM_LOOKS[state].word }))}
            onChange={(value) => {
              const state = housekeeping.safeParse(value).data;
              if (state !== undefined) change.mutate({ number: room.number, housekeeping: state });
            }}
          />
          <Field
            label="Works from"
            type="date"
            className="w-40 [&_input]:min-h-11"
            min={day}
            value={from}
            onChange={(event) => setFrom(event.target.value)}
          />
          <Field
            label="Free again on"
            type="date"
            className="w-40 [&_input]:min-h-11"
            min={addDays(from === '' ? day : from, 1)}
            error={to <= from ? 'Later than the first day' : undefined}
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
          <Field
            label="What is done"
            maxLength={100}
            className="min-w-40 grow [&_input]:min-h-11"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            type="submit"
            variant="primary"
            className="min-h-11"
            busy={block.isPending}
            disabled={reason.trim() === '' || to <= from}
          >
            Take it out
          </Button>
        </form>
      )}
      {error !== null && (
        <div className="col-span-full">
          <Failure error={error} />
        </div>
      )}
    </RowItem>
  );
}

type NewRoomsProps = { readonly slug: string; readonly types: Rooms['types'] };

function NewRooms({ slug, types }: NewRoomsProps) {
  const onDone = useReadAgain();
  const form = useForm({
    initial: { roomTypeId: types[0]?.roomTypeId ?? '', numbers: '', floor: '1' },
    schema: createHotelRooms.body,
    body: ({ floor, ...draft }) => ({ ...draft, floor: floor.trim() === '' ? undefined : Number(floor), features: [] }),
    send: (body) => sendRooms(slug, body),
    onDone: () => {
      form.set({ numbers: '' });
      onDone();
    },
  });
  const chosen = types.find(({ roomTypeId }) => roomTypeId === form.draft.roomTypeId) ?? types[0];
  return (
    <form {...form.props} className="grid gap-3 box px-4 py-3">
      <h2 className="font-semibold">Give rooms their numbers</h2>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Type"
          className="min-w-48 [&_select]:min-h-11"
          value={chosen?.roomTypeId ?? ''}
          options={types.map((type) => ({
            value: type.roomTypeId,
            label: `${type.name} (${type.rooms - type.numbered} without)`,
          }))}
          onChange={(roomTypeId) => form.set({ roomTypeId })}
        />
        <Field
          label="Numbers"
          placeholder="101-110, 201"
          className="min-w-48 grow [&_input]:min-h-11"
          {...form.text('numbers')}
        />
        <Field label="Floor" inputMode="numeric" className="w-24 [&_input]:min-h-11" {...form.text('floor')} />
        <Button variant="primary" className="min-h-11" {...form.button}>
          Add
        </Button>
      </div>
      {form.failure !== null && <Failure error={form.failure} />}
    </form>
  );
}
