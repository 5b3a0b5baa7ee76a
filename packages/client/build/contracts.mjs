// Contracts without their schemas: what a client needs of a route at run time is where it is and how it is sent, not what
// the server checks. Reads each module of contracts twice: by evaluating it, for the routes, and as text, for the rest.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseAst } from 'rolldown/parseAst';

export const CONTRACTS = fileURLToPath(new URL('../../contracts/src/', import.meta.url));

/** Where an expression has types, which are gone at run time. */
const TYPES = new Set([
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeArguments',
  'implements',
]);

/** Every name that a piece of code reads. */
function namesIn(node, names = new Set()) {
  if (Array.isArray(node)) for (const one of node) namesIn(one, names);
  else if (typeof node === 'object' && node !== null) {
    if (node.type === 'Identifier') names.add(node.name);
    for (const [key, value] of Object.entries(node)) {
      if (TYPES.has(key)) continue;
      if ((key === 'property' || key === 'key') && node.computed !== true && node.shorthand !== true) continue;
      namesIn(value, names);
    }
  }
  return names;
}

/** What of a route the client sends by. Its schemas stay as marks that there is something to send or to read. */
export function wireOf({ method, path, access, idempotent, bodyType, cache, status, params, query, body, response }) {
  const mark = (schema) => (schema === undefined ? undefined : {});
  return {
    method,
    path,
    access,
    status,
    idempotent,
    bodyType,
    cache,
    params: mark(params),
    query: mark(query),
    body: mark(body),
    response: mark(response),
  };
}

/** The top-level statements of a module: what each declares, reads, and is. */
function statementsOf(code, file) {
  return parseAst(code, { lang: 'ts' }).body.map((statement) => {
    const { type, start, end } = statement;
    const at = { start, end };
    if (type === 'ImportDeclaration') return { kind: 'import', statement, ...at };
    const exported = type === 'ExportNamedDeclaration';
    const inner = exported ? statement.declaration : statement;
    if (inner === null || inner.type.startsWith('TS')) return { kind: 'type', ...at };
    if (inner.type === 'FunctionDeclaration' || inner.type === 'ClassDeclaration')
      return { kind: 'code', exported, name: inner.id.name, reads: namesIn(inner), ...at };
    const [only, ...more] = inner.type === 'VariableDeclaration' ? inner.declarations : [];
    if (only?.id.type !== 'Identifier' || more.length > 0)
      throw new Error(`${file}: a ${inner.type} that the SDK’s build does not know; write one \`const\` for each name`);
    const isRoute = only.init.type === 'CallExpression' && only.init.callee.name === 'route';
    return { kind: isRoute ? 'route' : 'code', exported, name: only.id.name, reads: namesIn(only.init), ...at };
  });
}

const modules = new Map();

/** A module's text without its schemas and whatever is made of them; `lost` are the names that are gone with them. */
async function strip(file) {
  const known = modules.get(file);
  if (known !== undefined) return known;
  const made = stripped(file);
  modules.set(file, made);
  return made;
}

async function stripped(file) {
  const code = readFileSync(file, 'utf8');
  const [statements, values] = [statementsOf(code, file), await import(pathToFileURL(file).href)];
  const lost = new Set();
  const imports = [];
  for (const { statement } of statements.filter(({ kind }) => kind === 'import')) {
    if (statement.importKind === 'type') continue;
    const source = statement.source.value;
    const gone = source === 'zod' ? undefined : (await strip(join(dirname(file), source))).lost;
    for (const { importKind, imported, local } of statement.specifiers) {
      if (importKind === 'type') continue;
      if (gone === undefined || gone.has(imported.name)) lost.add(local.name);
      else imports.push({ local: local.name, text: `import { ${imported.name} as ${local.name} } from '${source}';` });
    }
  }
  const declared = statements.filter(({ kind }) => kind === 'code');
  for (let before = -1; before !== lost.size;) {
    before = lost.size;
    for (const { name, reads } of declared) if ([...reads].some((read) => lost.has(read))) lost.add(name);
  }
  const kept = declared.filter(({ name }) => !lost.has(name));
  const routes = statements.filter(({ kind }) => kind === 'route');
  const read = new Set(kept.flatMap(({ reads }) => [...reads]));
  const text = [
    ...imports.filter(({ local }) => read.has(local)).map((each) => each.text),
    ...kept.map(({ start, end }) => code.slice(start, end)),
    ...routes.map(({ name }) => `export const ${name} = ${JSON.stringify(wireOf(values[name]))};`),
  ].join('\n');
  return { text, lost, routes: routes.map(({ name }) => name) };
}

/** Names of the routes of a module. */
export async function routesOf(file) {
  return (await strip(file)).routes;
}

/** The plugin that finds `@docket/contracts/…` and gives it without schemas. */
export function contractsWithoutSchemas() {
  return {
    name: 'contracts-without-schemas',
    resolveId: (asked) =>
      asked.startsWith('@docket/contracts/') ? `${join(CONTRACTS, asked.slice(18))}.ts` : undefined,
    load: async (id) =>
      id.startsWith(CONTRACTS)
        ? { code: (await strip(id)).text, moduleType: 'ts', moduleSideEffects: false }
        : undefined,
  };
}
