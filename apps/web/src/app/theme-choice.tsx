import { useId } from 'react';
import { useLocalValue } from '../lib/local-value.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { theme, themes, type Theme } from './theme.ts';

const ICONS: Record<Theme, IconName> = { system: 'system', light: 'sun', dark: 'moon' };

export function ThemeChoice() {
  const name = useId();
  const chosen = useLocalValue(theme) ?? 'system';
  return (
    <fieldset>
      <legend className="caption mb-1.5">Theme</legend>
      <div className="grid grid-cols-3 gap-1 rounded-lg bg-sunken p-1">
        {themes.map((option) => (
          <label
            key={option}
            className="flex min-h-9 cursor-pointer items-center justify-center gap-1.5 rounded-md px-2 text-sm capitalize has-checked:bg-card has-checked:font-medium has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-link"
          >
            <input
              type="radio"
              name={name}
              value={option}
              checked={option === chosen}
              onChange={() => theme.set(option === 'system' ? undefined : option)}
              className="sr-only"
            />
            <Icon name={ICONS[option]} />
            {option}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
