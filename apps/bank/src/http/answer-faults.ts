import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { Bank } from '../bank.ts';
import { BankError } from '../errors.ts';
import { readFaults, takeFault } from '../faults/faults.ts';
import type { Answer } from './once.ts';

/** Faults before anything is done: `down` and `error`. */
export function refuseByFault(bank: Bank): RequestHandler {
  return function refuse(_request, _response, next) {
    if (readFaults(bank).answers.down) throw new BankError(503, 'down', 'The bank is down.');
    if (bank.store.change(() => takeFault(bank, 'answers', 'error')) !== undefined)
      throw new BankError(500, 'internal', 'Something failed inside of the bank.');
    next();
  };
}

/** Answers what was done, unless a fault is on: slowly, or by cutting the connection. The latter of requests that change something alone. */
export async function answerByFault(bank: Bank, request: Request, response: Response, answer: Answer): Promise<void> {
  const slow = bank.store.change(() => takeFault(bank, 'answers', 'slow'));
  if (slow !== undefined) await sleep(slow.ms);
  const cut = request.method === 'POST' ? bank.store.change(() => takeFault(bank, 'answers', 'cutAfter')) : undefined;
  if (cut !== undefined) {
    request.socket.destroy();
    return;
  }
  response.status(answer.status).json(answer.body);
}
