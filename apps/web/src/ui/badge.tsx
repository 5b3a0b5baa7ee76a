import type { HTMLAttributes, ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { TONE_TEXT, type Tone } from './tone.ts';

type BadgeProps = HTMLAttributes<HTMLElement> & {
  readonly tone: Tone;
  readonly children: ReactNode;
  /** The whole word behind letters such as WA: shown on hover and read out. */
  readonly stands?: string;
};

/** A state in a box: a word or a few letters, as stamped. */
export function Badge({ tone, children, stands, className, ...rest }: BadgeProps) {
  const As = stands === undefined ? 'span' : 'abbr';
  return (
    <As
      title={stands}
      {...rest}
      className={cx(
        'inline-grid h-6 min-w-11 place-items-center rounded border-2 border-current px-1.5 font-mono text-xs leading-none font-bold whitespace-nowrap no-underline',
        TONE_TEXT[tone],
        className,
      )}
    >
      {children}
    </As>
  );
}
