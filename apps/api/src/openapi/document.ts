import { z } from 'zod';
import { needsLogin } from '@docket/contracts/access';
import { ERROR_CODES, httpStatusOf, problemDetails } from '@docket/contracts/errors';
import { bodySchemaOf, declaredErrors, type RouteContract } from '@docket/contracts/http/route';
import type { Area } from '../areas.ts';
import { accessWords } from './access-words.ts';
import { exampleOf } from './example.ts';

type Json = Record<string, unknown>;

const PROBLEM = { $ref: '#/components/schemas/ProblemDetails' };

/** JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. Requests as a client writes them, answers as it reads them. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' });
  return rest;
}

/** `/problems/:slug` as OpenAPI writes it. */
function templateOf(path: string): string {
  return path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
}

function parametersOf(route: RouteContract): Json[] {
  const from = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
    if (schema === undefined) return [];
    const { properties = {}, required = [] } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
    return Object.entries(properties).map(([name, value]) => ({
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      schema: value,
    }));
  };
  const key = {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    schema: { type: 'string', minLength: 1, maxLength: 255 },
    description: 'Sending the same request again with the same key has no further effect and gets the first answer.',
  };
  return [...from(route.params, 'path'), ...from(route.query, 'query'), ...(route.idempotent === true ? [key] : [])];
}

function requestBodyOf(route: RouteContract): Json {
  if (route.bodyType !== undefined)
    return {
      requestBody: {
        required: true,
        content: Object.fromEntries(
          [route.bodyType].flat().map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
        ),
      },
    };
  const body = bodySchemaOf(route);
  if (body === undefined) return {};
  const schema = schemaOf(body, 'input');
  const content = { schema, example: route.example ?? exampleOf(schema) };
  return {
    requestBody: {
      required: !body.safeParse(undefined).success,
      content: {
        'application/json': content,
        ...(route.forms === true ? { 'application/x-www-form-urlencoded': content } : {}),
      },
    },
  };
}

function contentOf({ response, answerType }: RouteContract): Json {
  if (answerType !== undefined)
    return {
      content: Object.fromEntries(
        [answerType].flat().map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
      ),
    };
  if (response === undefined) return {};
  const schema = schemaOf(response, 'output');
  return { content: { 'application/json': { schema, example: exampleOf(schema) } } };
}

function headersOf({ idempotent }: RouteContract): Json {
  if (idempotent !== true) return {};
  const description = '`true` when this is what the first request with the Idempotency-Key was answered.';
  return { headers: { 'Idempotent-Replayed': { description, schema: { type: 'string', const: 'true' } } } };
}

function securityOf({ access }: RouteContract): Json[] {
  if (typeof access === 'object' && 'signature' in access) return [{ [access.signature]: [] }];
  return needsLogin(access) ? [{ bearer: [] }] : [];
}

/** What happens when the request comes again, of routes that take no key. */
const AGAIN: Readonly<Record<string, string>> = {
  state: 'Sending it again changes nothing.',
  unique: 'What it makes has a name that only one can have: sent again it is refused.',
  body: 'The body carries a key of its own: sent again it changes nothing and gets the same answer.',
};

function responsesOf(route: RouteContract): Json {
  const success = { description: 'Done', ...headersOf(route), ...contentOf(route) };
  const codes = declaredErrors(route).toSorted((a, b) => httpStatusOf(a) - httpStatusOf(b) || (a < b ? -1 : 1));
  const byStatus = Map.groupBy(codes, httpStatusOf);
  const failures = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => `\`${code}\`: ${ERROR_CODES[code][1]}`).join('; '),
      content: { 'application/problem+json': { schema: PROBLEM } },
      'x-codes': codes,
    },
  ]);
  const settled = route.settled === undefined ? {} : { [String(route.settled.status)]: success };
  return { ...settled, [String(route.status)]: success, ...Object.fromEntries(failures) };
}

function operationOf(route: RouteContract, area: string): Json {
  const again = typeof route.idempotent === 'string' ? AGAIN[route.idempotent] : undefined;
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    description: [`For ${accessWords(route.access)}.`, ...(again === undefined ? [] : [again])].join(' '),
    tags: [area],
    parameters: parametersOf(route),
    ...requestBodyOf(route),
    responses: responsesOf(route),
    security: securityOf(route),
    'x-access': route.access,
  };
}

export type OpenApiDocument = {
  readonly openapi: string;
  readonly info: Json;
  readonly tags: readonly Json[];
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: Json;
};

/** One scheme for users, and one for each secret that machines sign with. */
function securitySchemesOf(routes: readonly RouteContract[]): Json {
  const signed = routes.flatMap(({ access }) => (typeof access === 'object' && 'signature' in access ? [access] : []));
  const machines = signed.map(({ signature, header }) => [
    signature,
    { type: 'apiKey', in: 'header', name: header, description: 'A signature of the body' },
  ]);
  return {
    bearer: { type: 'http', scheme: 'bearer', description: 'The token of POST /user/login' },
    ...Object.fromEntries(machines),
  };
}

/** The areas as an OpenAPI 3.1 document. Same areas, same document. */
export function createOpenApiDocument(areas: readonly Pick<Area, 'name' | 'title' | 'routes'>[]): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { name, routes } of areas) {
    for (const route of routes) {
      const path = templateOf(route.path);
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, name) };
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Docket',
      version: '0.2.0',
      description: 'Submit work, watch it happen. Errors are RFC 9457 problem details with a stable `code`.',
    },
    tags: areas.map(({ name, title }) => ({ name, 'x-displayName': title })),
    paths,
    components: {
      schemas: { ProblemDetails: schemaOf(problemDetails, 'output') },
      securitySchemes: securitySchemesOf(areas.flatMap(({ routes }) => routes)),
    },
  };
}
