import { useEffect, useState } from 'react';
import { formatMoney } from '../../../lib/money.ts';
import { edgeOf, indexOf, limitsOf, type Bands } from '../price-bands.ts';
import { toWhole } from '../stay-words.ts';

type PriceRangeProps = {
  readonly prices: Bands & { readonly currency: string };
  readonly min: number | undefined;
  readonly max: number | undefined;
  readonly onChange: (limits: { readonly min: number | undefined; readonly max: number | undefined }) => void;
};

const HANDLE =
  'pointer-events-none absolute inset-x-0 -top-3 h-6 w-full appearance-none bg-transparent [&::-moz-range-thumb]:pointer-events-auto [&::-moz-range-thumb]:size-5 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-card [&::-moz-range-thumb]:bg-primary [&::-webkit-slider-thumb]:pointer-events-auto [&::-webkit-slider-thumb]:size-5 [&::-webkit-slider-thumb]:cursor-pointer [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-card [&::-webkit-slider-thumb]:bg-primary [&::-webkit-slider-thumb]:shadow-card';

/** How many stays cost how much, and two handles that keep some of them. */
export function PriceRange({ prices, min, max, onChange }: PriceRangeProps) {
  const count = prices.bands.length;
  const [low, setLow] = useState(() => indexOf(prices, min, 0));
  const [high, setHigh] = useState(() => indexOf(prices, max, count));
  useEffect(() => {
    setLow(indexOf(prices, min, 0));
    setHigh(indexOf(prices, max, count));
    // What is set elsewhere, such as by clearing all.
  }, [min, max, prices.minMinor, prices.maxMinor, count]);
  useEffect(() => {
    const next = limitsOf(prices, low, high);
    if (indexOf(prices, min, 0) === low && indexOf(prices, max, count) === high) return undefined;
    // While a handle moves nothing is asked for.
    const timer = setTimeout(() => onChange(next), 350);
    return () => clearTimeout(timer);
  }, [low, high]);
  const tallest = Math.max(1, ...prices.bands);
  const money = (index: number) => formatMoney(toWhole(edgeOf(prices, index), prices.currency), prices.currency);
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-semibold">Price of the whole stay</legend>
      <div aria-hidden="true" className="flex h-14 items-end gap-px px-2">
        {prices.bands.map((stays, index) => (
          <span
            key={index}
            className={
              index >= low && index < high ? 'grow rounded-t-sm bg-primary/70' : 'grow rounded-t-sm bg-edge/35'
            }
            style={{ height: stays === 0 ? 0 : `${12 + (88 * stays) / tallest}%` }}
          />
        ))}
      </div>
      <div className="relative mx-2 h-4">
        <span className="absolute inset-x-0 top-0 h-0.5 -translate-y-1/2 bg-edge/50" />
        <input
          type="range"
          aria-label="From"
          className={HANDLE}
          min={0}
          max={count}
          value={low}
          aria-valuetext={money(low)}
          onChange={(event) => setLow(Math.min(Number(event.target.value), high - 1))}
        />
        <input
          type="range"
          aria-label="Up to"
          className={HANDLE}
          min={0}
          max={count}
          value={high}
          aria-valuetext={money(high)}
          onChange={(event) => setHigh(Math.max(Number(event.target.value), low + 1))}
        />
      </div>
      <p aria-hidden="true" className="flex justify-between text-sm text-muted tabular-nums">
        <span>{money(low)}</span>
        <span>{money(high)}</span>
      </p>
    </fieldset>
  );
}
