import { ERROR_CODES, errorCodes, type ErrorCode } from '@docket/contracts/errors';
import { cx } from '../../../lib/class-names.ts';
import { firstContent, type Answer, type OpenApi } from '../openapi.ts';
import { Prose } from './prose.tsx';
import { SchemaTree } from './schema-tree.tsx';

type AnswersProps = { readonly responses: Readonly<Record<string, Answer>>; readonly document: OpenApi };

const STATUS_WORDS: Readonly<Record<string, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted: it is waiting its turn',
  204: 'Done, without a body',
};

export function isErrorCode(code: string): code is ErrorCode {
  return errorCodes.some((one) => one === code);
}

/** What comes back: the body of a success, and the codes of what may go wrong. */
export function Answers({ responses, document }: AnswersProps) {
  const entries = Object.entries(responses);
  const good = entries.filter(([status]) => status.startsWith('2'));
  const bad = entries.filter(([status]) => !status.startsWith('2'));
  return (
    <>
      <section className="grid gap-3">
        <h4 className="font-semibold">Answers</h4>
        {good.map(([status, answer]) => {
          const schema = firstContent(answer.content)?.body.schema;
          const said = answer.description === 'Done' ? undefined : answer.description;
          return (
            <div key={status} className="grid gap-2">
              <p className="text-sm">
                <Status status={status} /> <Prose text={said ?? STATUS_WORDS[status] ?? 'Done'} />
              </p>
              {schema !== undefined && <SchemaTree schema={schema} document={document} answer />}
            </div>
          );
        })}
      </section>
      {bad.length > 0 && (
        <details>
          <summary className="font-semibold">
            Errors <span className="font-normal text-muted">({bad.map(([status]) => status).join(', ')})</span>
          </summary>
          <ul className="box mt-2 divide-y divide-line text-sm">
            {bad.flatMap(([status, answer]) =>
              (answer['x-codes'] ?? []).map((code) => (
                <li key={`${status} ${code}`} className="grid gap-x-3 px-3 py-1.5 sm:grid-cols-[3rem_14rem_1fr]">
                  <Status status={status} />
                  <a href={`#error-${code}`} className="link font-mono break-all">
                    {code}
                  </a>
                  <span className="text-muted">{isErrorCode(code) ? ERROR_CODES[code][1] : ''}</span>
                </li>
              )),
            )}
          </ul>
        </details>
      )}
    </>
  );
}

export function Status({ status }: { readonly status: string }) {
  const tone = status.startsWith('2') ? 'text-ok' : status.startsWith('5') ? 'text-crash' : 'text-bad';
  return <span className={cx('font-mono font-semibold', tone)}>{status}</span>;
}
