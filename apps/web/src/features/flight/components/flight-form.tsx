import { DIRECTIONS_MAX, type Cabin } from '@docket/contracts/flight/flight';
import { useState, type FormEvent } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { serverClock } from '../../../lib/server-clock.ts';
import { dateIn, VIEWER_ZONE } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { addDays, nextWeekend } from '../../hotel/days.ts';
import { keepLastFlights, useLastFlights } from '../api/last-flights.ts';
import { DEFAULT_FLYERS, type Direction, type FlightParty, type FlightWish } from '../flight-address.ts';
import { AirportField, type ChosenAirport } from './airport-field.tsx';
import { FlightDates } from './flight-dates.tsx';
import { FlyersField } from './flyers-field.tsx';

type Way = 'return' | 'one' | 'cities';
const WAYS = [
  { value: 'return', label: 'Return' },
  { value: 'one', label: 'One way' },
  { value: 'cities', label: 'Several cities' },
] as const;

/** A direction that is being filled in. */
type Leg = {
  readonly from: ChosenAirport | undefined;
  readonly to: ChosenAirport | undefined;
  readonly depart: string;
};

type FlightFormProps = {
  /** What is searched now, and what its airports are called; without it what was searched last on this device. */
  readonly now?: { readonly wish: FlightWish; readonly names: Readonly<Record<string, string>> };
  readonly onSearch: (wish: FlightWish) => void;
};

type Wrong = Readonly<Record<string, string>>;

/** From where to where, when, and who flies. Remembers on the device what was searched last. */
export function FlightForm({ now, onSearch }: FlightFormProps) {
  const last = useLastFlights();
  const today = dateIn(VIEWER_ZONE, serverClock.now());
  const begin = beginOf(now ?? last, today);
  const [way, setWay] = useState<Way>(begin.way);
  const [legs, setLegs] = useState<readonly Leg[]>(begin.legs);
  const [back, setBack] = useState(begin.back);
  const [party, setParty] = useState<FlightParty>(begin.party);
  const [cabin, setCabin] = useState<Cabin>(begin.cabin);
  const [wrong, setWrong] = useState<Wrong>({});

  const shown = way === 'cities' ? legs : legs.slice(0, 1);
  const setLeg = (at: number, change: Partial<Leg>) => {
    setWrong({});
    setLegs((held) => {
      const next = held.map((leg, index) => (index === at ? { ...leg, ...change } : leg));
      // Days go on from one direction to the next.
      return next.map((leg, index) => {
        const before = next[index - 1]?.depart;
        return before !== undefined && leg.depart < before ? { ...leg, depart: before } : leg;
      });
    });
  };

  function choose(next: Way) {
    setWay(next);
    setWrong({});
    if (next === 'cities' && legs.length === 1) setLegs((held) => [...held, nextLeg(held.at(-1), today)]);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const found: Record<string, string> = {};
    const directions = shown.flatMap(({ from, to, depart }, index): Direction[] => {
      if (from === undefined) found[`from${index}`] = 'Choose an airport from the list';
      if (to === undefined) found[`to${index}`] = 'Choose an airport from the list';
      else if (from?.code === to.code) found[`to${index}`] = 'Choose another airport than where you start';
      return from === undefined || to === undefined ? [] : [{ from: from.code, to: to.code, depart }];
    });
    setWrong(found);
    const [first] = directions;
    if (Object.keys(found).length > 0 || first === undefined) return;
    const wish: FlightWish = {
      directions:
        way === 'return' ? [first, { from: first.to, to: first.from, depart: later(back, first.depart) }] : directions,
      isReturn: way === 'return',
      ...party,
      cabin,
    };
    const airports = shown.flatMap(({ from, to }) => [from, to]).filter((one) => one !== undefined);
    keepLastFlights({ wish, names: Object.fromEntries(airports.map(({ code, city }) => [code, city])) });
    onSearch(wish);
  }

  return (
    <search>
      <form noValidate onSubmit={submit} className="box grid gap-4 p-4">
        <div className="sm:max-w-md">
          <Segmented quiet label="Kind of journey" options={WAYS} value={way} onChange={choose} />
        </div>
        {shown.map((leg, index) => (
          <fieldset
            // They are told apart by their place alone.
            key={index}
            className={cx(
              'grid items-start gap-3',
              way === 'cities'
                ? 'sm:grid-cols-2 lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_auto]'
                : 'sm:grid-cols-2 lg:grid-cols-[minmax(0,2fr)_minmax(0,1.1fr)_minmax(0,1.1fr)_auto]',
            )}
          >
            <legend className={way === 'cities' ? 'caption mb-1.5' : 'sr-only'}>
              {way === 'cities' ? `Flight ${index + 1}` : 'Flight'}
            </legend>
            <div className="relative grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] sm:gap-1.5 sm:max-lg:col-span-2">
              <AirportField
                label="From"
                name={`from${index}`}
                airport={leg.from}
                onChoose={(from) => setLeg(index, { from })}
                error={wrong[`from${index}`]}
              />
              <Button
                variant="ghost"
                aria-label="Swap from and to"
                title="Swap from and to"
                className="size-10 px-0! max-sm:absolute max-sm:top-16 max-sm:right-0 max-sm:z-10 sm:mt-6"
                onClick={() => setLeg(index, { from: leg.to, to: leg.from })}
              >
                <Icon name="swap" className="max-sm:rotate-90" />
              </Button>
              <AirportField
                label="To"
                name={`to${index}`}
                airport={leg.to}
                onChoose={(to) => setLeg(index, { to })}
                error={wrong[`to${index}`]}
              />
            </div>
            <FlightDates
              label={way === 'return' ? 'Days' : 'Day'}
              from={leg.from?.code}
              to={leg.to?.code}
              depart={leg.depart}
              back={way === 'return' ? later(back, leg.depart) : undefined}
              party={party}
              cabin={cabin}
              today={today}
              first={way === 'cities' ? (shown[index - 1]?.depart ?? today) : today}
              onChange={(depart, until) => {
                setLeg(index, { depart });
                if (until !== undefined) setBack(until);
              }}
            />
            {way === 'cities' ? (
              <Button
                aria-label={`Remove flight ${index + 1}`}
                className={cx('size-10 px-0! lg:mt-[1.625rem]', shown.length <= 2 && 'invisible')}
                onClick={() => setLegs((held) => held.filter((_, at) => at !== index))}
              >
                <Icon name="close" />
              </Button>
            ) : (
              <>
                <FlyersField party={party} cabin={cabin} onParty={setParty} onCabin={setCabin} />
                <SearchButton className="sm:max-lg:col-span-2 lg:mt-[1.625rem]" />
              </>
            )}
          </fieldset>
        ))}
        {way === 'cities' && (
          <div className="grid items-end gap-3 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
            <Button
              className="min-h-11 sm:min-h-(--control)"
              disabled={legs.length >= DIRECTIONS_MAX}
              onClick={() => setLegs((held) => [...held, nextLeg(held.at(-1), today)])}
            >
              <Icon name="plus" /> Add a flight
            </Button>
            <FlyersField party={party} cabin={cabin} onParty={setParty} onCabin={setCabin} />
            <SearchButton />
          </div>
        )}
      </form>
    </search>
  );
}

function SearchButton({ className }: { readonly className?: string }) {
  return (
    <Button type="submit" variant="primary" className={cx('min-h-11 px-6 lg:min-h-(--control)', className)}>
      <Icon name="search" /> Search
    </Button>
  );
}

const later = (day: string, than: string) => (day < than ? than : day);

/** Goes on from where the one before ends, some days later. */
function nextLeg(before: Leg | undefined, today: string): Leg {
  return { from: before?.to, to: undefined, depart: addDays(before?.depart ?? today, 3) };
}

/** What the form begins with: what is searched, or was last if its days are still ahead; otherwise a weekend. */
function beginOf(known: FlightFormProps['now'], today: string) {
  const [friday, sunday] = nextWeekend(today);
  const wish = known?.wish;
  const isAhead = wish?.directions[0] !== undefined && wish.directions[0].depart >= today;
  const airport = (code: string | undefined): ChosenAirport | undefined =>
    code === undefined ? undefined : { code, city: known?.names[code] ?? '' };
  const legs: Leg[] =
    wish === undefined
      ? [{ from: undefined, to: undefined, depart: friday }]
      : wish.directions.slice(0, wish.isReturn ? 1 : undefined).map(({ from, to, depart }) => ({
          from: airport(from),
          to: airport(to),
          depart: isAhead ? depart : friday,
        }));
  const way: Way = wish === undefined || wish.isReturn ? 'return' : wish.directions.length > 1 ? 'cities' : 'one';
  return {
    way,
    legs,
    back:
      wish?.isReturn === true && isAhead
        ? (wish.directions[1]?.depart ?? sunday)
        : later(sunday, legs[0]?.depart ?? sunday),
    party:
      wish === undefined ? DEFAULT_FLYERS : { adults: wish.adults, children: wish.children, infants: wish.infants },
    cabin: wish?.cabin ?? ('economy' as const),
  };
}
