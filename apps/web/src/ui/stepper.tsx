import { Button } from './button.tsx';
import { Icon } from './icons.tsx';

type StepperProps = {
  /** What is counted: `Seats`; said above the buttons unless `quiet`. */
  readonly label: string;
  /** One of it: `seat`. */
  readonly one: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly quiet?: boolean;
  readonly onChange: (value: number) => void;
};

/** A small number, one more or one fewer at a time. */
export function Stepper({ label, one, value, least, most, quiet = false, onChange }: StepperProps) {
  return (
    <div role="group" aria-label={label} className="grid gap-1">
      {!quiet && (
        <span className="caption" aria-hidden="true">
          {label}
        </span>
      )}
      <div className="flex items-center gap-1">
        <Button
          className="size-10 px-0!"
          aria-label={`One ${one} fewer`}
          disabled={value <= least}
          onClick={() => onChange(value - 1)}
        >
          <Icon name="minus" />
        </Button>
        <output aria-live="polite" className="w-9 text-center font-mono text-lg font-semibold tabular-nums">
          {value}
        </output>
        <Button
          className="size-10 px-0!"
          aria-label={`One ${one} more`}
          disabled={value >= most}
          onClick={() => onChange(value + 1)}
        >
          <Icon name="plus" />
        </Button>
      </div>
    </div>
  );
}
