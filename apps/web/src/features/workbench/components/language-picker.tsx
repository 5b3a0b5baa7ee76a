import type { Language } from '@docket/contracts/http/language';
import { Combobox } from '../../../ui/combobox.tsx';
import { Select } from '../../../ui/field.tsx';

/** From this many languages on the list is searched rather than scrolled. */
const MANY = 25;

type LanguagePickerProps = {
  readonly languages: readonly Language[];
  readonly chosen: Language;
  readonly onChoose: (id: string) => void;
};

export function LanguagePicker({ languages, chosen, onChoose }: LanguagePickerProps) {
  if (languages.length < MANY) {
    return (
      <Select
        quiet
        label="Language"
        className="max-w-44 min-w-0"
        value={chosen.id}
        options={languages.map((language) => ({ value: language.id, label: language.name }))}
        onChange={onChoose}
      />
    );
  }
  return (
    <Combobox
      quiet
      label="Language"
      className="w-36 sm:w-44"
      value={chosen.id}
      options={languages.map((language) => ({
        value: language.id,
        label: language.name,
        hint: language.extensions.join(' '),
      }))}
      onChoose={onChoose}
    />
  );
}
