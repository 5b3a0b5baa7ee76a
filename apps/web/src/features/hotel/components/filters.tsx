import type { Amenity, Board, PropertyKind } from '@docket/contracts/hotel/stay';
import type { searchHotels } from '@docket/contracts/http/hotel';
import type { RouteResponse } from '@docket/contracts/http/route';
import { useId, type ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { filterCount, filtersIn, type Filters } from '../stay-address.ts';
import { AMENITY_WORDS, BOARD_WORDS, KIND_WORDS } from '../stay-words.ts';
import { PriceRange } from './price-range.tsx';
import { Stars } from './stars.tsx';

export type SearchMeta = RouteResponse<typeof searchHotels>['meta'];
type Facet = SearchMeta['facets']['stars'];

function starWords(value: string): ReactNode {
  return value === '0' ? 'Without stars' : <Stars stars={Number(value)} />;
}

type FilterListProps = {
  readonly meta: SearchMeta;
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
};

/** Areas that are listed at once. */
const IN_SIGHT = 8;

/** What narrows a search, each with how many stays it would leave. */
export function FilterList({ meta: { facets, prices }, filters, onChange }: FilterListProps) {
  const set = (change: Partial<Filters>) => onChange({ ...filters, ...change });
  return (
    <div className="grid content-start gap-5">
      {filterCount(filters) > 0 && (
        <Button size="small" className="justify-self-start" onClick={() => onChange(filtersIn({}))}>
          Clear all filters
        </Button>
      )}
      <Check
        label="Free cancellation"
        count={facets.freeCancellation}
        isOn={filters.free}
        onToggle={() => set({ free: !filters.free })}
      />
      {prices !== null && prices.maxMinor > prices.minMinor && (
        <PriceRange prices={prices} min={filters.min} max={filters.max} onChange={set} />
      )}
      <Group
        title="Stars"
        facet={facets.stars.toSorted((a, b) => Number(b.value) - Number(a.value))}
        chosen={filters.stars}
        words={starWords}
        onChange={(stars) => set({ stars })}
      />
      <Group
        title="Kind"
        facet={facets.kinds}
        chosen={filters.kinds}
        words={(value) => KIND_WORDS[value as PropertyKind] ?? value}
        onChange={(kinds) => set({ kinds: kinds as PropertyKind[] })}
      />
      <Group
        title="Meals"
        facet={facets.boards}
        chosen={filters.boards}
        words={(value) => BOARD_WORDS[value as Board] ?? value}
        onChange={(boards) => set({ boards: boards as Board[] })}
      />
      <Group
        title="With"
        facet={facets.amenities}
        chosen={filters.amenities}
        words={(value) => AMENITY_WORDS[value as Amenity] ?? value}
        onChange={(amenities) => set({ amenities: amenities as Amenity[] })}
      />
      <Group
        title="Part of town"
        facet={facets.areas}
        chosen={filters.areas}
        words={(value) => value}
        onChange={(areas) => set({ areas })}
      />
    </div>
  );
}

type GroupProps = {
  readonly title: string;
  readonly facet: Facet;
  readonly chosen: readonly string[];
  readonly words: (value: string) => ReactNode;
  readonly onChange: (values: string[]) => void;
};

function Group({ title, facet, chosen, words, onChange }: GroupProps) {
  const id = useId();
  // What is chosen stays in sight though nothing has it by now, or it could not be given up.
  const missing = chosen.filter((value) => facet.every((one) => one.value !== value));
  const lines = [...facet, ...missing.map((value) => ({ value, count: 0 }))];
  if (lines.length === 0) return null;
  const line = ({ value, count }: Facet[number]) => (
    <Check
      key={value}
      label={words(value)}
      count={count}
      isOn={chosen.includes(value)}
      onToggle={() => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])}
    />
  );
  const first = lines.filter(({ value }, index) => index < IN_SIGHT || chosen.includes(value));
  const rest = lines.filter((one) => !first.includes(one));
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className="mb-1 font-semibold">
        {title}
      </h3>
      {first.map(line)}
      {rest.length > 0 && (
        <details>
          <summary className="link flex min-h-10 items-center text-sm">{rest.length} more</summary>
          {rest.map(line)}
        </details>
      )}
    </section>
  );
}

type CheckProps = {
  readonly label: ReactNode;
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
      <span className="min-w-0 grow truncate">{label}</span>
      <span className="text-muted tabular-nums">
        <span className="sr-only">, </span>
        {count}
        <span className="sr-only">{count === 1 ? ' stay' : ' stays'}</span>
      </span>
    </label>
  );
}
