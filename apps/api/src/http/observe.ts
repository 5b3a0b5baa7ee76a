import type { RequestHandler } from 'express';
import { newId } from '@docket/runtime/id';
import type { Logger } from '@docket/runtime/logger';
import { Histogram, type Registry } from '@docket/runtime/metrics';
import { setState, type RequestState } from './request-state.ts';

/** Ids of callers are taken over when they are harmless in logs and headers. */
const SANE_ID = /^[A-Za-z0-9._-]{8,128}$/;

/** First in line: gives every request an id, and when it is answered one log line and one measurement. Bodies are never logged. */
export function observe(options: { readonly log: Logger; readonly metrics: Registry }): RequestHandler {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request line to the end of the answer',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [options.metrics],
  });

  return function observeRequest(request, response, next) {
    const sent = request.headers['x-request-id'];
    const requestId = typeof sent === 'string' && SANE_ID.test(sent) ? sent : newId();
    const state: RequestState = {
      requestId,
      startedAt: performance.now(),
      log: options.log.child({ requestId }),
      route: 'unmatched',
      userId: null,
    };
    setState(request, state);
    response.setHeader('x-request-id', requestId);
    response.once('close', () => {
      const ms = performance.now() - state.startedAt;
      const status = response.writableFinished ? response.statusCode : 499;
      duration.observe({ method: request.method, route: state.route, status }, ms / 1_000);
      state.log.info(
        {
          method: request.method,
          route: state.route,
          status,
          ms: Math.round(ms * 100) / 100,
          userId: state.userId ?? undefined,
        },
        'request',
      );
    });
    next();
  };
}
