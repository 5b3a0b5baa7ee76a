import { createContext, useCallback, useContext, useId, useRef, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { buttonClass } from './button.tsx';

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
