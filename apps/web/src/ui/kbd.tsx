const MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The keys of a shortcut as this machine labels them, for tooltips: `Ctrl Enter`, `⌘ ↵`. */
export function shortcut(key: string): string {
  return MAC ? `⌘ ${key === 'Enter' ? '↵' : key}` : `Ctrl ${key}`;
}

/** A shortcut beside the button that does the same. Screen readers are told by the button's `aria-keyshortcuts`. */
export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd aria-hidden="true" className="font-mono text-xs whitespace-nowrap">
      {shortcut(keys)}
    </kbd>
  );
}
