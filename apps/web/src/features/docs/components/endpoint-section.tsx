import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { firstContent, type Endpoint, type OpenApi } from '../openapi.ts';
import { takesKey } from '../samples.ts';
import { Answers } from './answers.tsx';
import { CodeSamples } from './code-samples.tsx';
import { MethodBadge } from './method-badge.tsx';
import { Parameters } from './parameters.tsx';
import { SchemaTree } from './schema-tree.tsx';
import { Prose } from './prose.tsx';
import { TryOut } from './try-out.tsx';

type EndpointSectionProps = { readonly endpoint: Endpoint; readonly document: OpenApi };

/** One operation: what it does and takes and answers, and beside it how it is called. */
export function EndpointSection({ endpoint, document }: EndpointSectionProps) {
  const [trying, setTrying] = useState(false);
  const { id, method, path, operation } = endpoint;
  const body = firstContent(operation.requestBody?.content);
  return (
    <article
      aria-labelledby={id}
      className="grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-5 border-t border-line py-8 first-of-type:border-t-0 xl:grid-cols-[minmax(0,1fr)_minmax(24rem,30rem)]"
    >
      <div className="grid min-w-0 content-start gap-5">
        <div className="grid gap-2">
          <h3
            id={id}
            tabIndex={-1}
            className="group outline-offset-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-lg font-bold"
          >
            <MethodBadge method={method} />
            <code className="min-w-0 font-mono text-base font-semibold break-all">{path}</code>
            <a
              href={`#${id}`}
              aria-label={`Link to ${method} ${path}`}
              className="text-muted opacity-0 group-hover:opacity-100 focus-visible:opacity-100"
            >
              #
            </a>
          </h3>
          <p className="max-w-prose text-lg">
            <Prose text={operation.summary ?? ''} />
          </p>
          {operation.description !== undefined && (
            <p className="max-w-prose text-muted">
              <Prose text={operation.description} />
            </p>
          )}
          {takesKey(endpoint) && (
            <p className="text-sm text-muted">
              Takes an <code className="font-mono">Idempotency-Key</code>
            </p>
          )}
        </div>
        <Parameters parameters={operation.parameters ?? []} document={document} />
        {body !== undefined && (
          <section className="grid gap-2">
            <h4 className="flex items-baseline gap-2 font-semibold">
              Body <code className="font-mono text-xs font-normal text-muted">{body.type}</code>
            </h4>
            {body.type === 'application/json' && body.body.schema !== undefined ? (
              <SchemaTree schema={body.body.schema} document={document} />
            ) : (
              <p className="text-sm text-muted">
                The file itself, as{' '}
                {Object.keys(operation.requestBody?.content ?? {}).map((type, index) => (
                  <span key={type}>
                    {index > 0 && ' or '}
                    <code className="font-mono">{type}</code>
                  </span>
                ))}
                .
              </p>
            )}
          </section>
        )}
        <Answers responses={operation.responses ?? {}} document={document} />
      </div>
      <div className="grid min-w-0 content-start gap-3 xl:sticky xl:top-4 xl:self-start">
        <CodeSamples endpoint={endpoint} document={document} />
        <Button className="justify-self-start" aria-expanded={trying} onClick={() => setTrying(!trying)}>
          <Icon name={trying ? 'close' : 'send'} /> {trying ? 'Close' : 'Try it'}
          <span className="sr-only">
            {method} {path}
          </span>
        </Button>
        {trying && <TryOut endpoint={endpoint} document={document} />}
      </div>
    </article>
  );
}
