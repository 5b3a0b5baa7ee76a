import type { Signature } from '@docket/contracts/judge/signature';
import { useId } from 'react';
import { argumentFault, argumentsOf, withArgument } from '../../../lib/function-arguments.ts';

type ArgumentFieldsProps = {
  readonly signature: Signature;
  readonly input: string;
  readonly change: (input: string) => void;
};

/** A case of a function problem, an argument at a time. What is wrong with one is said below it, as the server would. */
export function ArgumentFields({ signature, input, change }: ArgumentFieldsProps) {
  const id = useId();
  const given = argumentsOf(signature, input);
  const fault = argumentFault(signature, input);
  if (given.length === 0) return <p className="text-sm text-muted">It takes no arguments.</p>;
  return (
    <div className="grid gap-3" role="group" aria-label="Arguments">
      {given.map(({ name, type, text }, index) => {
        const wrong = fault?.index === index && text.trim() !== '' ? fault.text : undefined;
        return (
          <div key={name} className="grid min-w-0 gap-1">
            <label htmlFor={`${id}-${name}`} className="flex flex-wrap items-baseline gap-x-2 text-sm">
              <span className="font-mono font-medium">{name}</span>
              <span className="font-mono text-xs text-muted">{type}</span>
            </label>
            <textarea
              id={`${id}-${name}`}
              value={text}
              onChange={(event) => change(withArgument(signature, input, index, event.target.value))}
              rows={text.length > 60 ? 3 : 1}
              spellCheck={false}
              autoCapitalize="off"
              autoCorrect="off"
              aria-invalid={wrong === undefined ? undefined : true}
              aria-describedby={wrong === undefined ? undefined : `${id}-${name}-error`}
              className="field-box min-h-10 w-full resize-y py-2 font-mono text-sm leading-relaxed break-all"
            />
            {wrong !== undefined && (
              <p id={`${id}-${name}-error`} className="text-sm break-words text-bad">
                {wrong}
              </p>
            )}
          </div>
        );
      })}
    </div>
  );
}
