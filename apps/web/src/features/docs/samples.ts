import { needsLogin } from '@docket/contracts/access';
import { firstContent, resolve, type Endpoint, type OpenApi, type Parameter, type Schema } from './openapi.ts';

const UUID = '01931b66-7d6c-7c43-8f0e-2b8f5f3c9a10';
/** Deeper than this a sample is cut off: schemas may contain themselves. */
const DEEPEST = 6;

/** A value that the schema takes, for examples: its own example or default before one made up. */
export function sampleOf(given: Schema, document: OpenApi, name = '', depth = 0): unknown {
  const schema = resolve(given, document);
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum?.[0] !== undefined) return schema.enum[0];
  const branch = (schema.anyOf ?? schema.oneOf)?.find((one) => one.type !== 'null');
  if (branch !== undefined) return sampleOf(branch, document, name, depth);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  if (type === 'object' || schema.properties !== undefined) {
    if (depth > DEEPEST) return {};
    const required = new Set(schema.required ?? []);
    const all = Object.entries(schema.properties ?? {});
    const shown = required.size > 0 ? all.filter(([key]) => required.has(key)) : all;
    return Object.fromEntries(shown.map(([key, value]) => [key, sampleOf(value, document, key, depth + 1)]));
  }
  if (type === 'array')
    return schema.items === undefined || depth > DEEPEST
      ? []
      : [sampleOf(schema.items, document, name.replace(/s$/, ''), depth + 1)];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  return sampleText(schema, name);
}

function sampleText(schema: Schema, name: string): string {
  if (schema.format === 'uuid') return UUID;
  if (schema.format === 'date-time') return '2027-03-01T19:30:00Z';
  if (schema.format === 'date') return '2027-03-01';
  if (schema.format === 'email') return 'ada@example.org';
  const known: Readonly<Record<string, string>> = {
    username: 'ada',
    password: 'correct horse battery',
    slug: 'two-sum',
    problemId: 'two-sum',
    language: 'python',
    code: 'print(sum(map(int, input().split())))',
    seat: 'C12',
    currency: 'EUR',
    timezone: 'Europe/Lisbon',
    country: 'PT',
  };
  return known[name] ?? (name === '' ? 'text' : name);
}

/** What a request carries; texts as they are typed. */
export type Filled = {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** JSON text; undefined where there is none, or where the route takes a file. */
  readonly body: string | undefined;
};

function textOf(parameter: Parameter, document: OpenApi): string {
  const value = parameter.example ?? sampleOf(parameter.schema ?? {}, document, parameter.name);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** An endpoint filled with samples: all of the path, of the query what is required. */
export function sampleRequest({ operation }: Endpoint, document: OpenApi): Filled {
  const of = (place: Parameter['in']) => (operation.parameters ?? []).filter((one) => one.in === place);
  const filled = (ones: readonly Parameter[]) =>
    Object.fromEntries(ones.map((one) => [one.name, textOf(one, document)]));
  const content = firstContent(operation.requestBody?.content);
  const example =
    content?.body.example ??
    Object.values(content?.body.examples ?? {})[0]?.value ??
    (content?.body.schema === undefined ? undefined : sampleOf(content.body.schema, document));
  return {
    params: filled(of('path')),
    query: filled(of('query').filter((one) => one.required === true)),
    body: content?.type === 'application/json' ? JSON.stringify(example, null, 2) : undefined,
  };
}

/** The address with everything filled in. A part that is missing stays as its name. */
export function addressOf(path: string, { params, query }: Pick<Filled, 'params' | 'query'>): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name] ?? '';
    return value === '' ? whole : encodeURIComponent(value);
  });
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

/** Does a call of it want a session? */
export function needsToken({ operation }: Endpoint): boolean {
  return needsLogin(operation['x-access'] ?? 'public');
}

/** Does it take an `Idempotency-Key`? */
export function takesKey({ operation }: Endpoint): boolean {
  return operation.parameters?.some((one) => one.in === 'header' && one.name === 'Idempotency-Key') === true;
}
