import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { NEW_CLASS, type ClassDraft } from '../price-classes.ts';

type ClassFieldsProps = {
  readonly classes: readonly ClassDraft[];
  readonly onChange: (classes: readonly ClassDraft[]) => void;
  readonly errorAt: (field: string) => string | undefined;
  /** They are to be read only. */
  readonly disabled?: boolean;
};

/** Prices for children, students, members: each a part of the full price, with its rules. */
export function ClassFields({ classes, onChange, errorAt, disabled = false }: ClassFieldsProps) {
  const change = (at: number, next: Partial<ClassDraft>) =>
    onChange(classes.map((each, index) => (index === at ? { ...each, ...next } : each)));
  return (
    <fieldset disabled={disabled} className="grid gap-4 box p-4">
      <legend className="caption px-1">Reduced prices</legend>
      {classes.map((each, at) => {
        const text = (field: Exclude<keyof ClassDraft, 'withVoucher' | 'kept'>, path: string) => ({
          name: `classes.${at}.${path}`,
          error: errorAt(`classes.${at}.${path}`),
          value: each[field],
          onChange: (event: { readonly target: { readonly value: string } }) =>
            change(at, { [field]: event.target.value }),
        });
        return (
          // Rows have no identity of their own; they are only added at the end and taken out.
          <div key={at} className="grid items-start gap-3 border-b border-line pb-4 sm:grid-cols-3">
            <Field label="Name" placeholder="Child (up to 12)" {...text('name', 'name')} />
            <Field
              label="Percent of the full price"
              type="number"
              min={0}
              max={100}
              {...(each.kept === undefined || each.percent !== ''
                ? {}
                : { placeholder: 'As it is', hint: 'It has prices of its own' })}
              {...text('percent', 'prices')}
            />
            <Field label="Shown at the door" placeholder="Student card" {...text('proof', 'rules.proof')} />
            <Field
              label="With each full-price seat"
              type="number"
              hint="At most; empty for any"
              {...text('perFullPrice', 'rules.perFullPrice')}
            />
            <Field
              label="In one booking"
              type="number"
              hint="At most; empty for any"
              {...text('perBooking', 'rules.perBooking')}
            />
            <Field
              label="Percent of all seats"
              type="number"
              hint="At most; empty for any"
              {...text('share', 'rules.share')}
            />
            <label className="flex min-h-10 items-center gap-2 text-sm sm:col-span-2">
              <input
                type="checkbox"
                className="size-4"
                checked={each.withVoucher}
                onChange={(event) => change(at, { withVoucher: event.target.checked })}
              />
              Only with a voucher for it
            </label>
            <Button
              size="small"
              className="justify-self-end"
              onClick={() => onChange(classes.filter((_, index) => index !== at))}
            >
              Remove
            </Button>
          </div>
        );
      })}
      <Button size="small" className="justify-self-start" onClick={() => onChange([...classes, NEW_CLASS])}>
        Add a price
      </Button>
    </fieldset>
  );
}
