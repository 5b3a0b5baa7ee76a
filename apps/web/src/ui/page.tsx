import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';

/** How wide a page may get: lists and tables, text and forms, one thing to decide, a few fields. */
const WIDTHS = { wide: 'max-w-6xl', text: 'max-w-3xl', narrow: 'max-w-2xl', slim: 'max-w-md' } as const;

type PageProps = {
  readonly children: ReactNode;
  /** A class for it in `className` would lose against the one here, or win, by its place in the stylesheet. */
  readonly width?: keyof typeof WIDTHS;
  readonly className?: string;
};

/** The width and margins of an ordinary page; one that is a grid is no wider than that, whatever is in it. */
export function Page({ children, width = 'wide', className }: PageProps) {
  return (
    <div className={cx('mx-auto w-full grid-cols-1 px-4 py-5 sm:px-6 sm:py-8', WIDTHS[width], className)}>
      {children}
    </div>
  );
}

type PageTitleProps = {
  readonly children: ReactNode;
  readonly aside?: ReactNode;
  /** The way back to the list that this is one of. */
  readonly above?: ReactNode;
};

export function PageTitle({ children, aside, above }: PageTitleProps) {
  return (
    <div className="mb-5 flex flex-wrap items-center justify-between gap-3">
      <div className="min-w-0">
        {above !== undefined && <p className="caption wrap-anywhere">{above}</p>}
        <h1 className="text-2xl font-bold break-words">{children}</h1>
      </div>
      {aside}
    </div>
  );
}

/** A fact with its caption, as a field on a printed form. */
export function Fact({
  label,
  children,
  className,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
}) {
  return (
    <div className={className}>
      <dt className="caption">{label}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
