import { useEffect, useId, useRef, type ReactNode } from 'react';

type FormDialogProps = {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
};

/** A form over the page: what it is about stays behind it. The platform's dialog keeps the focus and closes on Escape. */
export function FormDialog({ title, children, onClose }: FormDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onClose={onClose}
      className="m-auto w-[calc(100%-2rem)] max-w-xl rounded-2xl border border-line bg-card p-0 text-ink shadow-dialog backdrop:bg-ink/35 backdrop:dark:bg-sunken/70"
    >
      <div className="grid gap-5 p-5 sm:p-6">
        <h2 id={id} className="text-lg font-bold">
          {title}
        </h2>
        {children}
      </div>
    </dialog>
  );
}
