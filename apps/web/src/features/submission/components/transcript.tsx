import { useMemo } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { readTranscript } from '../api/transcript.ts';
import { OutputBlock } from './output-block.tsx';

type TranscriptProps = {
  readonly text: string;
  /** Completes the name of the button that copies: "Copy conversation on test 1". */
  readonly what: string;
};

/** What an interactive program and the judge said to each other, in order: the judge on the left, the program on the right. */
export function Transcript({ text, what }: TranscriptProps) {
  const conversation = useMemo(() => readTranscript(text), [text]);
  if (conversation === undefined) return <OutputBlock title="Your output" text={text} what={what} />;
  const { turns, cut } = conversation;
  return (
    <section aria-label="Conversation with the judge" className="min-w-0 rounded-lg border border-line bg-card">
      <div className="flex items-center justify-between border-b border-line py-0.5 pr-1 pl-3">
        <h3 className="caption">Conversation with the judge</h3>
        <CopyButton text={text} what={what} />
      </div>
      <div tabIndex={0} role="group" aria-label="Turn by turn" className="max-h-96 overflow-auto -outline-offset-2!">
        <ol data-testid="transcript" className="grid gap-2 p-3 font-mono text-sm leading-relaxed">
          {turns.map((turn, index) => (
            <li
              key={index}
              data-speaker={turn.speaker}
              className={cx(
                'grid max-w-[80%] gap-0.5',
                turn.speaker === 'program' && 'justify-items-end justify-self-end',
              )}
            >
              <span className={cx('caption', turns[index - 2] !== undefined && 'sr-only')}>
                {turn.speaker === 'judge' ? 'Judge' : 'Your program'}
              </span>
              <span
                className={cx(
                  'w-fit min-w-8 rounded-lg px-2.5 py-1 break-all whitespace-pre-wrap',
                  turn.speaker === 'judge' ? 'rounded-tl-none bg-sunken' : 'rounded-tr-none border border-line',
                )}
              >
                {turn.lines.join('\n')}
              </span>
            </li>
          ))}
        </ol>
        {cut && <p className="border-t border-line px-3 py-2 text-sm text-muted">Only the beginning was kept.</p>}
      </div>
    </section>
  );
}
