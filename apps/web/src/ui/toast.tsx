import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { Button } from './button.tsx';
import { Icon } from './icons.tsx';
import { TONE_TEXT, type Tone } from './tone.ts';

type Toast = { readonly id: number; readonly tone: Tone; readonly text: ReactNode };

/** Long enough to read a line twice. It waits while it is pointed at or has the focus. */
const SHOWN_MS = 7000;
const AT_ONCE = 3;

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/**
 * Says in a corner what happened elsewhere, and lets it go again. Not for errors that must be acted on, and never the
 * only place where something can be read: it passes.
 */
export function toast(tone: Tone, text: ReactNode): void {
  lastId += 1;
  change([...toasts, { id: lastId, tone, text }].slice(-AT_ONCE));
}

function drop(id: number): void {
  change(toasts.filter((one) => one.id !== id));
}

/** The corner itself; the layout holds one. It is always there, as screen readers want a live region to be. */
export function Toaster() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div
      role="status"
      aria-label="News"
      // On a phone below the header: at the bottom are a ticket's code, what is chosen, and the buttons that a thumb is about to press.
      className="print:hidden pointer-events-none fixed inset-x-3 top-[calc(var(--header)+0.5rem)] z-30 grid justify-items-end gap-2 sm:top-auto sm:bottom-[calc(var(--bottom-bar)+0.75rem)] sm:left-auto sm:w-96"
    >
      {shown.map((one) => (
        <ToastCard key={one.id} one={one} />
      ))}
    </div>
  );
}

function ToastCard({ one }: { readonly one: Toast }) {
  useEffect(() => {
    let timer = setTimeout(() => drop(one.id), SHOWN_MS);
    const card = document.getElementById(`toast-${one.id}`);
    const wait = () => clearTimeout(timer);
    const goOn = () => {
      clearTimeout(timer);
      timer = setTimeout(() => drop(one.id), SHOWN_MS);
    };
    for (const event of ['pointerenter', 'focusin']) card?.addEventListener(event, wait);
    for (const event of ['pointerleave', 'focusout']) card?.addEventListener(event, goOn);
    return wait;
  }, [one.id]);
  return (
    <div
      id={`toast-${one.id}`}
      data-testid="toast"
      className="pointer-events-auto flex w-full animate-pop items-center gap-3 rounded-xl border border-line bg-card py-2.5 pr-2 pl-4 text-sm shadow-float"
    >
      <span aria-hidden="true" className={cx('h-8 w-1 shrink-0 rounded-full bg-current', TONE_TEXT[one.tone])} />
      <div className="min-w-0 grow">{one.text}</div>
      <Button variant="ghost" size="small" aria-label="Dismiss" onClick={() => drop(one.id)}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
