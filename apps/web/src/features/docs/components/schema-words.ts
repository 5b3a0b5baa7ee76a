import { resolve, type OpenApi, type Schema } from '../openapi.ts';

/** Longest list of choices that is written out. */
const CHOICES_SHOWN = 8;

/** A schema in a word or two: `string`, `array of uuid`, `"a" | "b"`, `integer or null`. */
export function typeOf(given: Schema, document: OpenApi): string {
  const schema = resolve(given, document);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) {
    const more = schema.enum.length > CHOICES_SHOWN ? ' | …' : '';
    return `${schema.enum
      .slice(0, CHOICES_SHOWN)
      .map((one) => JSON.stringify(one))
      .join(' | ')}${more}`;
  }
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return [...new Set(branches.map((one) => typeOf(one, document)))].join(' or ');
  const types = [schema.type ?? (schema.properties === undefined ? 'any' : 'object')].flat();
  return types
    .map((type) => {
      if (type === 'array') return `array of ${typeOf(schema.items ?? {}, document)}`;
      if (type === 'string' && schema.format !== undefined) return schema.format;
      return type;
    })
    .join(' or ');
}

/** What else must hold, and the default. */
export function limitsOf(given: Schema, document: OpenApi): string[] {
  const schema = resolve(given, document);
  const range = (low: number | undefined, high: number | undefined, unit: string) => {
    const top = high === undefined || high >= Number.MAX_SAFE_INTEGER ? undefined : high;
    const bottom = low === undefined || low <= Number.MIN_SAFE_INTEGER ? undefined : low;
    if (bottom !== undefined && top !== undefined) return `${bottom} to ${top}${unit}`;
    if (top !== undefined) return `at most ${top}${unit}`;
    return bottom !== undefined && bottom > 0 ? `at least ${bottom}${unit}` : undefined;
  };
  return [
    range(schema.minimum, schema.maximum, ''),
    schema.format === undefined ? range(schema.minLength, schema.maxLength, ' characters') : undefined,
    range(schema.minItems, schema.maxItems, ' items'),
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ].filter((part) => part !== undefined);
}

/** The fields to be listed below a schema: its own, or those of what it is an array of or may be. */
export function fieldsOf(
  given: Schema,
  document: OpenApi,
): readonly [name: string, schema: Schema, required: boolean][] {
  const schema = resolve(given, document);
  if (schema.properties !== undefined) {
    const required = new Set(schema.required ?? []);
    return Object.entries(schema.properties).map(([name, one]) => [name, one, required.has(name)]);
  }
  if (schema.items !== undefined) return fieldsOf(schema.items, document);
  if (typeof schema.additionalProperties === 'object') return [['(any key)', schema.additionalProperties, false]];
  return (schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []).flatMap((one) => fieldsOf(one, document));
}
