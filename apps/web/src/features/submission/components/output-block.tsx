import { cx } from '../../../lib/class-names.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';

/** Plain text that a program or a compiler printed. */
export function OutputBlock({
  title,
  text,
  what,
  short = false,
}: {
  readonly title: string;
  readonly text: string;
  readonly what: string;
  /** Takes less of the height. */
  readonly short?: boolean;
}) {
  return (
    <section className="min-w-0 rounded-lg border border-line bg-card">
      <div className="flex items-center justify-between border-b border-line py-0.5 pr-1 pl-3">
        <h3 className="caption">{title}</h3>
        <CopyButton text={text} what={what} />
      </div>
      <pre
        tabIndex={0}
        aria-label={title}
        className={cx(
          'overflow-auto px-3 font-mono text-sm leading-relaxed whitespace-pre',
          short ? 'max-h-36 py-2' : 'max-h-80 py-3',
        )}
      >
        {text === '' ? <span className="text-muted italic">nothing</span> : text}
      </pre>
    </section>
  );
}
