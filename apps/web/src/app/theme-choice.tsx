import { useLocalValue } from '../lib/local-value.ts';
import { Icon, type IconName } from '../ui/icons.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { theme, themes, type Theme } from './theme.ts';

const LOOKS: Record<Theme, { readonly icon: IconName; readonly label: string }> = {
  system: { icon: 'system', label: 'System' },
  light: { icon: 'sun', label: 'Light' },
  dark: { icon: 'moon', label: 'Dark' },
};

export function ThemeChoice() {
  return (
    <Segmented
      label="Theme"
      value={useLocalValue(theme) ?? 'system'}
      onChange={(chosen) => theme.set(chosen === 'system' ? undefined : chosen)}
      options={themes.map((option) => ({
        value: option,
        label: (
          <>
            <Icon name={LOOKS[option].icon} />
            {LOOKS[option].label}
          </>
        ),
      }))}
    />
  );
}
