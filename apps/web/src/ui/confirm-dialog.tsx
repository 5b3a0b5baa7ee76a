import { useEffect, useId, useRef, type ComponentProps, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { Failure } from './states.tsx';

type ConfirmDialogProps = {
  readonly title: string;
  /** What will happen. */
  readonly children: ReactNode;
  /** On the button that does it, as a verb and its object: `Cancel the show`. */
  readonly action: string;
  /** On the button that leaves all as it is, in the same words: `Keep the show`. */
  readonly keep: string;
  readonly danger?: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  /** Without a form in it. */
  readonly onConfirm?: () => void;
  /** Of the fields in it, which `useForm` makes. */
  readonly form?: ComponentProps<'form'>;
  readonly onClose: () => void;
};

/** Asks before something that others will notice. The platform's dialog: keeps the focus, closes on Escape. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, action, keep, danger = false, busy, error, onConfirm, form, onClose } = props;
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      className="m-auto w-[calc(100%-2rem)] max-w-md rounded-2xl border border-line bg-card p-0 text-ink shadow-dialog backdrop:bg-ink/35 backdrop:dark:bg-sunken/70"
    >
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4 p-6"
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) onConfirm?.();
        }}
        {...form}
      >
        <h2 id={id} className="text-lg font-bold">
          {title}
        </h2>
        {children}
        {error !== null && <Failure error={error} />}
        <div className="mt-1 flex flex-wrap justify-end gap-2">
          <Button onClick={() => dialog.current?.close()}>{keep}</Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
