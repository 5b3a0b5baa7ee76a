import type { IncomingMessage } from 'node:http';
import type { Logger } from '@docket/runtime/logger';

/** What is known of a request besides what it carries. */
export type RequestState = {
  readonly requestId: string;
  readonly startedAt: number;
  readonly log: Logger;
  /** Path of the contract that answers, such as `/problems/:slug`; bounded in number, so metrics may be labelled with it. */
  route: string;
  userId: string | null;
};

const states = new WeakMap<IncomingMessage, RequestState>();

export function setState(request: IncomingMessage, state: RequestState): void {
  states.set(request, state);
}

/** Set by the first middleware for every request. */
export function stateOf(request: IncomingMessage): RequestState {
  const state = states.get(request);
  if (state === undefined) throw new Error('the request passed by the middleware that knows it');
  return state;
}
