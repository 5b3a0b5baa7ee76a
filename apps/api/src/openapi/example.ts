/** A JSON schema, as far as a value can be made from it. */
type Schema = {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema | boolean;
  readonly prefixItems?: readonly Schema[];
  readonly minItems?: number;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
};

const TEXTS: Readonly<Record<string, string>> = {
  uuid: '0190a0a0-0000-7000-8000-000000000001',
  uri: 'https://bank.example.org/pay/1',
  'date-time': '2027-01-31T18:30:00Z',
  date: '2027-01-31',
  email: 'ada@example.org',
};

function textOf({ format, minLength = 0, maxLength = 40 }: Schema, name: string): string {
  return TEXTS[format ?? ''] ?? (name === '' ? 'text' : name).padEnd(minLength, '.').slice(0, maxLength);
}

function isSchema(value: Schema | boolean | undefined): value is Schema {
  return typeof value === 'object';
}

function objectOf(schema: Schema): Record<string, unknown> {
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name));
  if (fields.length === 0 && isSchema(schema.additionalProperties))
    return { name: exampleOf(schema.additionalProperties) };
  return Object.fromEntries(fields.map(([name, field]) => [name, exampleOf(field, name)]));
}

function listOf({ items, prefixItems }: Schema): unknown[] {
  if (prefixItems !== undefined) return prefixItems.map((item) => exampleOf(item));
  return isSchema(items) ? [exampleOf(items)] : [];
}

/**
 * A value of the form that a schema describes, the same each time: what must be there, and no more. It does not know of patterns and of rules
 * between fields; a schema with such has `examples` of its own (`meta`), or its contract an `example`.
 * @param name of the field it is for; stands in for a text of which nothing is known
 */
export function exampleOf(schema: Schema, name = ''): unknown {
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choice = (schema.oneOf ?? schema.anyOf)?.find(({ type }) => type !== 'null');
  if (choice !== undefined) return exampleOf(choice, name);
  const type = [schema.type].flat().find((each) => each !== 'null');
  switch (type) {
    case 'object':
      return objectOf(schema);
    case 'array':
      return listOf(schema);
    case 'string':
      return textOf(schema, name);
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return true;
    default:
      return null;
  }
}
