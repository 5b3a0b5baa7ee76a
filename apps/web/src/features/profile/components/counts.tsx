import { useState } from 'react';
import { Button } from '../../../ui/button.tsx';

type CountsProps = {
  readonly counts: readonly { readonly name: string; readonly count: number }[];
  /** So many are shown at first. */
  readonly first?: number;
};

/** Names with how often, as bars of one scale. */
export function Counts({ counts, first = 8 }: CountsProps) {
  const [all, setAll] = useState(false);
  const most = Math.max(1, ...counts.map(({ count }) => count));
  const shown = all ? counts : counts.slice(0, first);
  return (
    <div className="grid gap-2">
      <ul className="grid gap-1.5">
        {shown.map(({ name, count }) => (
          <li key={name} className="grid grid-cols-[minmax(0,9rem)_1fr_2.5rem] items-center gap-3 text-sm">
            <span className="truncate" title={name}>
              {name}
            </span>
            <span aria-hidden="true" className="h-1.5 overflow-hidden rounded-full bg-sunken">
              <span className="block h-full rounded-full bg-primary" style={{ width: `${(count / most) * 100}%` }} />
            </span>
            <span className="text-right font-medium tabular-nums">{count}</span>
          </li>
        ))}
      </ul>
      {counts.length > first && !all && (
        <Button variant="ghost" size="small" className="justify-self-start" onClick={() => setAll(true)}>
          Show all {counts.length}
        </Button>
      )}
    </div>
  );
}
