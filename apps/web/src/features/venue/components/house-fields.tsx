import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { NEW_HOUSE, type HouseDraft, type HousePlan } from '../house-wishes.ts';

type HouseFieldsProps = {
  readonly house: readonly HouseDraft[];
  readonly areas: HousePlan['areas'];
  /** How seats of the hall are written. */
  readonly example: string;
  readonly onChange: (house: readonly HouseDraft[]) => void;
  readonly errorAt: (field: string) => string | undefined;
};

/** Seats that the venue keeps back from the first moment on: for the press, the band, or because of a pillar. */
export function HouseFields({ house, areas, example, onChange, errorAt }: HouseFieldsProps) {
  const change = (at: number, next: Partial<HouseDraft>) =>
    onChange(house.map((each, index) => (index === at ? { ...each, ...next } : each)));
  return (
    <fieldset className="grid gap-4 box p-4">
      <legend className="caption px-1">House seats</legend>
      {house.map((each, at) => {
        const text = (field: Exclude<keyof HouseDraft, 'places'>, path: string = field) => ({
          name: `house.${at}.${path}`,
          error: errorAt(`house.${at}.${path}`),
          value: each[field],
          onChange: (event: { readonly target: { readonly value: string } }) =>
            change(at, { [field]: event.target.value }),
        });
        return (
          // Rows have no identity of their own; they are only added at the end and taken out.
          <div key={at} className="grid items-start gap-3 border-b border-line pb-4 sm:grid-cols-3">
            <Field
              label="Seats"
              className="sm:col-span-3"
              placeholder={example}
              hint="As on the plan; a range goes along one row"
              autoCapitalize="none"
              spellCheck={false}
              {...text('seats')}
            />
            {areas.map(({ area, name, places }) => (
              <Field
                key={area}
                label={`Places in ${name}`}
                hint={`Of ${places}`}
                inputMode="numeric"
                name={`house.${at}.places.${area}`}
                error={errorAt(`house.${at}.places.${area}`)}
                value={each.places[area] ?? ''}
                onChange={(event) => change(at, { places: { ...each.places, [area]: event.target.value } })}
              />
            ))}
            <Field label="For whom, or why" placeholder="Press" maxLength={100} {...text('reason')} />
            <Field
              label="On sale, hours before the show"
              inputMode="decimal"
              placeholder="When released"
              {...text('hours', 'releaseMinutes')}
            />
            <Button
              size="small"
              className="justify-self-end"
              onClick={() => onChange(house.filter((_, index) => index !== at))}
            >
              Remove
            </Button>
          </div>
        );
      })}
      <Button size="small" className="justify-self-start" onClick={() => onChange([...house, NEW_HOUSE])}>
        Keep seats back
      </Button>
    </fieldset>
  );
}
