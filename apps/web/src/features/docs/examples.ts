import { firstContent, type Endpoint, type OpenApi } from './openapi.ts';
import { addressOf, needsToken, sampleRequest, takesKey } from './samples.ts';

/** Text between the single quotes of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The request as a command line. `$TOKEN` is the token of `POST /user/login`. */
export function curlOf(endpoint: Endpoint, document: OpenApi, origin: string): string {
  const filled = sampleRequest(endpoint, document);
  const type = firstContent(endpoint.operation.requestBody?.content)?.type;
  const lines = [`curl ${quoted(origin + addressOf(endpoint.path, filled))}`];
  if (endpoint.method !== 'GET') lines.push(`-X ${endpoint.method}`);
  if (needsToken(endpoint)) lines.push('-H "authorization: Bearer $TOKEN"');
  if (takesKey(endpoint)) lines.push('-H "idempotency-key: $(uuidgen)"');
  if (filled.body !== undefined) {
    lines.push(`-H 'content-type: application/json'`, `-d ${quoted(filled.body)}`);
  } else if (type !== undefined) {
    lines.push(`-H 'content-type: ${type}'`, '--data-binary @file');
  }
  return lines.join(' \\\n  ');
}

/** Name and module of the contract behind an operation, as the SDK's `call` takes it. */
export type ContractName = { readonly name: string; readonly from: string };

/** JSON as people write object literals: keys without quotes where they may be, and single quotes. */
function literal(value: unknown, indent: string): string {
  if (typeof value === 'string')
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  if (Array.isArray(value)) return `[${value.map((one) => literal(one, indent)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const inner = `${indent}  `;
  const entries = Object.entries(value).map(([key, one]) => {
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : `'${key}'`;
    return `${inner}${name}: ${literal(one, inner)},\n`;
  });
  return entries.length === 0 ? '{}' : `{\n${entries.join('')}${indent}}`;
}

/** The request through the SDK: contracts carry the types of parameters, body and answer. */
export function typescriptOf(
  endpoint: Endpoint,
  document: OpenApi,
  origin: string,
  contract: ContractName | undefined,
): string {
  const { params, query, body } = sampleRequest(endpoint, document);
  const type = firstContent(endpoint.operation.requestBody?.content)?.type;
  const input = {
    ...(Object.keys(params).length === 0 ? {} : { params }),
    ...(Object.keys(query).length === 0 ? {} : { query }),
    ...(body === undefined ? {} : { body: JSON.parse(body) as unknown }),
  };
  const name = contract?.name ?? 'route';
  const shown = literal(input, '');
  const extra = [
    ...(body === undefined && type !== undefined ? ['  body: file,'] : []),
    ...(takesKey(endpoint) ? ['  idempotencyKey: crypto.randomUUID(),'] : []),
  ].join('\n');
  const args =
    extra === '' ? (shown === '{}' ? '' : `, ${shown}`) : `, ${shown === '{}' ? '{\n' : shown.slice(0, -1)}${extra}\n}`;
  return [
    `import { createDocket } from '@docket/client';`,
    ...(contract === undefined ? [] : [`import { ${contract.name} } from '${contract.from}';`]),
    '',
    `const docket = createDocket({ baseUrl: '${origin}' });`,
    ...(needsToken(endpoint) ? [`await docket.login({ username: 'ada', password });`] : []),
    '',
    `const answer = await docket.call(${name}${args});`,
  ].join('\n');
}
