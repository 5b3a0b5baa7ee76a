import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inheritedEnvironment } from '@docket/runtime/env';

const run = promisify(execFile);
const CLIENT = fileURLToPath(new URL('../../client/', import.meta.url));

export type SdkPackage = {
  /** An empty project with nothing but the packed SDK installed. */
  readonly folder: string;
  /** The installed package. */
  readonly root: string;
  /** What is in the tarball, by path. */
  readonly files: readonly string[];
  /** Writes a file of the project and runs it with a Node. Returns what it printed. @throws with its errors when its status is not 0 */
  run(node: string, name: string, source: string): Promise<string>;
  dispose(): Promise<void>;
};

/** Packs the SDK as `npm run pack` does, and installs the tarball where none of this repository can be found. */
export async function packSdk(): Promise<SdkPackage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docket-sdk-'));
  const inherited = inheritedEnvironment();
  // The build is run by the Node that runs this.
  const PATH = `${path.dirname(process.execPath)}:${inherited['PATH'] ?? ''}`;
  const env = { ...inherited, PATH, npm_config_update_notifier: 'false' };
  // This repository's own npm settings run no scripts by themselves, not even `prepack`: a plain `npm pack` would leave the build out.
  const pack = ['pack', '--ignore-scripts=false', '--json', '--pack-destination', folder];
  const { stdout } = await run('npm', pack, { cwd: CLIENT, env });
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('[\n')));
  await writeFile(path.join(folder, 'package.json'), '{ "name": "app", "private": true, "type": "module" }');
  const install = ['install', '--offline', '--no-audit', '--no-fund', `./${packed.filename}`];
  await run('npm', install, { cwd: folder, env });
  return {
    folder,
    root: path.join(folder, 'node_modules/@docket/client'),
    files: packed.files.map((file: { readonly path: string }) => file.path),
    async run(node, name, source) {
      const file = path.join(folder, name);
      await writeFile(file, source);
      return (await run(node, [file], { cwd: folder, timeout: 30_000 })).stdout;
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

/** The JavaScript blocks of a Markdown text below its headings of the third level, by heading; the first belongs to none. */
export function examplesOf(markdown: string): {
  readonly before: string;
  readonly examples: ReadonlyMap<string, string>;
} {
  const [head = '', ...parts] = markdown.split(/^### /m);
  const block = (text: string) => /^```js\n([^]*?)^```/m.exec(text)?.[1] ?? '';
  return { before: block(head), examples: new Map(parts.map((part) => [part.split('\n', 1)[0] ?? '', block(part)])) };
}

/** What the comments of `console.log(…); // text` say that an example prints. */
export function promisedOutput(example: string): string[] {
  return [...example.matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text ?? '');
}
