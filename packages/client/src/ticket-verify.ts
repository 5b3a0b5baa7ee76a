import type { TicketKey } from '@docket/contracts/http/ticket';
import { fromBase64Url } from '@docket/contracts/ticket/bytes';
import { readPayload, type TicketClaims } from '@docket/contracts/ticket/payload';

/** `unsupported`: this browser has no Ed25519, or the page is not on https. */
export type TicketCheck =
  | { readonly ok: true; readonly claims: TicketClaims }
  | { readonly ok: false; readonly why: 'malformed' | 'unknown_key' | 'bad_signature' | 'unsupported' };

/**
 * Checks a ticket with nothing but the public keys of `GET /tickets/keys` (RFC 8032 by WebCrypto). Runs in browsers and Node. It tells
 * that the ticket was issued; whether it is used or void only the server knows.
 */
export async function verifyTicket(payload: string, keys: readonly TicketKey[]): Promise<TicketCheck> {
  const ticket = readPayload(payload);
  if (ticket === undefined) return { ok: false, why: 'malformed' };
  const raw = fromBase64Url(keys.find(({ kid }) => kid === ticket.kid)?.x ?? '');
  if (raw?.length !== 32) return { ok: false, why: 'unknown_key' };
  let signed: boolean;
  try {
    const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify']);
    signed = await crypto.subtle.verify('Ed25519', key, ticket.signature, ticket.signed);
  } catch {
    return { ok: false, why: 'unsupported' };
  }
  return signed ? { ok: true, claims: ticket.claims } : { ok: false, why: 'bad_signature' };
}
