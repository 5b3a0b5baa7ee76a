import { BlockList, isIP } from 'node:net';

/** What is in nobody's public network: IANA's registries of special-purpose addresses (RFC 6890), multicast, and what translates to others. */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
/** Within 2000::/3, outside of which nothing is public; 6to4 and Teredo carry IPv4 addresses in them. */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

const special4 = listOf(SPECIAL_V4, 'ipv4');
const special6 = listOf(SPECIAL_V6, 'ipv6');
const global6 = listOf(['2000::/3'], 'ipv6');
const loopback4 = listOf(['127.0.0.0/8'], 'ipv4');

/** Is it an address of the public internet? False for what is no address. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special4.check(address, 'ipv4');
    case 6:
      return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Is it an address of this machine itself? */
export function isLoopbackAddress(address: string): boolean {
  return isIP(address) === 4 ? loopback4.check(address, 'ipv4') : address === '::1';
}

/** The host of an address as sockets know it: an IPv6 address without its brackets. */
export function hostOf({ hostname }: Pick<URL, 'hostname'>): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/**
 * Why nobody here may be sent to an address that a stranger gave; undefined for one that looks fine. A name is looked at again whenever it is called, by
 * what it then stands for.
 * @param loopback this machine may be called, also without TLS: for development
 */
export function refusalOf(address: string, { loopback }: { readonly loopback: boolean }): string | undefined {
  if (!URL.canParse(address)) return 'is no address of the web';
  const url = new URL(address);
  const host = hostOf(url);
  const here = loopback && (host === 'localhost' || isLoopbackAddress(host));
  if (url.protocol !== 'https:' && !(here && url.protocol === 'http:')) return 'must begin with https://';
  if (url.username !== '' || url.password !== '') return 'must have no name or password in it';
  if (url.hash !== '') return 'must have no # in it';
  if (here) return undefined;
  if (
    isIP(host) !== 0
      ? !isPublicAddress(host)
      : !/[a-z0-9-]\.[a-z0-9-]+\.?$/i.test(host) || /\.(local|internal|localhost)\.?$/i.test(host)
  )
    return 'is in a private network';
  return undefined;
}
