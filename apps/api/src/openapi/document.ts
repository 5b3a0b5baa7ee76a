import { z } from 'zod';
import { ERROR_CODES, httpStatusOf, problemDetails, type ErrorCode } from '@docket/contracts/errors';
import type { RouteContract } from '@docket/contracts/http/route';

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
  if (route.body === undefined) return {};
  return {
    requestBody: {
      required: !route.body.safeParse(undefined).success,
      content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
    },
  };
}

/** Codes every route of its kind may answer with, besides its own. */
function errorsOf(route: RouteContract): ErrorCode[] {
  const shared: ErrorCode[] = ['internal', 'unavailable'];
  if (route.body !== undefined)
    shared.push('invalid_json', 'invalid_request', 'body_too_large', 'unsupported_media_type');
  if (route.params !== undefined || route.query !== undefined) shared.push('invalid_request');
  if (route.access !== 'public') shared.push('unauthenticated');
  if (route.access !== 'public' && route.access !== 'user') shared.push('forbidden');
  return [...new Set([...route.errors, ...shared])].toSorted(
    (a, b) => httpStatusOf(a) - httpStatusOf(b) || (a < b ? -1 : 1),
  );
}

function responsesOf(route: RouteContract): Json {
  const success =
    route.response === undefined
      ? { description: 'Done' }
      : { description: 'Done', content: { 'application/json': { schema: schemaOf(route.response, 'output') } } };
  const byStatus = Map.groupBy(errorsOf(route), httpStatusOf);
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

function operationOf(route: RouteContract): Json {
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[/:-]+(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    tags: [route.area],
    parameters: parametersOf(route),
    ...requestBodyOf(route),
    responses: responsesOf(route),
    security: route.access === 'public' ? [] : [{ bearer: [] }],
    'x-access': route.access,
  };
}

export type OpenApiDocument = {
  readonly openapi: string;
  readonly info: Json;
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: Json;
};

/** The routes as an OpenAPI 3.1 document. Same routes, same document. */
export function createOpenApiDocument(routes: readonly RouteContract[]): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = templateOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Docket',
      version: '0.1.0',
      description: 'Submit work, watch it happen. Errors are RFC 9457 problem details with a stable `code`.',
    },
    paths,
    components: {
      schemas: { ProblemDetails: schemaOf(problemDetails, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'The token of POST /user/login' } },
    },
  };
}
