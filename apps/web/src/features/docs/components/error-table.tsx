import { ERROR_CODES, errorCodes } from '@docket/contracts/errors';
import { Status } from './answers.tsx';

/** Every code with its meaning. The `type` of an error leads to its row. */
export function ErrorTable() {
  return (
    <section aria-labelledby="errors" className="grid gap-3 border-t border-line pt-8">
      <h2 id="errors" tabIndex={-1} className="text-2xl font-bold">
        Errors
      </h2>
      <p className="max-w-prose text-muted">
        The <code className="font-mono text-sm">type</code> of an error leads here. Codes are stable; their texts are
        not.
      </p>
      <ul className="box divide-y divide-line text-sm">
        {errorCodes.map((code) => (
          <li
            key={code}
            id={`error-${code}`}
            tabIndex={-1}
            className="grid gap-x-4 px-3 py-1.5 target:bg-accent-soft sm:grid-cols-[3rem_16rem_1fr]"
          >
            <Status status={String(ERROR_CODES[code][0])} />
            <a href={`#error-${code}`} className="font-mono font-semibold break-all hover:underline">
              {code}
            </a>
            <span className="text-muted">{ERROR_CODES[code][1]}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
