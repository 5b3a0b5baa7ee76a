import { bankFaults } from '@docket/contracts/bank/api';
import { json, Router } from 'express';
import type { Bank } from '../bank.ts';
import { readFaults, writeFaults } from '../faults/faults.ts';

/** GET and PUT /faults. Without a key: the bank is for development. A page elsewhere cannot put, because a browser asks first and gets no leave. */
export function faultRoutes(bank: Bank): Router {
  const router = Router();
  router.get('/', (_request, response) => void response.json(readFaults(bank)));
  router.put('/', json(), (request, response) => {
    const faults = bankFaults.parse(request.body);
    bank.store.change(() => writeFaults(bank, faults));
    response.json(readFaults(bank));
  });
  return router;
}
