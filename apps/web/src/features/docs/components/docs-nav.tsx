import { useState } from 'react';
import { Icon } from '../../../ui/icons.tsx';
import type { Endpoint } from '../openapi.ts';
import { MethodBadge } from './method-badge.tsx';

/** Those that have every typed word in their method, path, summary or area. */
function narrow(endpoints: readonly Endpoint[], typed: string): readonly Endpoint[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return endpoints.filter((endpoint) => {
    const about =
      `${endpoint.method} ${endpoint.path} ${endpoint.area} ${endpoint.operation.summary ?? ''}`.toLowerCase();
    return words.every((word) => about.includes(word));
  });
}

/** All operations by area, with a search. Beside the text on a wide screen; above it and folded on a narrow one. */
export function DocsNav({ endpoints }: { readonly endpoints: readonly Endpoint[] }) {
  const [typed, setTyped] = useState('');
  const shown = narrow(endpoints, typed);
  const list = (
    <>
      <label className="relative block">
        <span className="sr-only">Search operations</span>
        <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted" />
        <input
          type="search"
          className="field-box w-full pl-9!"
          placeholder="Search operations"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <p role="status" className="sr-only">
        {typed === '' ? '' : `${shown.length} operations`}
      </p>
      {[...Map.groupBy(shown, (endpoint) => endpoint.area)].map(([area, ofArea]) => (
        <div key={area} className="mt-4">
          <a href={`#area-${area}`} className="block px-2 text-sm font-bold capitalize hover:underline">
            {area}
          </a>
          <ul className="mt-1">
            {ofArea.map((endpoint) => (
              <li key={endpoint.id}>
                <a
                  href={`#${endpoint.id}`}
                  title={endpoint.operation.summary}
                  className="flex min-h-8 items-center gap-2 rounded-md px-2 font-mono text-xs hover:bg-accent-soft"
                >
                  <MethodBadge method={endpoint.method} />
                  <span className="min-w-0 break-all">{endpoint.path}</span>
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      {shown.length === 0 && <p className="mt-4 px-2 text-sm text-muted">No operation matches.</p>}
      {typed === '' && (
        <a href="#errors" className="mt-4 block px-2 text-sm font-bold hover:underline">
          Errors
        </a>
      )}
    </>
  );
  return (
    <>
      <nav
        aria-label="Operations"
        className="sticky top-0 max-h-dvh self-start overflow-y-auto border-r border-line p-4 pb-16 max-lg:hidden"
      >
        {list}
      </nav>
      <details className="border-b border-line bg-card lg:hidden">
        <summary className="flex min-h-11 items-center gap-2 px-4 font-semibold">
          <Icon name="menu" /> All {endpoints.length} operations
        </summary>
        <nav aria-label="Operations" className="max-h-[60dvh] overflow-y-auto px-4 pb-4">
          {list}
        </nav>
      </details>
    </>
  );
}
