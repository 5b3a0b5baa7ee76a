import { localValue } from '../lib/local-value.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The chosen theme; unset means the system's. `public/theme.js` reads the same key before the first paint. */
export const theme = localValue<Theme>('docket.theme', (stored) => themes.find((name) => name === stored));

/** Keeps the document in step with the choice, also when it is made in another tab. */
export function applyThemeChanges(): void {
  theme.subscribe(() => {
    const chosen = theme.get();
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset['theme'] = chosen;
    else delete document.documentElement.dataset['theme'];
  });
}
