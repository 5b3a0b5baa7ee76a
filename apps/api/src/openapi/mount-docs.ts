import type { Express } from 'express';
import { contracts } from '../contracts.ts';
import { stateOf } from '../http/request-state.ts';
import { renderDocsPage } from './docs-page.ts';
import { createOpenApiDocument } from './document.ts';

/** `/openapi.json` for machines and `/docs` for people, both made once from the contracts. */
export function mountDocs(app: Express): void {
  const document = createOpenApiDocument(contracts);
  const text = JSON.stringify(document);
  const page = renderDocsPage(contracts, document);
  app.get('/openapi.json', (request, response) => {
    stateOf(request).route = '/openapi.json';
    response.type('application/json').end(text);
  });
  app.get('/docs', (request, response) => {
    stateOf(request).route = '/docs';
    response.type('html').end(page);
  });
}
