import { useMemo, useState } from 'react';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { contractOf } from '../contract-names.ts';
import { curlOf, typescriptOf } from '../examples.ts';
import type { Endpoint, OpenApi } from '../openapi.ts';

const LANGUAGES = [
  { id: 'curl', label: 'curl' },
  { id: 'ts', label: 'TypeScript' },
] as const;

/** How the operation is called, from a shell and through the SDK. */
export function CodeSamples({ endpoint, document }: { readonly endpoint: Endpoint; readonly document: OpenApi }) {
  const [chosen, setChosen] = useState<(typeof LANGUAGES)[number]['id']>('curl');
  const { origin } = window.location;
  const code = useMemo(
    () =>
      chosen === 'curl'
        ? curlOf(endpoint, document, origin)
        : typescriptOf(endpoint, document, origin, contractOf(endpoint.method, endpoint.path)),
    [chosen, endpoint, document, origin],
  );
  const name = `${endpoint.method} ${endpoint.path}`;
  return (
    <div className="box overflow-hidden">
      <div className="flex items-center justify-between border-b border-line pr-1">
        <Tabs
          compact
          label={`Examples of ${name}`}
          prefix={endpoint.id}
          tabs={LANGUAGES}
          chosen={chosen}
          onChoose={setChosen}
        />
        <CopyButton text={code} what={`the example of ${name}`} />
      </div>
      <pre
        role="tabpanel"
        id={`${endpoint.id}-panel-${chosen}`}
        aria-labelledby={`${endpoint.id}-tab-${chosen}`}
        tabIndex={0}
        className="overflow-x-auto p-3 font-mono text-xs leading-5 -outline-offset-2!"
      >
        {code}
      </pre>
    </div>
  );
}
