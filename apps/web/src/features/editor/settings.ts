import { localValue } from '../../lib/local-value.ts';

export const fontSizes = [13, 14, 16, 18] as const;
export const tabWidths = [2, 4, 8] as const;
export const keymaps = ['standard', 'vim'] as const;

export type EditorSettings = {
  /** In CSS px at the browser's usual text size; it grows with that. */
  readonly fontSize: (typeof fontSizes)[number];
  /** Columns of a tab, and spaces that one press of Tab indents by. */
  readonly tabWidth: (typeof tabWidths)[number];
  readonly keys: (typeof keymaps)[number];
};

export const DEFAULT_SETTINGS: EditorSettings = { fontSize: 14, tabWidth: 4, keys: 'standard' };

/** How a person likes the editor, on this device. */
export const editorSettings = localValue('docket.editor', readSettings);

function readSettings(stored: unknown): EditorSettings | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { fontSize, tabWidth, keys } = stored as Partial<Record<keyof EditorSettings, unknown>>;
  return {
    fontSize: fontSizes.find((known) => known === fontSize) ?? DEFAULT_SETTINGS.fontSize,
    tabWidth: tabWidths.find((known) => known === tabWidth) ?? DEFAULT_SETTINGS.tabWidth,
    keys: keymaps.find((known) => known === keys) ?? DEFAULT_SETTINGS.keys,
  };
}
