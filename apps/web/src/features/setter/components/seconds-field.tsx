import { SETTER_JOB_LIMITS } from '@docket/contracts/judge/setter-job';
import { Field } from '../../../ui/field.tsx';

const { min, max } = SETTER_JOB_LIMITS.seconds;

/** How long a job may work. */
export function SecondsField({
  value,
  onChange,
}: {
  readonly value: number;
  readonly onChange: (seconds: number) => void;
}) {
  return (
    <Field
      label="Seconds at most"
      type="number"
      required
      min={min}
      max={max}
      value={Number.isNaN(value) ? '' : value}
      onChange={(event) => onChange(event.target.valueAsNumber)}
    />
  );
}
