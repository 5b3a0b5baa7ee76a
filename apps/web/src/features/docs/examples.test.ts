import { describe, expect, it } from 'vitest';
import { curlOf, typescriptOf } from './examples.ts';
import { endpointsOf, type OpenApi } from './openapi.ts';
import { addressOf, sampleOf } from './samples.ts';

const document: OpenApi = {
  paths: {
    '/problems/{slug}': {
      get: {
        tags: ['judge'],
        parameters: [{ name: 'slug', in: 'path', required: true, schema: { type: 'string' } }],
        'x-access': 'public',
      },
    },
    '/submissions': {
      post: {
        tags: ['judge'],
        parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string' } }],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { problemId: { type: 'string' }, note: { type: 'string', examples: ["it's"] } },
                required: ['problemId', 'note'],
              },
            },
          },
        },
        'x-access': 'user',
      },
    },
  },
};
const [read, send] = endpointsOf(document);
if (read === undefined || send === undefined) throw new Error('the document has two operations');

describe('examples', () => {
  it('have an address of their own', () => {
    expect([read.id, send.id]).toEqual(['get-problems-slug', 'post-submissions']);
  });

  it('are command lines whose quotes hold', () => {
    expect(curlOf(read, document, 'http://x')).toBe(`curl 'http://x/problems/two-sum'`);
    const command = curlOf(send, document, 'http://x');
    expect(command).toContain(`"note": "it'\\''s"`);
    expect(command).toContain('-H "authorization: Bearer $TOKEN"');
    expect(command).toContain('idempotency-key');
  });

  it('are calls of the SDK', () => {
    expect(typescriptOf(read, document, 'http://x', { name: 'getProblem', from: '@docket/client/routes' }))
      .toBe(`import { createDocket } from '@docket/client';
import { getProblem } from '@docket/client/routes';

const docket = createDocket({ baseUrl: 'http://x' });

const answer = await docket.call(getProblem, {
  params: {
    slug: 'two-sum',
  },
});`);
    expect(typescriptOf(send, document, 'http://x', undefined)).toContain(`    note: 'it\\'s',
  },
  idempotencyKey: crypto.randomUUID(),
});`);
  });
});

describe('samples', () => {
  it('are what the schema takes, and end where schemas contain themselves', () => {
    const self = { type: 'object', properties: { child: { $ref: '#/components/schemas/Self' } }, required: ['child'] };
    const own: OpenApi = { paths: {}, components: { schemas: { Self: self } } };
    expect(JSON.stringify(sampleOf(self, own)).length).toBeLessThan(200);
    expect(sampleOf({ anyOf: [{ type: 'null' }, { type: 'integer', minimum: 3 }] }, own)).toBe(3);
    expect(sampleOf({ type: 'array', items: { enum: ['a', 'b'] } }, own)).toEqual(['a']);
  });

  it('are escaped in addresses', () => {
    expect(addressOf('/a/{x}/{y}', { params: { x: 'b/c' }, query: { q: 'd e', none: '' } })).toBe('/a/b%2Fc/{y}?q=d+e');
  });
});
