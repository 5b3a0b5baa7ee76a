/** The code of a system error, also where an attempt at several addresses of a name failed with one each. */
function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return error.errors.map(codeOf).find((code) => code !== undefined);
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** Why nobody was reached at an address, for people; undefined where the error says something else. `where` is host and port. */
export function addressTrouble(error: unknown, where: string): string | undefined {
  switch (codeOf(error)) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `there is no host by the name in ${where}`;
    case 'ECONNREFUSED':
      return `nobody listens at ${where}`;
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return `${where} cannot be reached from here`;
    case 'ENOENT':
      return `there is no socket ${where}`;
    case 'ETIMEDOUT':
      return `${where} does not answer`;
    default:
      return undefined;
  }
}

/** Host and port of an address with a default port. */
export function hostAndPort(
  url: URL,
  port: number,
): { readonly host: string; readonly port: number; readonly where: string } {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost';
  const given = url.port === '' ? port : Number(url.port);
  return { host, port: given, where: `${host}:${given}` };
}
