import type { ContractName } from './examples.ts';

const modules = import.meta.glob<Readonly<Record<string, unknown>>>(
  '../../../../../packages/contracts/src/http/**/*.ts',
  { eager: true },
);

function isRoute(value: unknown): value is { readonly method: string; readonly path: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'method' in value &&
    'path' in value &&
    typeof value.method === 'string' &&
    typeof value.path === 'string'
  );
}

const names = new Map<string, ContractName>(
  Object.entries(modules).flatMap(([file, exported]) => {
    const from = `@docket/contracts/http/${file.replace(/^.*\/http\//, '').replace(/\.ts$/, '')}`;
    return Object.entries(exported).flatMap(([name, value]) =>
      isRoute(value) ? [[`${value.method} ${value.path.replaceAll(/:(\w+)/g, '{$1}')}`, { name, from }] as const] : [],
    );
  }),
);

/** What the SDK calls an operation, by its method and path as the document writes them. */
export function contractOf(method: string, path: string): ContractName | undefined {
  return names.get(`${method} ${path}`);
}
