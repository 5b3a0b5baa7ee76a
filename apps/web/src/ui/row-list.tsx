import type { ComponentProps } from 'react';
import { cx } from '../lib/class-names.ts';

/**
 * Rows in a box: a table's worth of facts that stays readable on a phone, where each row becomes a small card of
 * several lines. Rows are `RowItem`s with a grid of their own.
 */
export function RowList({ className, ...rest }: ComponentProps<'ul'>) {
  return <ul className={cx('divide-y divide-line overflow-hidden box', className)} {...rest} />;
}

export function RowItem({ className, ...rest }: ComponentProps<'li'>) {
  return (
    <li
      className={cx('relative grid min-h-(--row) content-center gap-y-0.5 px-3 py-1.5 sm:px-4', className)}
      {...rest}
    />
  );
}

/** On the one link of a row: the whole row is its target, and stays one stop for the keyboard. */
export const ROW_LINK =
  'after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-primary';
