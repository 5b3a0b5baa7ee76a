import type { RequestHandler } from 'express';
import type { Bank } from '../bank.ts';
import { BankError } from '../errors.ts';
import { readFaults } from '../faults/faults.ts';

/** A bank that is down has no pages either, but for the panel, where it is brought up again. */
export function downPage(bank: Bank): RequestHandler {
  return function refuse(_request, _response, next) {
    next(
      readFaults(bank).answers.down
        ? new BankError(503, 'down', 'The bank is down. Its panel has the switch.')
        : undefined,
    );
  };
}
