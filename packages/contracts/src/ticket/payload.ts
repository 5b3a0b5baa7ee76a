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

/** As it stands in the code: short names, ids as base64url, seconds since the epoch. A field that is not known is no fault. */
type WireClaims = {
  readonly v: 1;
  readonly t: string;
  readonly s: string;
  readonly l: string;
  readonly z: string;
  readonly b: number;
};

const SHORT_ID = /^[A-Za-z0-9_-]{22}$/;

function isText(value: unknown, least: number, most: number): value is string {
  return typeof value === 'string' && value.length >= least && value.length <= most;
}

/** Looked at by hand: scanners and the SDK read tickets, and carry no schemas. */
function isWire(value: unknown): value is WireClaims {
  if (typeof value !== 'object' || value === null) return false;
  const { v, t, s, l, z, b } = value as Partial<Record<keyof WireClaims, unknown>>;
  const ids = isText(t, 22, 22) && SHORT_ID.test(t) && isText(s, 22, 22) && SHORT_ID.test(s);
  return v === 1 && ids && isText(l, 1, 40) && isText(z, 0, 60) && Number.isSafeInteger(b) && Number(b) >= 0;
}

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
  const wire: WireClaims = {
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
  if (!isWire(value)) return undefined;
  const [ticketId, showId] = [lengthenId(value.t), lengthenId(value.s)];
  const startsAt = new Date(value.b * 1_000);
  if (ticketId === undefined || showId === undefined || Number.isNaN(startsAt.getTime())) return undefined;
  return { ticketId, showId, seat: value.l, zone: value.z, startsAt: startsAt.toISOString() };
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
