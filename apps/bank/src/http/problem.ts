import { STATUS_CODES } from 'node:http';
import type { Response } from 'express';
import { z } from 'zod';
import { BankError } from '../errors.ts';

/** An error as RFC 9457 says it. */
export function sendProblem(response: Response, { status, code, message }: BankError): void {
  response.status(status).type('application/problem+json');
  if (status === 503) response.setHeader('retry-after', '1');
  response.send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail: message, code }));
}

/** Whatever was thrown, as one of ours; what nobody foresaw says nothing of its inside. */
export function toBankError(error: unknown): BankError {
  if (error instanceof BankError) return error;
  if (error instanceof z.ZodError) {
    const told = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
    return new BankError(400, 'invalid_request', told.join('; '));
  }
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new BankError(status, 'invalid_request', 'The request cannot be read.');
  return new BankError(500, 'internal', 'Something failed inside of the bank.');
}
