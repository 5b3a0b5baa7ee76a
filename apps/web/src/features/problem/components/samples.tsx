import type { ProblemDetail } from '@docket/contracts/http/problem';
import { CopyButton } from '../../../ui/copy-button.tsx';

type SamplesProps = {
  readonly samples: ProblemDetail['samples'];
  /** Then the files of a sample are what the judge knows and holds; the program reads what the judge says. */
  readonly interactive: boolean;
};

export function Samples({ samples, interactive }: SamplesProps) {
  if (samples.length === 0) return null;
  return (
    <section className="mt-8 grid gap-4" aria-label="Samples">
      {samples.map((sample, index) => (
        <div key={sample.name} className="box">
          <h2 className="px-4 pt-3 font-semibold">{samples.length === 1 ? 'Sample' : `Sample ${index + 1}`}</h2>
          {interactive && (
            <p className="px-4 pb-1 text-sm text-muted">
              Your program does not read this: it talks with the judge, line by line. Run it to see the conversation.
            </p>
          )}
          <div className="grid divide-line max-sm:divide-y sm:grid-cols-2 sm:divide-x">
            <SampleText
              title={interactive ? 'What the judge holds' : 'Input'}
              text={sample.input}
              what={`input of sample ${index + 1}`}
            />
            <SampleText
              title={interactive ? 'What it expects' : 'Output'}
              text={sample.answer}
              what={`output of sample ${index + 1}`}
            />
          </div>
        </div>
      ))}
    </section>
  );
}

function SampleText({ title, text, what }: { readonly title: string; readonly text: string; readonly what: string }) {
  return (
    <div className="min-w-0 px-4 pt-1 pb-3">
      <div className="flex items-center justify-between">
        <h3 className="caption">{title}</h3>
        <CopyButton text={text} what={what} />
      </div>
      <pre
        tabIndex={0}
        aria-label={`The ${what}`}
        className="max-h-72 overflow-auto font-mono text-sm leading-relaxed whitespace-pre"
      >
        {text}
      </pre>
    </div>
  );
}
