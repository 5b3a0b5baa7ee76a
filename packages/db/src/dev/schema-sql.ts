import { execFile } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import { promisify } from 'node:util';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

const schemaFolder = fileURLToPath(new URL('../../../../prisma/schema', import.meta.url));

async function readSchema(): Promise<{ path: string; content: string }[]> {
  const names = (await readdir(schemaFolder)).filter((name) => name.endsWith('.prisma')).toSorted();
  return Promise.all(
    names.map(async (name) => ({
      path: path.join(schemaFolder, name),
      content: await readFile(path.join(schemaFolder, name), 'utf8'),
    })),
  );
}

type WasmInstance = { readonly instance: { readonly exports: Record<string, unknown> } };
type WasmRuntime = { instantiate(bytes: Uint8Array, imports: Record<string, unknown>): Promise<WasmInstance> };

/** Node has WebAssembly, but its types come only with the browser's, which server code must not see. */
function webAssembly(): WasmRuntime {
  return (globalThis as unknown as { WebAssembly: WasmRuntime }).WebAssembly;
}

/** Prisma's schema engine as WebAssembly: the native one is a download that not every machine can make. */
async function startEngine(
  databaseUrl: string,
  files: readonly { path: string; content: string }[],
): Promise<bindings.SchemaEngine> {
  const wasmUrl = new URL(
    './schema_engine_bg.wasm',
    import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'),
  );
  const { instance } = await webAssembly().instantiate(await readFile(wasmUrl), {
    './schema_engine_bg.js': { ...bindings },
  });
  bindings.__wbg_set_wasm(instance.exports);
  const start = instance.exports['__wbindgen_start'];
  if (typeof start !== 'function')
    throw new Error('the schema engine has no start function; is its version the one of prisma?');
  start();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl }));
  return bindings.SchemaEngine.new(
    { datamodels: files.map((file): [string, string] => [file.path, file.content]) },
    () => undefined,
    adapter,
  );
}

async function diff(
  databaseUrl: string,
  from: bindings.DiffTarget,
  files: { path: string; content: string }[],
): Promise<string> {
  const engine = await startEngine(databaseUrl, files);
  const result = await engine.diff({
    from,
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.stdout ?? '';
}

/**
 * The SQL that makes an empty database what `prisma/schema` says: what the tests hold the migrations against.
 * Expression indexes, CHECKs and functions are outside what Prisma can see.
 * @param databaseUrl any Postgres database; the engine wants a connection even though it reads nothing from it.
 */
export async function schemaSql(databaseUrl: string): Promise<string> {
  return diff(databaseUrl, { tag: 'empty' }, await readSchema());
}

/** The schema as the last commit has it. @throws outside of a git checkout. */
async function committedSchema(): Promise<{ path: string; content: string }[]> {
  const run = promisify(execFile);
  const git = async (...args: string[]): Promise<string> => (await run('git', args, { cwd: schemaFolder })).stdout;
  const names = (await git('ls-tree', '--name-only', 'HEAD', '.'))
    .split('\n')
    .filter((name) => name.endsWith('.prisma'));
  return Promise.all(
    names.map(async (name) => ({ path: path.join(schemaFolder, name), content: await git('show', `HEAD:./${name}`) })),
  );
}

/**
 * The SQL that brings tables from what the last commit's `prisma/schema` says to what it says now; empty if that is the same.
 * From schema to schema, because the engine cannot read a database through the driver (it does not know Postgres's "char"), and if it could
 * it would drop whatever Prisma does not see.
 * @param databaseUrl as for `schemaSql`.
 */
export async function schemaChangeSql(databaseUrl: string): Promise<string> {
  const [before, now] = [await committedSchema(), await readSchema()];
  if (JSON.stringify(before) === JSON.stringify(now)) return '';
  const sql = await diff(databaseUrl, { tag: 'schemaDatamodel', files: before }, now);
  return sql.includes('This is an empty migration') ? '' : sql.trim();
}
