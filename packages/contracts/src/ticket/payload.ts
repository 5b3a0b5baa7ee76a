import { z } from 'zod';
import { fromBase64Url, fromUtf8, toBase64Url, toUtf8 } from './bytes.ts';

/** What a payload begins with; another layout gets another mark. */
const MARK = 'DK1';
/** Longer than any payload; what is longer is not looked at. */
export const PAYLOAD_MAX = 1_000;

/** What a ticket says of itself, in the terms of the API. */
export type TicketClaims = {
  readonly ticketId: string;
  readonly showId: string;
  /** Label of the seat. */
  readonly seat: string;
  readonly zone: string;
  /** When the show begins, ISO 8601 in UTC, to the second. */
  readonly startsAt: string;
};

const shortId = z.string().regex(/^[A-Za-z0-9_-]{22}$/);

/** As it stands in the code: short names, ids as base64url, seconds since the epoch. A field that is not known is no fault. */
const wireClaims = z.object({
  v: z.literal(1),
  t: shortId,
  s: shortId,
  l: z.string().min(1).max(40),
  z: z.string().max(60),
  b: z.int().min(0),
});

export type TicketParts = {
  readonly kid: string;
  readonly claims: TicketClaims;
  /** The bytes that are signed: everything before the last dot, as ASCII. */
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
};

function shortenId(id: string): string {
  return toBase64Url(Uint8Array.from(id.replaceAll('-', '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

function lengthenId(short: string): string | undefined {
  const bytes = fromBase64Url(short);
  if (bytes?.length !== 16) return undefined;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The signed part of a payload, `DK1.<kid>.<claims>`. */
export function unsignedPayload(kid: string, claims: TicketClaims): string {
  const wire: z.input<typeof wireClaims> = {
    v: 1,
    t: shortenId(claims.ticketId),
    s: shortenId(claims.showId),
    l: claims.seat,
    z: claims.zone,
    b: Math.floor(Date.parse(claims.startsAt) / 1_000),
  };
  return `${MARK}.${kid}.${toBase64Url(toUtf8(JSON.stringify(wire)))}`;
}

function readClaims(bytes: Uint8Array): TicketClaims | undefined {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes));
  } catch {
    return undefined;
  }
  const wire = wireClaims.safeParse(value);
  if (!wire.success) return undefined;
  const [ticketId, showId] = [lengthenId(wire.data.t), lengthenId(wire.data.s)];
  if (ticketId === undefined || showId === undefined) return undefined;
  return {
    ticketId,
    showId,
    seat: wire.data.l,
    zone: wire.data.z,
    startsAt: new Date(wire.data.b * 1_000).toISOString(),
  };
}

/** Takes a payload apart; undefined when it is none. Says nothing about who wrote it: the signature has to be checked. */
export function readPayload(payload: string): TicketParts | undefined {
  if (payload.length > PAYLOAD_MAX) return undefined;
  const [mark, kid, encoded, sealed, ...more] = payload.split('.');
  if (mark !== MARK || kid === undefined || encoded === undefined || sealed === undefined || more.length > 0)
    return undefined;
  const [bytes, signature] = [fromBase64Url(encoded), fromBase64Url(sealed)];
  const claims = bytes === undefined ? undefined : readClaims(bytes);
  if (claims === undefined || signature?.length !== 64) return undefined;
  return { kid, claims, signature, signed: toUtf8(`${mark}.${kid}.${encoded}`) };
}

/** Letters and digits of ticket numbers (Crockford's base 32): none that is taken for another. */
const NUMBER_LENGTH = 10;

/** A ticket number as people read it, `7K3QX-M2B9T`. */
export function printNumber(number: string): string {
  return `${number.slice(0, 5)}-${number.slice(5)}`;
}

/** A number as somebody typed it: in any case, with or without dashes, O for 0, I or L for 1. Undefined when it can be none. */
export function readNumber(typed: string): string | undefined {
  const number = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return number.length === NUMBER_LENGTH && /^[0-9A-HJKMNP-TV-Z]+$/.test(number) ? number : undefined;
}
