import type { ButtonHTMLAttributes } from 'react';
import { cx } from '../lib/class-names.ts';

type Variant = 'primary' | 'secondary' | 'ghost' | 'danger';

const BASE =
  'inline-flex items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap select-none transition-colors disabled:opacity-55 aria-disabled:opacity-55';
const VARIANTS: Record<Variant, string> = {
  primary: 'bg-primary text-on-primary shadow-card enabled:hover:bg-primary-hover [a&]:hover:bg-primary-hover',
  secondary: 'border border-edge/60 bg-card shadow-card enabled:hover:bg-sunken [a&]:hover:bg-sunken',
  danger: 'border border-bad bg-card text-bad enabled:hover:bg-bad/8 [a&]:hover:bg-bad/8',
  ghost: 'enabled:hover:bg-sunken [a&]:hover:bg-sunken',
};
const SIZES = { small: 'min-h-8 px-2.5 text-sm', normal: 'min-h-(--control) px-3.5' };

/** The look of a button, for links that are drawn as one. */
export function buttonClass(variant: Variant = 'primary', size: keyof typeof SIZES = 'normal', extra?: string): string {
  return cx(BASE, VARIANTS[variant], SIZES[size], extra);
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly variant?: Variant;
  readonly size?: keyof typeof SIZES;
  /** Shows that it is at work; it stays focusable and keeps its width. */
  readonly busy?: boolean;
};

export function Button({
  variant = 'secondary',
  size = 'normal',
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button type="button" className={buttonClass(variant, size, className)} aria-busy={busy || undefined} {...rest}>
      {busy && <Spinner />}
      {children}
    </button>
  );
}

export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-4 shrink-0 animate-spin rounded-full border-2 border-current border-r-transparent motion-reduce:animate-pulse-soft"
    />
  );
}
