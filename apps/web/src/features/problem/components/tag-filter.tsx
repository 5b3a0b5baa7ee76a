import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { tagsQuery } from '../api/queries.ts';

const SHOWN = 10;

/** Toggles for the tags in use, the most used first; the rest on demand. A problem must have all that are on. */
export function TagFilter({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[];
  readonly onChange: (tags: string[]) => void;
}) {
  const tags = useQuery(tagsQuery());
  const [all, setAll] = useState(false);
  const known = tags.data?.data.map((entry) => entry.tag) ?? [];
  // A tag from the address is shown even when the list does not have it, so that it can be switched off.
  const listed = [
    ...chosen.filter((tag) => !known.includes(tag)),
    ...known.filter((tag, index) => all || index < SHOWN || chosen.includes(tag)),
  ];
  if (listed.length === 0) return null;
  return (
    <div
      role="group"
      aria-label="Tags"
      className="-mx-4 flex gap-2 overflow-x-auto px-4 pb-1 sm:mx-0 sm:flex-wrap sm:overflow-visible sm:px-0 sm:pb-0"
    >
      {listed.map((tag) => (
        <button
          key={tag}
          type="button"
          aria-pressed={chosen.includes(tag)}
          onClick={() => onChange(chosen.includes(tag) ? chosen.filter((other) => other !== tag) : [...chosen, tag])}
          className="min-h-7 shrink-0 rounded-full border border-line bg-card px-2.5 text-sm text-muted pointer-coarse:min-h-9 hover:border-edge hover:text-ink aria-pressed:border-primary aria-pressed:bg-primary aria-pressed:text-on-primary"
        >
          {tag}
        </button>
      ))}
      {known.length > SHOWN && (
        <button
          type="button"
          aria-expanded={all}
          onClick={() => setAll(!all)}
          className="link min-h-8 shrink-0 px-1 text-sm"
        >
          {all ? 'Fewer tags' : 'More tags'}
        </button>
      )}
    </div>
  );
}
