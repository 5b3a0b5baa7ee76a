import type { FlightHit } from '@docket/contracts/http/flight';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { formatMoney } from '../../../lib/money.ts';
import { Button } from '../../../ui/button.tsx';
import { toWhole } from '../../hotel/stay-words.ts';
import { minutesWords, spokenMinutes, stopsWords } from '../flight-words.ts';
import { BANDS, cheapestOf, countWith, filterCount, filtersIn, type Filters } from '../narrow-journeys.ts';

type FlightFiltersProps = {
  /** All journeys of the direction. */
  readonly hits: readonly FlightHit[];
  readonly filters: Filters;
  readonly currency: string;
  readonly onChange: (filters: Filters) => void;
};

/** What narrows the journeys, each value with how many it would leave. */
export function FlightFilters({ hits, filters, currency, onChange }: FlightFiltersProps) {
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  const most = Math.max(0, ...hits.map(({ stops }) => stops));
  const airlines = new Map(
    hits.flatMap(({ legs }) => legs.map(({ carrier }) => [carrier.code, carrier.name] as const)),
  );
  const longest = Math.max(0, ...hits.map(({ minutes }) => minutes));
  const shortest = Math.min(longest, ...hits.map(({ minutes }) => minutes));
  const prices = hits.map(cheapestOf);
  const [dearest, cheapest] = [Math.max(0, ...prices), Math.min(...prices)];
  return (
    <div className="grid content-start gap-5">
      {filterCount(filters) > 0 && (
        <Button size="small" className="justify-self-start" onClick={() => onChange(filtersIn({}))}>
          Clear all filters
        </Button>
      )}
      {most > 0 && (
        <Group title="Stops">
          {Array.from({ length: most + 1 }, (_, stops) => (
            <Check
              key={stops}
              label={stops === 0 ? stopsWords(0) : `Up to ${stopsWords(stops)}`}
              count={countWith(hits, filters, { stops })}
              isOn={filters.stops === stops}
              onToggle={() => set({ stops: filters.stops === stops ? undefined : stops })}
            />
          ))}
        </Group>
      )}
      <Bands title="Departure" field="departs" hits={hits} filters={filters} set={set} />
      <Bands title="Arrival" field="arrives" hits={hits} filters={filters} set={set} />
      {longest > shortest && (
        <Slider
          title="Longest journey"
          low={Math.ceil(shortest / 15) * 15}
          high={Math.ceil(longest / 15) * 15}
          step={15}
          value={filters.longest}
          words={minutesWords}
          spoken={spokenMinutes}
          onChange={(value) => set({ longest: value })}
        />
      )}
      {dearest > cheapest && (
        <Slider
          title="Highest price"
          low={toWhole(cheapest, currency)}
          high={toWhole(dearest, currency)}
          step={Math.max(1, toWhole(Math.ceil((dearest - cheapest) / 40), currency))}
          value={filters.most}
          words={(minor) => formatMoney(minor, currency)}
          onChange={(value) => set({ most: value })}
        />
      )}
      {airlines.size > 1 && (
        <Group title="Airlines">
          {[...airlines]
            .toSorted(([, a], [, b]) => a.localeCompare(b))
            .map(([code, name]) => (
              <Check
                key={code}
                label={name}
                count={countWith(hits, filters, { airlines: [code] })}
                isOn={filters.airlines.includes(code)}
                onToggle={() => set({ airlines: toggled(filters.airlines, code) })}
              />
            ))}
        </Group>
      )}
    </div>
  );
}

function toggled<T>(values: readonly T[], value: T): T[] {
  return values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
}

type BandsProps = Pick<FlightFiltersProps, 'hits' | 'filters'> & {
  readonly title: string;
  readonly field: 'departs' | 'arrives';
  readonly set: (change: Partial<Filters>) => void;
};

function Bands({ title, field, hits, filters, set }: BandsProps) {
  return (
    <Group title={title}>
      {BANDS.map(({ id, words }) => (
        <Check
          key={id}
          label={words}
          count={countWith(hits, filters, { [field]: [id] })}
          isOn={filters[field].includes(id)}
          onToggle={() => set({ [field]: toggled(filters[field], id) })}
        />
      ))}
    </Group>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-1 font-semibold">
        {title}
      </h3>
      {children}
    </section>
  );
}

type CheckProps = {
  readonly label: string;
  readonly count: number;
  readonly isOn: boolean;
  readonly onToggle: () => void;
};

function Check({ label, count, isOn, onToggle }: CheckProps) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2.5 text-sm pointer-coarse:min-h-10">
      <input
        type="checkbox"
        className="size-4.5 shrink-0 accent-(--color-primary)"
        checked={isOn}
        onChange={onToggle}
      />
      <span className="grow">{label}</span>
      <span className="text-muted tabular-nums">{count}</span>
    </label>
  );
}

type SliderProps = {
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly step: number;
  /** Undefined: all. */
  readonly value: number | undefined;
  readonly words: (value: number) => string;
  readonly spoken?: (value: number) => string;
  readonly onChange: (value: number | undefined) => void;
};

function Slider({ title, low, high, step, value, words, spoken = words, onChange }: SliderProps) {
  const id = useId();
  const [held, setHeld] = useState(value ?? high);
  useEffect(() => setHeld(value ?? high), [value, high]);
  useEffect(() => {
    const next = held >= high ? undefined : held;
    if (next === value) return undefined;
    // While the handle moves nothing is narrowed.
    const timer = setTimeout(() => onChange(next), 250);
    return () => clearTimeout(timer);
  }, [held]);
  return (
    <section className="grid gap-1">
      <label htmlFor={id} className="font-semibold">
        {title}
      </label>
      <input
        id={id}
        type="range"
        min={low}
        max={low + Math.ceil((high - low) / step) * step}
        step={step}
        value={Math.max(low, held)}
        aria-valuetext={held >= high ? 'Any' : spoken(held)}
        className="h-8 w-full accent-(--color-primary)"
        onChange={(event) => setHeld(Number(event.target.value))}
      />
      <p aria-hidden="true" className="text-sm text-muted tabular-nums">
        {held >= high ? `Up to ${words(high)}` : `Up to ${words(held)}`}
      </p>
    </section>
  );
}
