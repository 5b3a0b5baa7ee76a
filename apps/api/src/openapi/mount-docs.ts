import type { Express } from 'express';
import { areas, contracts } from '../areas.ts';
import { stateOf } from '../http/request-state.ts';

/** Made from the contracts when somebody first asks: writing schemas down takes a library that an idle process goes without. */
async function makeDocs(): Promise<{ readonly text: string; readonly page: string }> {
  const [{ createOpenApiDocument }, { renderDocsPage }] = await Promise.all([
    import('./document.ts'),
    import('./docs-page.ts'),
  ]);
  const document = createOpenApiDocument(areas);
  return { text: JSON.stringify(document), page: renderDocsPage(contracts, document) };
}

/** `/openapi.json` for machines, and `/docs` for people without the web app: not built, or without scripts (`curl`). */
export function mountDocs(app: Express): void {
  let made: ReturnType<typeof makeDocs> | undefined;
  const docs = (): ReturnType<typeof makeDocs> => (made ??= makeDocs());
  app.get('/openapi.json', (request, response, next) => {
    stateOf(request).route = '/openapi.json';
    docs().then(({ text }) => void response.type('application/json').end(text), next);
  });
  app.get('/docs', (request, response, next) => {
    stateOf(request).route = '/docs';
    docs().then(({ page }) => void response.type('html').end(page), next);
  });
}
