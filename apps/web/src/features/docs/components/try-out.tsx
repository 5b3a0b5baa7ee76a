import { randomKey } from '@docket/client/random-key';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { useSession } from '../../../lib/session.ts';
import { sendRequest } from '../api/send.ts';
import type { Endpoint, OpenApi } from '../openapi.ts';
import { addressOf, needsToken, sampleRequest, takesKey } from '../samples.ts';
import { Status } from './answers.tsx';

/** The operation as a form: sends it as whoever is logged in, and shows what comes back as it came. */
export function TryOut({ endpoint, document }: { readonly endpoint: Endpoint; readonly document: OpenApi }) {
  const session = useSession();
  const first = sampleRequest(endpoint, document);
  const [params, setParams] = useState(first.params);
  const [query, setQuery] = useState(first.query);
  const [body, setBody] = useState(first.body ?? '');
  const [file, setFile] = useState<File>();
  const [key, setKey] = useState(randomKey);
  const queries = (endpoint.operation.parameters ?? []).filter((one) => one.in === 'query');
  const types = Object.keys(endpoint.operation.requestBody?.content ?? {});
  const takesFile = types.length > 0 && first.body === undefined;
  const address = addressOf(endpoint.path, { params, query });
  const send = useMutation({
    mutationFn: () =>
      sendRequest({
        method: endpoint.method,
        address,
        token: session?.token,
        key: takesKey(endpoint) ? key : undefined,
        body: takesFile ? file : first.body === undefined ? undefined : body,
        type: takesFile ? (types.find((type) => type === file?.type) ?? types[0]) : 'application/json',
      }),
    networkMode: 'always',
  });

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    send.mutate();
  }

  return (
    <form onSubmit={onSubmit} className="box grid gap-3 p-4" aria-label={`Try ${endpoint.method} ${endpoint.path}`}>
      {needsToken(endpoint) && session === undefined && (
        <Notice tone="note" title="You are not logged in">
          <p>
            This operation answers 401 without a session.{' '}
            <Link to="/login" search={{ next: `/docs#${endpoint.id}` }} className="link">
              Log in
            </Link>
          </p>
        </Notice>
      )}
      {Object.keys(first.params).map((name) => (
        <Field
          key={name}
          label={name}
          required
          className="font-mono"
          value={params[name] ?? ''}
          onChange={(event) => setParams({ ...params, [name]: event.target.value })}
        />
      ))}
      {queries.length > 0 && (
        <div className="grid grid-cols-2 gap-3">
          {queries.map(({ name, required }) => (
            <Field
              key={name}
              label={name}
              required={required === true}
              className="font-mono"
              value={query[name] ?? ''}
              onChange={(event) => setQuery({ ...query, [name]: event.target.value })}
            />
          ))}
        </div>
      )}
      {first.body !== undefined && (
        <label className="grid gap-1.5">
          <span className="text-sm font-medium">Body</span>
          <textarea
            className="field-box w-full py-2 font-mono text-xs leading-5"
            rows={Math.min(14, body.split('\n').length + 1)}
            spellCheck={false}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        </label>
      )}
      {takesFile && (
        <label className="grid gap-1.5 text-sm">
          <span className="font-medium">File ({types.join(', ')})</span>
          <input type="file" accept={types.join(',')} onChange={(event) => setFile(event.target.files?.[0])} />
        </label>
      )}
      {takesKey(endpoint) && (
        <Field
          label="Idempotency-Key"
          className="font-mono"
          value={key}
          onChange={(event) => setKey(event.target.value)}
          suffix={
            <Button size="small" variant="ghost" onClick={() => setKey(randomKey())}>
              New
            </Button>
          }
        />
      )}
      <p className="font-mono text-xs break-all text-muted">
        {endpoint.method} {address}
      </p>
      <Button type="submit" variant="primary" busy={send.isPending} className="justify-self-start">
        Send
      </Button>
      <div role="status" className="grid gap-2 empty:hidden">
        {send.isError && (
          <Notice tone="bad" title="No answer came">
            {send.error.message}
          </Notice>
        )}
        {send.data !== undefined && (
          <>
            <p className="text-sm">
              <Status status={String(send.data.status)} /> in {Math.round(send.data.ms)} ms
            </p>
            <details className="text-sm">
              <summary>{send.data.headers.length} headers</summary>
              <pre className="overflow-x-auto font-mono text-xs leading-5" tabIndex={0}>
                {send.data.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}
              </pre>
            </details>
            {send.data.text !== '' && (
              <pre
                tabIndex={0}
                data-testid="answer"
                className="max-h-96 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs leading-5"
              >
                {send.data.text}
              </pre>
            )}
          </>
        )}
      </div>
    </form>
  );
}
