import { useState, type FormEvent } from 'react';
import { serverClock } from '../../../lib/server-clock.ts';
import { dateIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { lastSearch, useLastSearch } from '../api/last-search.ts';
import { nextWeekend } from '../days.ts';
import { DEFAULT_PARTY, type Party, type Stay } from '../stay-address.ts';
import { DatesField } from './dates-field.tsx';
import { PartyField } from './party-field.tsx';
import { PlaceField, type ChosenPlace } from './place-field.tsx';

export type StayWish = { readonly place: ChosenPlace; readonly stay: Stay };

type StayFormProps = {
  /** What is searched now; without it what was searched last on this device. */
  readonly now?: { readonly place: ChosenPlace | undefined; readonly stay: Stay | undefined };
  readonly onSearch: (wish: StayWish) => void;
};

/** Where to, when, and who comes. Remembers on the device what was searched last. */
export function StayForm({ now, onSearch }: StayFormProps) {
  const last = useLastSearch();
  const today = dateIn(VIEWER_ZONE, serverClock.now());
  const [arrival, departure] = nextWeekend(today);
  const isLastAhead = last !== undefined && last.arrival >= today;
  const [place, setPlace] = useState<ChosenPlace | undefined>(now === undefined ? last?.place : now.place);
  const [dates, setDates] = useState(
    () => now?.stay ?? (isLastAhead ? { arrival: last.arrival, departure: last.departure } : { arrival, departure }),
  );
  const [party, setParty] = useState<Party>(() => now?.stay ?? last ?? DEFAULT_PARTY);
  const [isMissing, setMissing] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (place === undefined) {
      setMissing(true);
      return;
    }
    const stay: Stay = {
      arrival: dates.arrival,
      departure: dates.departure,
      adults: party.adults,
      childAges: party.childAges,
      rooms: party.rooms,
    };
    lastSearch.set({ place, ...stay });
    onSearch({ place, stay });
  }

  return (
    <search>
      <form
        noValidate
        onSubmit={submit}
        className="box grid items-start gap-3 p-4 sm:grid-cols-2 lg:grid-cols-[minmax(0,1.2fr)_minmax(0,1.3fr)_minmax(0,1fr)_auto]"
      >
        <PlaceField
          place={place}
          onChoose={(chosen) => {
            setPlace(chosen);
            setMissing(false);
          }}
          error={isMissing ? 'Choose a place from the list' : undefined}
          className="sm:max-lg:col-span-2"
        />
        <DatesField
          arrival={dates.arrival}
          departure={dates.departure}
          today={today}
          onChange={(from, to) => setDates({ arrival: from, departure: to })}
        />
        <PartyField party={party} onChange={setParty} />
        <Button
          type="submit"
          variant="primary"
          className="min-h-11 px-6 sm:max-lg:col-span-2 lg:mt-[1.625rem] lg:min-h-(--control)"
        >
          <Icon name="search" /> Search
        </Button>
      </form>
    </search>
  );
}
