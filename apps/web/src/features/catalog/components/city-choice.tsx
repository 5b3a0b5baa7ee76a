import type { City } from '@docket/contracts/http/venue';
import { Combobox } from '../../../ui/combobox.tsx';
import { Select } from '../../../ui/field.tsx';

/** More cities than this are searched by typing. */
const IN_SIGHT = 25;

type CityChoiceProps = {
  readonly cities: readonly City[];
  readonly city: City | undefined;
  readonly onChoose: (slug: string) => void;
  readonly className?: string;
};

export function CityChoice({ cities, city, onChoose, className = '' }: CityChoiceProps) {
  if (cities.length > IN_SIGHT) {
    return (
      <Combobox
        quiet
        label="City"
        value={city?.slug ?? ''}
        options={cities.map((one) => ({ value: one.slug, label: one.name, hint: one.country }))}
        onChoose={onChoose}
        className={className}
      />
    );
  }
  return (
    <Select
      quiet
      label="City"
      value={city?.slug ?? ''}
      options={cities.map((one) => ({ value: one.slug, label: one.name }))}
      onChange={onChoose}
      className={className}
    />
  );
}
