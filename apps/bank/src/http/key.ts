import { createHash, timingSafeEqual } from 'node:crypto';
import type { RequestHandler } from 'express';
import { BankError } from '../errors.ts';

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Lets in whoever has the merchant's key: `Authorization: Bearer <BANK_API_KEY>`. */
export function requireKey(apiKey: string): RequestHandler {
  const expected = digest(`Bearer ${apiKey}`);
  return function checkKey(request, _response, next) {
    if (timingSafeEqual(digest(request.headers.authorization ?? ''), expected)) next();
    else next(new BankError(401, 'unauthenticated', 'Send Authorization: Bearer <BANK_API_KEY>.'));
  };
}
