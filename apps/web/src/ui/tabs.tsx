import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';

type Tab<T extends string> = { readonly id: T; readonly label: ReactNode };

type TabsProps<T extends string> = {
  readonly label: string;
  readonly tabs: readonly Tab<T>[];
  readonly chosen: T;
  readonly onChoose: (id: T) => void;
  /** Ids in the page: `${prefix}-tab-${id}` and, for the panel, `${prefix}-panel-${id}`. */
  readonly prefix: string;
  /** As wide as their labels, scrolling sideways when they are many; otherwise they share the width. */
  readonly compact?: boolean;
};

/** A row of tabs after the ARIA pattern: one stop for Tab, arrows move. */
export function Tabs<T extends string>({ label, tabs, chosen, onChoose, prefix, compact = false }: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);

  function onKeyDown(event: KeyboardEvent) {
    const here = tabs.findIndex((tab) => tab.id === chosen);
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -here, End: tabs.length - 1 - here }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const target = tabs[(here + step + tabs.length) % tabs.length];
    if (target === undefined) return;
    onChoose(target.id);
    list.current?.querySelector<HTMLElement>(`#${CSS.escape(`${prefix}-tab-${target.id}`)}`)?.focus();
  }

  return (
    <div
      ref={list}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      className={cx(
        'grid grid-flow-col',
        compact
          ? 'auto-cols-max justify-start overflow-x-auto overflow-y-hidden'
          : 'auto-cols-fr border-b border-line bg-card',
      )}
    >
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={`${prefix}-tab-${tab.id}`}
          aria-selected={tab.id === chosen}
          aria-controls={`${prefix}-panel-${tab.id}`}
          tabIndex={tab.id === chosen ? 0 : -1}
          onClick={() => onChoose(tab.id)}
          className={cx(
            'flex items-center justify-center gap-2 border-b-2 border-transparent text-sm whitespace-nowrap text-muted aria-selected:border-primary aria-selected:font-semibold aria-selected:text-ink',
            compact ? 'min-h-10 px-3 -outline-offset-2! hover:text-ink' : 'min-h-11',
          )}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
