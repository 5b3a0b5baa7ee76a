import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { cx } from '../lib/class-names.ts';
import { Icon } from './icons.tsx';

export type Choice = {
  readonly value: string;
  readonly label: string;
  /** Said quietly beside the label, and searched too. */
  readonly hint?: string;
};

type ComboboxProps = {
  readonly label: string;
  /** Keeps the label for screen readers only. */
  readonly quiet?: boolean;
  /** The chosen option; its label is shown while nothing is typed. */
  readonly value: string;
  /** The label of `value` where it may be none of `options`, as those come from a server. */
  readonly valueLabel?: string;
  readonly options: readonly Choice[];
  readonly onChoose: (value: string) => void;
  /** Told what is typed, where the options come from a server; otherwise they are narrowed here. */
  readonly onType?: (text: string) => void;
  /** The options are still those of what was typed before: until the others come, only those are shown that fit. */
  readonly isStale?: boolean;
  readonly placeholder?: string;
  readonly name?: string;
  readonly error?: string | undefined;
  readonly className?: string;
};

/** A field that is searched by typing, after the ARIA pattern: arrows move, Enter takes, Escape gives up. */
export function Combobox(props: ComboboxProps) {
  const {
    label,
    quiet = false,
    value,
    valueLabel,
    options,
    onChoose,
    onType,
    isStale = false,
    placeholder,
    name,
    error,
    className,
  } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const open = typed !== undefined;
  const shown = typed !== undefined && (onType === undefined || isStale) ? narrow(options, typed) : options;
  const current = Math.min(active, shown.length - 1);

  useEffect(() => {
    if (open) list.current?.children[current]?.scrollIntoView({ block: 'nearest' });
  }, [open, current]);

  function openAt(text: string, index: number) {
    setTyped(text);
    setActive(Math.max(0, index));
    onType?.(text);
  }

  function close() {
    setTyped(undefined);
  }

  function take(option: Choice | undefined) {
    if (option !== undefined) onChoose(option.value);
    close();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && open) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      take(shown[current]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open)
        openAt(
          '',
          options.findIndex((option) => option.value === value),
        );
      else setActive((current + (event.key === 'ArrowDown' ? 1 : -1) + shown.length) % Math.max(1, shown.length));
    }
  }

  return (
    <div className={cx('relative grid gap-1.5', className)}>
      <label htmlFor={id} className={quiet ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      <div className="relative grid">
        <input
          id={id}
          name={name}
          role="combobox"
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={open && shown[current] !== undefined ? `${id}-${current}` : undefined}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          className="field-box w-full truncate pr-8! text-sm"
          placeholder={open ? 'Type to search' : placeholder}
          value={typed ?? options.find((option) => option.value === value)?.label ?? valueLabel ?? value}
          onChange={(event) => openAt(event.target.value, 0)}
          onClick={() => {
            if (!open)
              openAt(
                '',
                options.findIndex((option) => option.value === value),
              );
          }}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
        <Icon
          name="chevron"
          className={cx(
            'pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted',
            open ? '-rotate-90' : 'rotate-90',
          )}
        />
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className="text-sm text-bad">
          {error}
        </p>
      )}
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={`Choices of ${label}`}
        hidden={!open}
        className="absolute top-full left-0 z-20 mt-1 max-h-72 w-full min-w-64 overflow-y-auto rounded-xl border border-line bg-card p-1 shadow-float"
      >
        {shown.map((option, index) => (
          // The pointer must not take the focus from the field, which would close the list. A finger that scrolls is
          // no choice: it ends in a pointercancel.
          <div
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={option.value === value}
            onPointerDown={(event) => event.preventDefault()}
            onPointerUp={() => take(option)}
            tabIndex={-1}
            onPointerMove={() => setActive(index)}
            className={cx(
              'flex min-h-9 cursor-pointer items-center justify-between gap-3 rounded-md px-2.5 text-sm',
              index === current && 'bg-sunken',
              option.value === value && 'font-semibold',
            )}
          >
            <span className="truncate">{option.label}</span>
            {option.hint !== undefined && <span className="shrink-0 font-mono text-xs text-muted">{option.hint}</span>}
          </div>
        ))}
        {shown.length === 0 && <div className="px-2.5 py-2 text-sm text-muted">Nothing found</div>}
      </div>
    </div>
  );
}

/** Those in which every typed word occurs; what begins with the typed text comes first, and of those the shortest. */
function narrow(options: readonly Choice[], typed: string): readonly Choice[] {
  const text = plain(typed);
  if (text === '') return options;
  const words = text.split(' ');
  const rank = ({ value, label }: Choice) => {
    if (plain(value) === text || plain(label) === text) return 0;
    return plain(label).startsWith(text) ? 1 : 2;
  };
  return options
    .filter((option) => {
      const about = plain(`${option.label} ${option.value} ${option.hint ?? ''}`);
      return words.every((word) => about.includes(word));
    })
    .toSorted((a, b) => rank(a) - rank(b) || a.label.length - b.label.length);
}

/** As labels and what is typed are compared: no capitals, accents or apostrophes, and `&` is `and`. What has no letter is compared as it is. */
function plain(text: string): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^\p{L}\p{N}\p{M}+#]+/gu, ' ')
    .trim();
  return words === '' ? text.trim() : words;
}
