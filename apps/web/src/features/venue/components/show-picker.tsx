import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { whenIn } from '../../../lib/zoned.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox, type Choice } from '../../../ui/combobox.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { showSearchQuery } from '../api/queries.ts';

type ShowPickerProps = {
  readonly label: string;
  readonly name: string;
  readonly error: string | undefined;
  /** Those that are chosen: id, and what it is for people. */
  readonly chosen: readonly Choice[];
  readonly onChange: (chosen: readonly Choice[]) => void;
};

/** Several shows, found by what they are called. */
export function ShowPicker({ label, name, error, chosen, onChange }: ShowPickerProps) {
  const [typed, setTyped] = useState('');
  const found = useQuery(showSearchQuery(useDeferredValue(typed.trim())));
  const options = (found.data?.data ?? []).flatMap(({ title, shows }) =>
    shows.map((show): Choice => ({
      value: show.showId,
      label: `${title.name}, ${whenIn(show.city.timezone, show.startsAt)}`,
      hint: show.venue.name,
    })),
  );
  return (
    <div className="grid content-start gap-2">
      <Combobox
        label={label}
        name={name}
        error={error}
        value=""
        placeholder="Search by title"
        options={options.filter((one) => chosen.every((other) => other.value !== one.value))}
        onType={setTyped}
        onChoose={(value) => {
          const show = options.find((one) => one.value === value);
          if (show !== undefined) onChange([...chosen, show]);
        }}
      />
      {chosen.length > 0 && (
        <ul aria-label="Chosen shows" className="grid gap-1">
          {chosen.map((show) => (
            <li
              key={show.value}
              className="flex items-center justify-between gap-2 rounded-lg bg-sunken pl-3 text-sm"
              data-testid="chosen-show"
            >
              <span className="min-w-0 break-words">
                {show.label} <span className="text-muted">{show.hint}</span>
              </span>
              <Button
                variant="ghost"
                size="small"
                aria-label={`Leave out ${show.label}`}
                onClick={() => onChange(chosen.filter((other) => other !== show))}
              >
                <Icon name="close" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
