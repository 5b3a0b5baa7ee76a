import type { ReactNode } from 'react';
import { cx } from '../lib/class-names.ts';
import { Icon, type IconName } from './icons.tsx';

type NoticeTone = 'note' | 'ok' | 'limit' | 'bad';

const LOOKS: Record<NoticeTone, { readonly box: string; readonly icon: string; readonly name: IconName }> = {
  note: { box: 'border-note/40 bg-note/6', icon: 'text-note', name: 'info' },
  ok: { box: 'border-ok/40 bg-ok/6', icon: 'text-ok', name: 'check' },
  limit: { box: 'border-limit/50 bg-limit/8', icon: 'text-limit', name: 'alert' },
  bad: { box: 'border-bad/50 bg-bad/6', icon: 'text-bad', name: 'alert' },
};

type NoticeProps = {
  readonly tone: NoticeTone;
  /** The matter in a few words; the rest may follow below it. */
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** `alert` interrupts a screen reader, `status` waits; absent for what was there when the page opened. */
  readonly role?: 'alert' | 'status';
  readonly className?: string;
};

/** Something the page has to say, in its place in the text. What passes by itself is a toast. */
export function Notice({ tone, title, children, role, className }: NoticeProps) {
  const look = LOOKS[tone];
  return (
    <div
      role={role}
      className={cx('grid grid-cols-[auto_1fr] gap-x-3 rounded-xl border px-4 py-3 text-sm', look.box, className)}
    >
      <Icon name={look.name} className={cx('mt-0.5', look.icon)} />
      <div className="grid min-w-0 gap-1 break-words">
        {title !== undefined && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  );
}
