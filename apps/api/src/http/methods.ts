import type { Express } from 'express';
import { DocketError } from '@docket/contracts/errors';
import type { RouteContract } from '@docket/contracts/http/route';
import { stateOf } from './request-state.ts';

/** After all routes: a known address asked by another method gets 405 and is told the ones it has. */
export function mountMethodFallbacks(app: Express, contracts: readonly RouteContract[]): void {
  const byPath = Map.groupBy(contracts, (contract) => contract.path);
  // Fixed addresses before those with parameters, which match them too.
  const groups = [...byPath].toSorted(([a], [b]) => Number(a.includes(':')) - Number(b.includes(':')));
  for (const [path, group] of groups) {
    const methods = group.flatMap((contract) => (contract.method === 'GET' ? ['GET', 'HEAD'] : [contract.method]));
    const allow = [...methods, 'OPTIONS'].join(', ');
    app.all(path, (request, response, next) => {
      stateOf(request).route = path;
      response.setHeader('allow', allow);
      if (request.method === 'OPTIONS') response.status(204).end();
      else next(new DocketError('method_not_allowed', `${path} answers ${allow}, not ${request.method}.`));
    });
  }
}
