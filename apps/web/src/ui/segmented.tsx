import { useId, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';

type SegmentedProps<T extends string> = {
  readonly label: string;
  readonly options: readonly { readonly value: T; readonly label: ReactNode }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
  /** Keeps the label for screen readers only. */
  readonly quiet?: boolean;
};

/** One of a few, all in sight: radio buttons drawn as one bar. */
export function Segmented<T extends string>({ label, options, value, onChange, quiet = false }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={quiet ? 'sr-only' : 'caption mb-1.5'}>{label}</legend>
      <div className="grid auto-cols-fr grid-flow-col gap-0.5 rounded-lg bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              'flex min-h-8 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-sm',
              'has-checked:bg-card has-checked:font-medium has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-primary',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
