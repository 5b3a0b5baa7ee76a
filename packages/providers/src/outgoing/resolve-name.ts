import { lookup, type LookupAddress } from 'node:dns';
import { Resolver } from 'node:dns/promises';

/** A server of names is asked so long, and so many times. */
const TIMEOUT_MS = 2_500;
const TRIES = 2;

type Addresses = readonly LookupAddress[];

/**
 * Looks up the addresses of a name that a stranger gave, over sockets. `dns.lookup` would hold one of the four threads for it, which hash passwords and read
 * files too: four names whose servers never answer would stop all of that.
 * @param options.servers `address:port`; without them those that the machine is set to
 * @returns never empty @throws Error with the code of `node:dns`: `ENOTFOUND`, `ETIMEOUT` after five seconds, ...
 */
export function createNameResolver({ servers, timeoutMs = TIMEOUT_MS }: ResolverOptions = {}) {
  const resolver = new Resolver({ timeout: timeoutMs, tries: TRIES });
  if (servers !== undefined) resolver.setServers(servers);
  return async (name: string): Promise<Addresses> => {
    if (isOfMachine(name)) return byMachine(name);
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    const found = [
      ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
      ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
    ];
    if (found.length > 0) return found;
    throw four.status === 'rejected' ? four.reason : new Error(`${name} stands for no address`);
  };
}

type ResolverOptions = { readonly servers?: readonly string[]; readonly timeoutMs?: number };

/** Names of this machine and of its network are in its own files, and no stranger's server is asked for them. */
const isOfMachine = (name: string): boolean => !name.includes('.') || name.endsWith('.localhost');

function byMachine(name: string): Promise<Addresses> {
  return new Promise((resolve, reject) => {
    lookup(name, { all: true }, (error, found) => (error === null ? resolve(found) : reject(error)));
  });
}
