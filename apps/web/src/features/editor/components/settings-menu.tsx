import { useLocalValue } from '../../../lib/local-value.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { DEFAULT_SETTINGS, editorSettings, fontSizes, keymaps, tabWidths, type EditorSettings } from '../settings.ts';

const KEYS: Record<EditorSettings['keys'], string> = { standard: 'Standard', vim: 'Vim' };

/** How the editor looks and types. Takes effect at once, on this device. */
export function SettingsMenu() {
  const settings = useLocalValue(editorSettings) ?? DEFAULT_SETTINGS;
  const change = (part: Partial<EditorSettings>) => editorSettings.set({ ...settings, ...part });
  return (
    <Popover label="Editor settings" trigger={<Icon name="sliders" />}>
      <div className="grid gap-4 p-2">
        <Segmented
          label="Text size"
          value={String(settings.fontSize)}
          options={fontSizes.map((size) => ({ value: String(size), label: size }))}
          onChange={(chosen) => change({ fontSize: fontSizes.find((size) => String(size) === chosen) ?? 14 })}
        />
        <Segmented
          label="Tab width"
          value={String(settings.tabWidth)}
          options={tabWidths.map((width) => ({ value: String(width), label: width }))}
          onChange={(chosen) => change({ tabWidth: tabWidths.find((width) => String(width) === chosen) ?? 4 })}
        />
        <Segmented
          label="Keys"
          value={settings.keys}
          options={keymaps.map((keys) => ({ value: keys, label: KEYS[keys] }))}
          onChange={(keys) => change({ keys })}
        />
      </div>
    </Popover>
  );
}
