import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '../../../lib/use-settled.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { placesQuery } from '../api/queries.ts';

/** A place as it is chosen: what a search needs to know of it. */
export type ChosenPlace = { readonly slug: string; readonly name: string };

type PlaceFieldProps = {
  readonly place: ChosenPlace | undefined;
  readonly onChoose: (place: ChosenPlace) => void;
  readonly error?: string | undefined;
  readonly className?: string;
};

/** Where to: places are suggested as one types, the ones with most to stay at first. */
export function PlaceField({ place, onChoose, error, className }: PlaceFieldProps) {
  const [typed, setTyped] = useState('');
  const asked = useSettled(typed.trim(), 150);
  const { data: places = [], isPlaceholderData } = useQuery(placesQuery(asked));
  const options = places.map(({ slug, name, region, countryName }) => ({
    value: slug,
    label: name,
    hint: region === null || region === name ? countryName : `${region}, ${countryName}`,
  }));
  return (
    <Combobox
      label="Where to"
      placeholder="A city or town"
      name="place"
      value={place?.slug ?? ''}
      valueLabel={place?.name ?? ''}
      options={options}
      onType={setTyped}
      isStale={isPlaceholderData || asked !== typed.trim()}
      onChoose={(slug) => {
        const chosen = places.find((one) => one.slug === slug);
        if (chosen !== undefined) onChoose({ slug, name: chosen.name });
      }}
      error={error}
      {...(className === undefined ? {} : { className })}
    />
  );
}
