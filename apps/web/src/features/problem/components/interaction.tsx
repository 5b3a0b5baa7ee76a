import type { ProblemDetail } from '@docket/contracts/http/problem';
import { cx } from '../../../lib/class-names.ts';

type Interaction = NonNullable<ProblemDetail['interactions']>[number];

/** What judge and program say to each other in a sample, in order: the judge on the left, the program on the right. */
export function InteractionText({ interaction, what }: { readonly interaction: Interaction; readonly what: string }) {
  const { passes } = interaction;
  return (
    <div
      tabIndex={0}
      role="group"
      aria-label={`The conversation of ${what}`}
      className="grid max-h-96 gap-3 overflow-auto px-4 pt-1 pb-3 -outline-offset-2!"
    >
      {passes.map((lines, pass) => (
        <div key={pass} className="grid gap-2">
          {passes.length > 1 && <h3 className="caption">Pass {pass + 1}</h3>}
          <ol className="grid gap-1 font-mono text-sm leading-relaxed">
            {lines.map(({ speaker, text }, index) => (
              <li
                key={index}
                data-speaker={speaker}
                className={cx('max-w-[80%]', speaker === 'program' && 'justify-self-end')}
              >
                <span
                  className={cx('caption', lines.findIndex((line) => line.speaker === speaker) !== index && 'sr-only')}
                >
                  {speaker === 'judge' ? 'The judge' : 'Your program'}
                </span>
                <span
                  className={cx(
                    'block w-fit min-w-8 rounded-lg px-2.5 py-0.5 break-all whitespace-pre-wrap',
                    speaker === 'judge' ? 'rounded-tl-none bg-sunken' : 'rounded-tr-none border border-line',
                  )}
                >
                  {text}
                </span>
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  );
}
