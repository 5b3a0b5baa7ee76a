import { createContext, useCallback, useContext, useEffect, useId, useRef, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { buttonClass } from './button.tsx';
import { Icon, type IconName } from './icons.tsx';

type PopoverProps = {
  /** The name of the button, and of nothing else: what is in the panel names itself. */
  readonly label: string;
  /** What the button shows. */
  readonly trigger: ReactNode;
  readonly triggerClass?: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly onOpen?: () => void;
};

const GAP_PX = 6;
/** As the stylesheet's `sm`. */
const SHEET_BELOW_PX = 640;

const Close = createContext<() => void>(() => undefined);

/** What closes the panel that the caller is in. */
export function useClosePopover(): () => void {
  return useContext(Close);
}

/**
 * A panel that a button opens below itself, flush right. The platform's popover: it lies over everything, closes on
 * Escape and on a click outside, and gives the focus back.
 */
export function Popover({ label, trigger, triggerClass, children, className, onOpen }: PopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  const close = useCallback(() => panel.current?.hidePopover(), []);

  function place() {
    const box = button.current?.getBoundingClientRect();
    if (box === undefined || panel.current === null) return;
    panel.current.style.top = `${box.bottom + GAP_PX}px`;
    panel.current.style.right = `${Math.max(GAP_PX, document.documentElement.clientWidth - box.right)}px`;
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        className={buttonClass('ghost', 'small', triggerClass)}
        aria-label={label}
        title={label}
      >
        {trigger}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        onBeforeToggle={({ newState }) => {
          place();
          if (newState === 'open') onOpen?.();
        }}
        className={cx(
          // No display of its own: the browser hides it by that.
          'fixed inset-auto m-0 w-72 max-w-[calc(100vw-0.75rem)] rounded-xl border border-line bg-card p-2 text-ink shadow-float',
          className,
        )}
      >
        <Close value={close}>{children}</Close>
      </div>
    </>
  );
}

type FieldPopoverProps = {
  readonly label: string;
  /** What is chosen, in a line. */
  readonly value: ReactNode;
  readonly icon: IconName;
  readonly children: ReactNode;
  readonly className?: string;
  /** Of the panel, such as its width; on a phone it is a sheet at the bottom. */
  readonly panelClass?: string;
};

/** A field whose value is chosen in a panel of its own: days, people. The first thing in it that is marked with `data-first` has the focus. */
export function FieldPopover({ label, value, icon, children, className, panelClass = 'sm:w-80' }: FieldPopoverProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const follows = useRef<AbortController>(undefined);
  const close = useCallback(() => panel.current?.hidePopover(), []);
  useEffect(() => () => follows.current?.abort(), []);

  function place() {
    const box = button.current?.getBoundingClientRect();
    const { current } = panel;
    if (box === undefined || current === null) return;
    const { clientWidth, clientHeight } = document.documentElement;
    const asSheet = clientWidth < SHEET_BELOW_PX;
    const below = clientHeight - box.bottom - 2 * GAP_PX;
    const above = box.top - 2 * GAP_PX;
    const goesUp = !asSheet && below < current.offsetHeight && above > below;
    Object.assign(current.style, {
      left: asSheet ? '0' : `${Math.max(GAP_PX, Math.min(box.left, clientWidth - current.offsetWidth - GAP_PX))}px`,
      top: asSheet || goesUp ? 'auto' : `${box.bottom + GAP_PX}px`,
      bottom: asSheet ? '0' : goesUp ? `${clientHeight - box.top + GAP_PX}px` : 'auto',
      maxHeight: `${asSheet ? clientHeight * 0.85 : goesUp ? above : below}px`,
    });
  }

  return (
    <div className={cx('grid gap-1.5', className)}>
      <span id={`${id}-label`} className="text-sm font-medium">
        {label}
      </span>
      <button
        ref={button}
        type="button"
        popoverTarget={id}
        aria-labelledby={`${id}-label ${id}-value`}
        className="field-box flex w-full items-center gap-2 text-left text-sm"
      >
        <Icon name={icon} className="text-muted" />
        <span id={`${id}-value`} className="truncate">
          {value}
        </span>
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-labelledby={`${id}-label`}
        onToggle={({ newState }) => {
          follows.current?.abort();
          if (newState !== 'open') return;
          place();
          // Where the page is moved below it, it stays with its field.
          follows.current = new AbortController();
          for (const type of ['scroll', 'resize'])
            window.addEventListener(type, place, { passive: true, signal: follows.current.signal });
          panel.current?.querySelector<HTMLElement>('[data-first]')?.focus({ preventScroll: true });
        }}
        className={cx(
          'fixed inset-auto m-0 w-full max-w-none overflow-y-auto rounded-t-2xl border border-line bg-card p-4 text-ink shadow-float sm:rounded-xl',
          panelClass,
        )}
      >
        <Close value={close}>{children}</Close>
      </div>
    </div>
  );
}
