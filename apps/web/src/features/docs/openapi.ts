import type { Access } from '@docket/contracts/access';

/** As much of OpenAPI 3.1 as the reference reads. Everything may be absent: the document is of the server, which may be newer. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly title?: string;
  readonly description?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
};

export type Content = Readonly<
  Record<
    string,
    {
      readonly schema?: Schema;
      readonly example?: unknown;
      readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
    }
  >
>;

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
  readonly example?: unknown;
};

export type Answer = {
  readonly description?: string;
  readonly content?: Content;
  readonly 'x-codes'?: readonly string[];
};

export type Operation = {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content };
  readonly responses?: Readonly<Record<string, Answer>>;
  readonly security?: readonly unknown[];
  /** Who may call it; the description says it in words. */
  readonly 'x-access'?: Access;
};

export type OpenApi = {
  readonly info?: { readonly title?: string; readonly version?: string; readonly description?: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
};

export type Endpoint = {
  /** Its place in the page's address: `get-problems-slug`. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly area: string;
  readonly operation: Operation;
};

/** Every operation, in the order of the document. */
export function endpointsOf(document: OpenApi): Endpoint[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, operation]) => {
      const method = name.toUpperCase();
      const id = `${method}${path}`
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .replace(/-$/, '');
      return { id, method, path, area: operation.tags?.[0] ?? 'other', operation };
    }),
  );
}

/** Follows a `$ref` into the document's own schemas; anything else stays as it is. */
export function resolve(schema: Schema, document: OpenApi): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return (name === undefined ? undefined : document.components?.schemas?.[name]) ?? schema;
}

/** The first content of a body or answer, with its type. */
export function firstContent(content: Content | undefined): { type: string; body: Content[string] } | undefined {
  const [first] = Object.entries(content ?? {});
  return first === undefined ? undefined : { type: first[0], body: first[1] };
}
