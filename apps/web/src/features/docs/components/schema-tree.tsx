import { useState } from 'react';
import { cx } from '../../../lib/class-names.ts';
import { Icon } from '../../../ui/icons.tsx';
import { resolve, type OpenApi, type Schema } from '../openapi.ts';
import { Prose } from './prose.tsx';
import { fieldsOf, limitsOf, typeOf } from './schema-words.ts';

type SchemaTreeProps = {
  readonly schema: Schema;
  readonly document: OpenApi;
  /** In an answer every field that is not said to be optional is there. */
  readonly answer?: boolean;
};

/** The fields of a schema; what has fields of its own opens to them. */
export function SchemaTree({ schema, document, answer = false }: SchemaTreeProps) {
  const fields = fieldsOf(schema, document);
  if (fields.length === 0) return <p className="font-mono text-sm">{typeOf(schema, document)}</p>;
  return (
    <ul className="box divide-y divide-line text-sm">
      {fields.map(([name, one, required], index) => (
        <Field
          key={`${name} ${index}`}
          name={name}
          schema={one}
          required={required}
          document={document}
          answer={answer}
        />
      ))}
    </ul>
  );
}

type FieldProps = SchemaTreeProps & { readonly name: string; readonly required: boolean };

function Field({ name, schema, required, document, answer = false }: FieldProps) {
  const [open, setOpen] = useState(false);
  const deeper = fieldsOf(schema, document).length > 0;
  const { description } = resolve(schema, document);
  const row = (
    <>
      <span className="flex min-w-0 items-start gap-1">
        <Icon
          name="chevron"
          className={cx('mt-0.5 size-4 text-muted transition-transform', !deeper && 'invisible', open && 'rotate-90')}
        />
        <code className="font-mono font-semibold break-all">{name}</code>
      </span>
      <span className="min-w-0 text-muted max-sm:pl-5">
        <span className="font-mono break-words text-ink">{typeOf(schema, document)}</span>
        {!answer && required && <span className="font-medium text-bad"> required</span>}
        {answer && !required && <span> optional</span>}
        {limitsOf(schema, document).map((limit) => (
          <span key={limit}> · {limit}</span>
        ))}
        {description !== undefined && (
          <span className="block">
            <Prose text={description} />
          </span>
        )}
      </span>
    </>
  );
  const columns = 'grid w-full gap-x-3 px-2 py-1.5 text-left sm:grid-cols-[12rem_1fr]';
  return (
    <li>
      {deeper ? (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className={`${columns} -outline-offset-2! hover:bg-accent-soft/50`}
        >
          {row}
        </button>
      ) : (
        <div className={columns}>{row}</div>
      )}
      {open && (
        <div className="border-t border-line bg-sunken/40 py-2 pr-2 pl-4">
          <SchemaTree schema={schema} document={document} answer={answer} />
        </div>
      )}
    </li>
  );
}
