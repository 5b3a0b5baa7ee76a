import type { Logger } from '@docket/runtime/logger';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { Bank } from './bank.ts';
import { BankError } from './errors.ts';
import { faultRoutes } from './http/fault-routes.ts';
import { bankInterface } from './http/interface.ts';
import { sendProblem, toBankError } from './http/problem.ts';
import { sendErrorPage } from './pages/error-page.ts';
import { pages } from './pages/routes.ts';

export type AppOptions = { readonly bank: Bank; readonly apiKey: string; readonly log: Logger };

/** Everything that the bank answers but health and metrics: its interface and switches for programs, pages for people. */
export function createApp({ bank, apiKey, log }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', 'simple');
  app.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    response.setHeader('x-content-type-options', 'nosniff');
    next();
  });
  app.use('/v1', bankInterface(bank, apiKey));
  app.use('/faults', faultRoutes(bank));
  app.use(pages(bank));
  app.use((request, _response, next) => {
    next(new BankError(404, 'not_found', `There is nothing at ${request.path.slice(0, 200)}.`));
  });
  const answerError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    const known = toBankError(error);
    if (known.status >= 500 && !(error instanceof BankError))
      log.error({ err: error, path: request.path }, 'request failed');
    if (response.headersSent) response.destroy();
    else if (/^\/(v1|faults)\b/.test(request.originalUrl)) sendProblem(response, known);
    else sendErrorPage(response, known);
  };
  app.use(answerError);
  return app;
}
