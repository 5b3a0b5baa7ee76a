import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTitle } from '../../../lib/use-title.ts';
import { Page } from '../../../ui/page.tsx';
import { Failure, Loading } from '../../../ui/states.tsx';
import { openApiQuery } from '../api/query.ts';
import { endpointsOf, type OpenApi } from '../openapi.ts';
import { DocsNav } from './docs-nav.tsx';
import { EndpointSection } from './endpoint-section.tsx';
import { ErrorTable } from './error-table.tsx';
import { Introduction } from './introduction.tsx';

/** The HTTP API, from the server's own description of itself: every operation with examples and a way to try it. */
export function DocsPage() {
  useTitle('API reference');
  const document = useQuery(openApiQuery());
  if (document.data === undefined) {
    return (
      <Page>
        <h1 className="sr-only">API reference</h1>
        {document.isError ? (
          <Failure error={document.error} retry={() => void document.refetch()} />
        ) : (
          <Loading label="Loading the API reference" lines={12} />
        )}
      </Page>
    );
  }
  return <Reference document={document.data} />;
}

function Reference({ document }: { readonly document: OpenApi }) {
  const endpoints = useMemo(() => endpointsOf(document), [document]);
  const areas = useMemo(() => [...Map.groupBy(endpoints, (endpoint) => endpoint.area)], [endpoints]);
  useHashTarget();
  return (
    <div className="mx-auto grid w-full max-w-[100rem] grid-cols-[minmax(0,1fr)] lg:grid-cols-[17rem_minmax(0,1fr)]">
      <DocsNav endpoints={endpoints} />
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] content-start px-4 pb-16 sm:px-8">
        <Introduction document={document} />
        {areas.map(([area, ofArea]) => (
          <section key={area} aria-labelledby={`area-${area}`}>
            <h2 id={`area-${area}`} className="border-t border-line pt-8 text-2xl font-bold capitalize">
              {area}
            </h2>
            {ofArea.map((endpoint) => (
              <EndpointSection key={endpoint.id} endpoint={endpoint} document={document} />
            ))}
          </section>
        ))}
        <ErrorTable />
      </div>
    </div>
  );
}

/** The browser looked for the address's target before there was one. */
function useHashTarget(): void {
  useEffect(() => {
    const go = () => {
      const id = decodeURIComponent(window.location.hash.slice(1));
      const target = id === '' ? null : window.document.getElementById(id);
      target?.scrollIntoView();
      target?.focus({ preventScroll: true });
    };
    go();
    window.addEventListener('hashchange', go);
    return () => window.removeEventListener('hashchange', go);
  }, []);
}
