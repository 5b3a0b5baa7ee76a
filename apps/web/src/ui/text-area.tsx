import { useId } from 'react';
import { cx } from '../lib/class-names.ts';

type TextAreaProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly name?: string;
  readonly rows?: number;
  readonly error?: string | undefined;
  readonly hint?: string;
  readonly required?: boolean;
  readonly maxLength?: number;
  readonly mono?: boolean;
  readonly className?: string;
};

/** A labelled text of several lines, with its hint and error. */
export function TextArea({
  label,
  value,
  onChange,
  error,
  hint,
  rows = 4,
  mono = false,
  className,
  ...rest
}: TextAreaProps) {
  const id = useId();
  const described = [error === undefined ? '' : `${id}-error`, hint === undefined ? '' : `${id}-hint`].filter(
    (part) => part !== '',
  );
  return (
    <div className={cx('grid gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={rows}
        className={cx('field-box h-auto w-full py-2', mono && 'font-mono text-sm')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={described.join(' ') || undefined}
        {...rest}
      />
      {error !== undefined && (
        <p id={`${id}-error`} className="text-sm text-bad">
          {error.charAt(0).toUpperCase() + error.slice(1)}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
