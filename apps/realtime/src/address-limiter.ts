import { isIPv6 } from 'node:net';
import { TokenBucket, type Rate } from './token-bucket.ts';

/**
 * How fast one address may open connections. A refusal costs nothing: behind one address may stand a campus or a carrier, whose clients
 * all come back by themselves, and with limit × N of them all are in after N seconds. Addresses whose bucket is full again are forgotten.
 */
export class AddressLimiter {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(perSecond: number, burst: number) {
    this.#rate = { perSecond, burst, debt: 0 };
  }

  take(address: string, now: number): boolean {
    const network = networkOf(address);
    let bucket = this.#buckets.get(network);
    if (bucket === undefined) {
      bucket = new TokenBucket(this.#rate, now);
      this.#buckets.set(network, bucket);
    }
    return bucket.take(now);
  }

  sweep(now: number): void {
    for (const [network, bucket] of this.#buckets) {
      if (bucket.isFull(now)) this.#buckets.delete(network);
    }
  }
}

/**
 * Whom an address belongs to: of IPv6 its /64, the least that one customer is given (RFC 6177, RFC 4291 section 2.5.4); an IPv4 address,
 * also one written as IPv6, as it is.
 */
export function networkOf(address: string): string {
  const bare = address.split('%', 1)[0] ?? '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(bare)) return address;
  // Whole hextets of the first half: what :: stands for is filled in.
  const [head = '', tail] = bare.toLowerCase().split('::', 2);
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const dotted = back.at(-1)?.includes('.') === true ? 1 : 0;
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length - dotted);
  const hextets = [...front, ...Array.from({ length: gap }, () => '0'), ...back];
  return `${hextets
    .slice(0, 4)
    .map((hextet) => Number.parseInt(hextet, 16).toString(16))
    .join(':')}::/64`;
}
