import { decimalToMinor, minorPlaces } from '@docket/contracts/money/currency';
import { instant } from '@docket/contracts/time/instant';
import { StatementFault } from './fault.ts';
import type { Element } from './xml.ts';

/** The element at a path below another, or undefined. */
export function find(of: Element | undefined, ...path: readonly string[]): Element | undefined {
  return path.reduce<Element | undefined>((at, name) => at?.children.find((child) => child.name === name), of);
}

export function textAt(of: Element | undefined, ...path: readonly string[]): string | undefined {
  const text = find(of, ...path)?.text.trim();
  return text === '' ? undefined : text;
}

/** @throws StatementFault where it is missing or empty */
export function needText(of: Element, ...path: readonly string[]): string {
  const text = textAt(of, ...path);
  if (text === undefined) throw new StatementFault(of.place, `${path.join('/')} is missing`);
  return text;
}

/** ISO 8601 as XML Schema has it, with or without a zone; a time without one is UTC. Undefined for anything else, or a year that is none of ours. */
export function momentOf(text: string): string | undefined {
  const { success, data } = instant.safeParse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  return success ? new Date(data).toISOString() : undefined;
}

/** @throws StatementFault for a time that is none; a day is its first moment */
export function timeAt(of: Element, name: string): string {
  const day = textAt(of, name, 'Dt');
  const moment = textAt(of, name, 'DtTm');
  const text = moment ?? (day === undefined ? undefined : `${day.slice(0, 10)}T00:00:00Z`);
  if (text === undefined) throw new StatementFault(of.place, `${name} with Dt or DtTm is missing`);
  const parsed = momentOf(text);
  if (parsed === undefined)
    throw new StatementFault(find(of, name)?.place ?? of.place, `${text.slice(0, 40)} is no time of ISO 8601`);
  return parsed;
}

/** An amount with its side, in minor units of `currency`. @throws StatementFault */
export function signedAmount(of: Element, currency: string): number {
  const amount = find(of, 'Amt');
  if (amount === undefined) throw new StatementFault(of.place, 'Amt is missing');
  const { Ccy: said } = amount.attributes;
  if (said !== currency)
    throw new StatementFault(amount.place, `it is in ${said ?? 'no currency'}, and the account in ${currency}`);
  const text = amount.text
    .trim()
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  const minor = decimalToMinor(text, currency);
  if (minor === undefined || !Number.isSafeInteger(minor))
    throw new StatementFault(
      amount.place,
      `${amount.text.trim().slice(0, 40)} is no amount with ${minorPlaces(currency)} decimals at most`,
    );
  const side = needText(of, 'CdtDbtInd');
  if (side === 'CRDT') return minor;
  if (side === 'DBIT') return minor === 0 ? 0 : -minor;
  throw new StatementFault(find(of, 'CdtDbtInd')?.place ?? of.place, `${side.slice(0, 20)} is neither CRDT nor DBIT`);
}
