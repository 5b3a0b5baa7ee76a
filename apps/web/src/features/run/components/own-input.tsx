import type { Signature } from '@docket/contracts/judge/signature';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { Icon } from '../../../ui/icons.tsx';
import type { OwnCase } from '../api/cases.ts';
import type { OwnCases } from '../api/use-own-cases.ts';
import { ArgumentFields } from './argument-fields.tsx';

/** One own input with its name. */
export function OwnInput({
  one,
  own,
  removed,
  signature,
}: {
  readonly one: OwnCase;
  readonly own: OwnCases;
  readonly removed: () => void;
  /** Of a function problem: then it is filled in by argument. */
  readonly signature: Signature | undefined;
}) {
  return (
    <div className="grid min-w-0 gap-3">
      <div className="flex items-end gap-2">
        <Field
          label="Name"
          className="w-full max-w-60"
          value={one.name}
          maxLength={40}
          onChange={(event) => own.change(one.id, { name: event.target.value })}
        />
        <Button
          variant="ghost"
          className="ml-auto"
          aria-label={`Remove ${one.name}`}
          onClick={() => {
            own.remove(one.id);
            removed();
          }}
        >
          <Icon name="close" /> Remove
        </Button>
      </div>
      {signature !== undefined && (
        <ArgumentFields signature={signature} input={one.input} change={(input) => own.change(one.id, { input })} />
      )}
      {signature === undefined && <PlainInput one={one} own={own} />}
    </div>
  );
}

function PlainInput({ one, own }: { readonly one: OwnCase; readonly own: OwnCases }) {
  return (
    <label className="grid gap-1.5">
      <span className="text-sm font-medium">Input</span>
      <textarea
        value={one.input}
        onChange={(event) => own.change(one.id, { input: event.target.value })}
        rows={4}
        spellCheck={false}
        autoCapitalize="off"
        autoCorrect="off"
        placeholder="What your program reads"
        className="field-box min-h-20 w-full resize-y py-2 font-mono text-sm leading-relaxed"
      />
    </label>
  );
}
