import { readFile, readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
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

/**
 * The SQL that makes an empty database what `prisma/schema` says: where the text of a new migration comes from,
 * and what the tests hold the migrations against. Expression indexes, CHECKs and functions are outside what Prisma can see.
 * @param databaseUrl any Postgres database; the engine wants a connection even though it reads nothing from it.
 */
export async function schemaSql(databaseUrl: string): Promise<string> {
  const files = await readSchema();
  const engine = await startEngine(databaseUrl, files);
  const result = await engine.diff({
    from: { tag: 'empty' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return result.stdout ?? '';
}
