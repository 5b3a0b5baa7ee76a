import type { OpenApi, Parameter } from '../openapi.ts';
import { Prose } from './prose.tsx';
import { limitsOf, typeOf } from './schema-words.ts';

type ParametersProps = { readonly parameters: readonly Parameter[]; readonly document: OpenApi };
const PLACES = { path: 'Path', query: 'Query', header: 'Headers' } as const;

/** What the address and the headers carry. */
export function Parameters({ parameters, document }: ParametersProps) {
  if (parameters.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h4 className="font-semibold">Parameters</h4>
      <ul className="box divide-y divide-line">
        {parameters.map((parameter) => (
          <li
            key={`${parameter.in} ${parameter.name}`}
            className="grid gap-x-4 px-3 py-1.5 text-sm sm:grid-cols-[11rem_1fr]"
          >
            <p className="min-w-0">
              <code className="font-mono font-semibold break-all">{parameter.name}</code>{' '}
              <span className="text-xs text-muted">{PLACES[parameter.in].toLowerCase()}</span>
            </p>
            <p className="min-w-0 text-muted">
              <span className="font-mono text-ink">{typeOf(parameter.schema ?? {}, document)}</span>
              {parameter.required === true && <span className="font-medium text-bad"> required</span>}
              {limitsOf(parameter.schema ?? {}, document).map((limit) => (
                <span key={limit}> · {limit}</span>
              ))}
              {parameter.description !== undefined && (
                <span className="block">
                  <Prose text={parameter.description} />
                </span>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
