import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '../../../lib/use-settled.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { airportsQuery } from '../api/queries.ts';

/** An airport as it is chosen; a code alone where only an address is known. */
export type ChosenAirport = { readonly code: string; readonly city: string };

type AirportFieldProps = {
  readonly label: string;
  readonly name: string;
  readonly airport: ChosenAirport | undefined;
  readonly onChoose: (airport: ChosenAirport) => void;
  readonly error?: string | undefined;
  readonly className?: string;
};

/** `Mumbai (BOM)` */
export function airportWords({ code, city }: ChosenAirport): string {
  return city === '' ? code : `${city} (${code})`;
}

/** An airport, by its name, its city or its three letters. */
export function AirportField({ label, name, airport, onChoose, error, className }: AirportFieldProps) {
  const [typed, setTyped] = useState('');
  const asked = useSettled(typed.trim(), 150);
  const { data: airports = [], isPlaceholderData } = useQuery(airportsQuery(asked));
  return (
    <Combobox
      label={label}
      name={name}
      placeholder="City or airport"
      value={airport?.code ?? ''}
      valueLabel={airport === undefined ? '' : airportWords(airport)}
      options={airports.map(({ code, city, name: called }) => ({
        value: code,
        label: airportWords({ code, city }),
        hint: called,
      }))}
      onType={setTyped}
      isStale={isPlaceholderData || asked !== typed.trim()}
      onChoose={(code) => {
        const chosen = airports.find((one) => one.code === code);
        if (chosen !== undefined) onChoose({ code, city: chosen.city });
      }}
      error={error}
      {...(className === undefined ? {} : { className })}
    />
  );
}
