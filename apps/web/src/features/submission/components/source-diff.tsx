import type { SubmissionDetail } from '@docket/contracts/http/submission';
import { useMemo } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { diffLines } from '../line-diff.ts';

type SourceDiffProps = { readonly left: SubmissionDetail; readonly right?: SubmissionDetail | undefined };

/** The source of a submission, or what changed from one to another, file by file. */
export function SourceDiff({ left, right }: SourceDiffProps) {
  const names = [...new Set([...left.files, ...(right?.files ?? [])].map(({ name }) => name))];
  // Two programs of one file each are about the same thing, whatever the files are called.
  const lone = right !== undefined && left.files.length === 1 && right.files.length === 1;
  const pairs = lone
    ? [{ name: left.files[0]?.name ?? '', before: left.files[0]?.content ?? '', after: right.files[0]?.content ?? '' }]
    : names.map((name) => {
        const before = left.files.find((file) => file.name === name)?.content ?? '';
        return {
          name,
          before,
          after: right === undefined ? before : (right.files.find((file) => file.name === name)?.content ?? ''),
        };
      });
  return (
    <div className="grid gap-3">
      {pairs.map(({ name, before, after }) => (
        <FileDiff key={name} name={name} before={before} after={after} />
      ))}
    </div>
  );
}

const GROUND = { same: '', old: 'bg-bad/10', new: 'bg-ok/10' } as const;
const SIGN = { same: '', old: '−', new: '+' } as const;
const WORD = { same: undefined, old: 'taken out', new: 'added' } as const;

function FileDiff({ name, before, after }: { readonly name: string; readonly before: string; readonly after: string }) {
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  return (
    <section aria-label={name} className="min-w-0 overflow-hidden rounded-lg border border-line bg-card">
      <p className="caption border-b border-line px-3 py-1.5">{name}</p>
      <div
        className="max-h-[32rem] overflow-auto -outline-offset-2!"
        tabIndex={0}
        role="group"
        aria-label={`Lines of ${name}`}
      >
        <table className="w-full border-collapse font-mono text-xs leading-relaxed">
          <tbody>
            {lines.map(({ kind, text, left, right }) => (
              <tr key={`${left} ${right}`} className={GROUND[kind]}>
                <td className="w-10 px-2 text-right text-muted select-none">{left}</td>
                <td className="w-10 px-2 text-right text-muted select-none">{right}</td>
                <td className={cx('px-2 whitespace-pre', kind === 'same' && 'pl-2')}>
                  <span aria-hidden="true" className="inline-block w-4 select-none">
                    {SIGN[kind]}
                  </span>
                  {WORD[kind] !== undefined && <span className="sr-only">{WORD[kind]}: </span>}
                  {text}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
