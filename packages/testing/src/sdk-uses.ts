import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { SdkPackage } from './sdk-package.ts';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const HTTP = `${ROOT}packages/contracts/src/http/`;

/** Bundles a file of a project as an app would, with the bundler of this repository. */
export async function bundleFor(folder: string, entry: string): Promise<string> {
  await run(
    process.execPath,
    [
      `${ROOT}node_modules/rolldown/bin/cli.mjs`,
      path.join(folder, entry),
      '--format',
      'esm',
      '--minify',
      '--dir',
      path.join(folder, 'bundle'),
    ],
    { cwd: folder },
  );
  return readFile(path.join(folder, 'bundle', entry), 'utf8');
}

/** A program that only compiles if every type and route of the package says the same as the contract it comes from. */
async function comparison(): Promise<string> {
  const names = (await readdir(HTTP)).filter((name) => name.endsWith('.ts') && name !== 'route.ts');
  const lines = [
    `import type * as sdk from '@docket/client/routes';`,
    `import type { RouteBodyInput as SB, RouteParams as SP, RouteQueryInput as SQ, RouteResponse as SR } from '@docket/client/routes';`,
    `import type { RouteBodyInput as CB, RouteParams as CP, RouteQueryInput as CQ, RouteResponse as CR } from '${HTTP}route.ts';`,
    `import type { EventEnvelope } from '@docket/client';`,
    `import type { EventEnvelope as Contract } from '${ROOT}packages/contracts/src/events/envelope.ts';`,
    'type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : { sdk: A; contract: B };',
    'const same = <T extends true>(): T | undefined => undefined;',
    'same<Same<EventEnvelope, Contract>>();',
  ];
  for (const [index, name] of names.entries()) {
    const source = await readFile(HTTP + name, 'utf8');
    lines.push(`import type * as c${index} from '${HTTP}${name}';`);
    for (const [, type] of source.matchAll(/^export type (\w+) =/gm))
      lines.push(`same<Same<sdk.${type}, c${index}.${type}>>();`);
    for (const [, route] of source.matchAll(/^export const (\w+) = route\(/gm))
      for (const part of ['B', 'P', 'Q', 'R'])
        lines.push(`same<Same<S${part}<typeof sdk.${route}>, C${part}<typeof c${index}.${route}>>>();`);
  }
  return lines.join('\n');
}

const STRICT = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  noEmit: true,
  types: [],
};

/** @throws with what the compiler says */
async function compile(folder: string, name: string, options: object, file: string): Promise<void> {
  await writeFile(
    path.join(folder, name),
    JSON.stringify({ compilerOptions: { ...STRICT, ...options }, files: [file] }),
  );
  try {
    await run(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, '-p', path.join(folder, name)]);
  } catch (error) {
    const said = typeof error === 'object' && error !== null && 'stdout' in error ? error.stdout : error;
    throw new Error(`${file} with ${name}:\n${String(said)}`, { cause: error });
  }
}

/** Compiles a program against the installed package, its declarations with it: as Node and as bundlers find them. @throws with what the compiler says */
export async function typesOfContracts(sdk: SdkPackage): Promise<void> {
  await writeFile(
    path.join(sdk.folder, 'program.ts'),
    `import { createDocket, DocketApiError, type EventEnvelope, type EventGap } from '@docket/client';
     import { getShow, type SubmissionDetail } from '@docket/client/routes';
     const docket = createDocket({ baseUrl: 'http://h', storage: { getItem: () => null, setItem: () => {}, removeItem: () => {} } });
     export const title: string = (await docket.call(getShow, { params: { id: 'x' } })).title.name;
     // @ts-expect-error a route is asked for with its parameters
     await docket.call(getShow);
     for await (const state of docket.watch('x')) { const held: SubmissionDetail = state; void held.tests[0]?.verdict; }
     export async function first(): Promise<EventEnvelope | EventGap | undefined> {
       for await (const event of docket.events()) {
         if (event.type === 'gap') return event;
         if (event.type === 'booking.updated') { const status: 'QUEUED' | 'HELD' | 'AWAITING_PAYMENT' | 'REFUSED' | 'CONFIRMED' | 'EXPIRED' | 'CANCELLED' = event.data.status; void status; }
       }
       return undefined;
     }
     export const code = (error: unknown) => error instanceof DocketApiError && error.code === 'queue_full';`,
  );
  await writeFile(path.join(sdk.folder, 'comparison.ts'), await comparison());
  const lib = ['es2022', 'dom'];
  await compile(sdk.folder, 'node.json', { module: 'nodenext', target: 'es2022', lib }, 'program.ts');
  await compile(
    sdk.folder,
    'bundler.json',
    { module: 'esnext', moduleResolution: 'bundler', target: 'es2022', lib },
    'program.ts',
  );
  const both = { module: 'nodenext', target: 'es2024', lib: ['es2024', 'dom'], allowImportingTsExtensions: true };
  await compile(sdk.folder, 'comparison.json', { ...both, skipLibCheck: true }, 'comparison.ts');
}
