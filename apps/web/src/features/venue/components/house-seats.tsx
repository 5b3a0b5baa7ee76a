import type { HouseBlock } from '@docket/contracts/http/house-seats';
import type { PlanArea, PlanSeat } from '@docket/contracts/catalog/seat';
import type { ShowDetail } from '@docket/contracts/http/show';
import { useState } from 'react';
import { plural } from '../../../lib/format.ts';
import { seatsInWords } from '../../../lib/seat-names.ts';
import { whenIn } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { RowItem, RowList } from '../../../ui/row-list.tsx';
import { Failure } from '../../../ui/states.tsx';
import { useHouseSeats } from '../api/house-seats.ts';

type HouseSeatsProps = {
  readonly show: ShowDetail;
  readonly blocks: readonly HouseBlock[];
  /** Free seats that are marked on the map. */
  readonly chosen: readonly PlanSeat[];
  /** Seats of the house that are marked there. */
  readonly chosenHouse: readonly number[];
  /** Where people stand, with how many places are free. */
  readonly areas: readonly (PlanArea & { readonly free: number })[];
  readonly onDone: () => void;
};

/** What the venue keeps back of a show: mark seats on the map, then keep them, release them or book them for somebody. */
export function HouseSeats({ show, blocks, chosen, chosenHouse, areas, onDone }: HouseSeatsProps) {
  const [counts, setCounts] = useState<Readonly<Record<string, string>>>({});
  const { block, release, book } = useHouseSeats(show.showId, () => {
    setCounts({});
    onDone();
  });
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState('');
  const [username, setUsername] = useState('');
  const minutes = hours.trim() === '' ? undefined : Math.round(Number(hours.replace(',', '.')) * 60);
  const badHours = minutes !== undefined && !(minutes >= 0);
  const places = areas
    .map(({ area }) => ({ area, count: Number(counts[area] ?? '') }))
    .filter(({ count }) => count !== 0);
  const badCount = (area: PlanArea & { readonly free: number }) => {
    const count = Number(counts[area.area] ?? '');
    return Number.isInteger(count) && count >= 0 && count <= area.free
      ? undefined
      : `A whole number, at most ${area.free}`;
  };
  const standing = places.reduce((sum, { count }) => sum + count, 0);
  const wrong = badHours || areas.some((area) => badCount(area) !== undefined);
  const wanted = [
    ...(chosen.length > 0 ? [plural(chosen.length, 'seat')] : []),
    ...(standing > 0 ? [plural(standing, 'place')] : []),
  ];
  const error = block.error ?? release.error ?? book.error;
  return (
    <section aria-labelledby="house" className="grid gap-3 box px-4 py-3" data-testid="house-seats">
      <h2 id="house" className="font-semibold">
        House seats
      </h2>
      {blocks.length === 0 ? (
        <p className="text-sm text-muted">
          None are kept back. Mark free seats on the map to keep some{areas.length > 0 && ', or say how many places'}.
        </p>
      ) : (
        <RowList aria-label="House seats">
          {blocks.map((one) => (
            <RowItem key={one.blockId} className="grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 text-sm">
              <div className="min-w-0">
                <p className="font-medium break-words">{one.reason}</p>
                <p className="text-muted">{seatsInWords(one.seats).join('; ')}</p>
                <p className="text-muted">
                  {one.releaseAt === null
                    ? 'Until they are released'
                    : `On sale from ${whenIn(show.city.timezone, one.releaseAt)}`}
                </p>
              </div>
              <Button
                size="small"
                busy={release.isPending}
                onClick={() => !release.isPending && release.mutate(one.seats.map(({ seat }) => seat))}
              >
                Release<span className="sr-only"> {one.reason}</span>
              </Button>
            </RowItem>
          ))}
        </RowList>
      )}
      {(chosen.length > 0 || areas.length > 0) && (
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (block.isPending || reason.trim() === '' || wrong || chosen.length + standing === 0) return;
            block.mutate({ places, labels: chosen.map(({ label }) => label), reason, releaseMinutes: minutes });
          }}
        >
          {areas.map((area) => (
            <Field
              key={area.area}
              label={`Places in ${area.name}`}
              hint={`${area.free} free`}
              inputMode="numeric"
              className="w-36"
              error={badCount(area)}
              value={counts[area.area] ?? ''}
              onChange={(event) => setCounts({ ...counts, [area.area]: event.target.value })}
            />
          ))}
          <Field
            label="For whom, or why"
            className="min-w-48 grow"
            maxLength={100}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <Field
            label="On sale, hours before the show"
            inputMode="decimal"
            placeholder="When released"
            className="w-56"
            error={badHours ? 'A number of hours' : undefined}
            value={hours}
            onChange={(event) => setHours(event.target.value)}
          />
          <Button
            type="submit"
            variant="primary"
            disabled={reason.trim() === '' || wrong || chosen.length + standing === 0}
            busy={block.isPending}
          >
            Keep {wanted.length === 0 ? 'them' : wanted.join(' and ')}
          </Button>
        </form>
      )}
      {chosenHouse.length > 0 && (
        <div className="flex flex-wrap items-end gap-3">
          <Field
            label="Account to book for"
            placeholder="Your own"
            className="min-w-48"
            autoCapitalize="none"
            spellCheck={false}
            value={username}
            onChange={(event) => setUsername(event.target.value)}
          />
          <Button
            variant="primary"
            busy={book.isPending}
            onClick={() => !book.isPending && book.mutate({ seats: chosenHouse, username: username.trim() })}
          >
            Book {plural(chosenHouse.length, 'house seat')}
          </Button>
          <Button busy={release.isPending} onClick={() => !release.isPending && release.mutate(chosenHouse)}>
            Release {plural(chosenHouse.length, 'seat')}
          </Button>
        </div>
      )}
      {book.data !== undefined && (
        <Notice tone="ok" role="status" title={`Booked: ${book.data.seats.join(', ')}`}>
          <p>It is held until it is confirmed. If nothing comes of it, the seats are the house’s again.</p>
        </Notice>
      )}
      {error !== null && <Failure error={error} />}
    </section>
  );
}
