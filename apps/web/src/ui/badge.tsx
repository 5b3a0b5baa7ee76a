import type { HTMLAttributes, ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { TONE_TEXT, type Tone } from './tone.ts';

type BadgeProps = HTMLAttributes<HTMLElement> & {
  readonly tone: Tone;
  readonly children: ReactNode;
  /** The whole word behind letters such as WA: shown on hover and read out. */
  readonly stands?: string;
};

/** A state in a box: a word or a few letters. */
export function Badge({ tone, children, stands, className, ...rest }: BadgeProps) {
  const As = stands === undefined ? 'span' : 'abbr';
  return (
    <As
      title={stands}
      {...rest}
      className={cx(
        'inline-grid h-5.5 min-w-10 place-items-center rounded border border-current bg-current/8 px-1.5 font-mono text-xs leading-none font-semibold whitespace-nowrap no-underline',
        TONE_TEXT[tone],
        className,
      )}
    >
      {children}
    </As>
  );
}
