import { useId, type ReactNode } from 'react';

type SectionProps = {
  readonly title: string;
  readonly aside?: ReactNode;
  /** Nobody else sees it. */
  readonly hidden?: boolean;
  readonly children: ReactNode;
};

/** A part of a profile. */
export function Section({ title, aside, hidden = false, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="box grid grid-cols-1 gap-3 p-4 sm:p-5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id={id} className="text-lg font-bold">
          {title}
        </h2>
        <div className="text-sm text-muted">
          {aside}
          {hidden && <span>{aside !== undefined && ' · '}Only you see this</span>}
        </div>
      </div>
      {children}
    </section>
  );
}
