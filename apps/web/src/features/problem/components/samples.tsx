import type { ProblemDetail } from '@docket/contracts/http/problem';
import type { Signature } from '@docket/contracts/judge/signature';
import { shownArguments } from '../../../lib/function-arguments.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { InteractionText } from './interaction.tsx';

type SamplesProps = {
  readonly samples: ProblemDetail['samples'];
  /** Conversations that stand for samples of their name, and others. */
  readonly interactions: NonNullable<ProblemDetail['interactions']>;
  /** What stands in place of input and answer, and further samples. */
  readonly shownSamples: NonNullable<ProblemDetail['shownSamples']>;
  /** Then the files of a sample are what the judge knows and holds; the program reads what the judge says. */
  readonly interactive: boolean;
  /** Of a function problem: then they are shown by argument. */
  readonly signature?: Signature | undefined;
};

export function Samples({ samples, interactions, shownSamples, interactive, signature }: SamplesProps) {
  const named = new Set(samples.map(({ name }) => name));
  const shown = [
    ...samples
      .map((sample) => ({
        sample: asShown(sample, shownSamples),
        interaction: interactions.find(({ name }) => name === sample.name),
      }))
      // What the judge holds of these is not for solvers.
      .filter(({ sample, interaction }) => sample.hidden !== true || interaction !== undefined),
    ...interactions.filter(({ name }) => !named.has(name)).map((interaction) => ({ sample: undefined, interaction })),
    ...shownSamples
      .filter(({ name }) => !named.has(name))
      .map(({ name, input, answer }) => ({
        sample: { name, input: input ?? '', answer: answer ?? '', isText: true },
        interaction: undefined,
      })),
  ];
  if (shown.length === 0) return null;
  return (
    <section className="mt-8 grid gap-4" aria-label="Samples">
      {shown.map(({ sample, interaction }, index) => (
        <div key={sample?.name ?? interaction?.name} className="box">
          <h2 className="px-4 pt-3 font-semibold">{shown.length === 1 ? 'Sample' : `Sample ${index + 1}`}</h2>
          {interaction !== undefined && <InteractionText interaction={interaction} what={`sample ${index + 1}`} />}
          {interaction === undefined && sample !== undefined && (
            <SampleFiles
              sample={sample}
              interactive={interactive && !sample.isText}
              index={index}
              signature={sample.isText ? undefined : signature}
            />
          )}
        </div>
      ))}
    </section>
  );
}

/** With the statement's own text, where it has some; `isText`: then all of it is, and nothing is the judge's own. */
function asShown(
  sample: ProblemDetail['samples'][number],
  shownSamples: SamplesProps['shownSamples'],
): ProblemDetail['samples'][number] & { readonly isText: boolean } {
  const shown = shownSamples.find(({ name }) => name === sample.name);
  if (shown === undefined) return { ...sample, isText: false };
  const { input, answer } = shown;
  const isText = input !== null && answer !== null;
  return { name: sample.name, input: input ?? sample.input, answer: answer ?? sample.answer, isText };
}

type SampleFilesProps = Pick<SamplesProps, 'interactive' | 'signature'> & {
  readonly sample: SamplesProps['samples'][number];
  readonly index: number;
};

function SampleFiles({ sample, interactive, index, signature }: SampleFilesProps) {
  return (
    <>
      {interactive && (
        <p className="px-4 pb-1 text-sm text-muted">
          Your program does not read this: it talks with the judge, line by line. Run it to see the conversation.
        </p>
      )}
      <div className="grid divide-line max-sm:divide-y sm:grid-cols-2 sm:divide-x">
        <SampleText
          title={interactive ? 'What the judge holds' : 'Input'}
          text={signature === undefined ? sample.input : shownArguments(signature, sample.input)}
          what={`input of sample ${index + 1}`}
        />
        <SampleText
          title={interactive ? 'What it expects' : signature === undefined ? 'Output' : 'Result'}
          text={sample.answer}
          what={`output of sample ${index + 1}`}
        />
      </div>
    </>
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
