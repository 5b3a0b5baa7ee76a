import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocket } from '@docket/client/docket';
import { fundWallet } from '@docket/domain/wallet/fixtures';
import { freePort } from '@docket/runtime/embedded/ports';
import { startBrowser } from '../src/browser.ts';
import { createTestDatabase } from '../src/database.ts';
import { createInstallation, type Installation } from '../src/installation.ts';
import { importExample } from '../src/packages.ts';
import { makeProgramme } from '../src/programme.ts';
import { examplesOf, packSdk, promisedOutput, type SdkPackage } from '../src/sdk-package.ts';
import { bundleFor, typesOfContracts } from '../src/sdk-uses.ts';

const README = await readFile(new URL('../../client/README.md', import.meta.url), 'utf8');
const { before, examples } = examplesOf(README);
const ADA = { username: 'ada', password: 'correct horse battery', email: 'ada@example.test' };

const run = promisify(execFile);

/** The Node of the project, and the oldest that the package is for, where the machine has one. */
const nodes = [process.execPath, '/usr/local/bin/node', '/usr/bin/node'].filter((node) => existsSync(node));
const versions = new Map(
  await Promise.all(
    nodes.map(async (node) => [(await run(node, ['--version'])).stdout.slice(1, 3), node] as [string, string]),
  ),
);

let docket: Installation;
let baseUrl: string;
let sdk: SdkPackage;

beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
  const REALTIME_PORT = String(await freePort());
  const [api, packed] = await Promise.all([
    docket.start('api', { REALTIME_PORT, DISABLE_THROTTLE: '1' }),
    packSdk(),
    docket.start('realtime', { REALTIME_PORT }),
    docket.start('worker'),
    importExample(docket.db, 'aplusb'),
    makeProgramme(docket.db),
  ]);
  [baseUrl, sdk] = [api.url, packed];
  const { userId } = await createDocket({ baseUrl }).signUp(ADA);
  await fundWallet(docket.db, userId, 10_000_000);
});

afterAll(async () => {
  await sdk.dispose();
  await docket.dispose();
});

describe('the packed SDK', () => {
  it('holds what belongs in it, and each export is there', async () => {
    const manifest = JSON.parse(await readFile(path.join(sdk.root, 'package.json'), 'utf8'));
    expect(sdk.files.filter((file) => !/^dist\/(types\/[\w/-]+\.d\.ts|[\w.-]+\.js)$/.test(file))).toEqual([
      'LICENSE',
      'README.md',
      'package.json',
    ]);
    expect(manifest).not.toHaveProperty('dependencies');
    expect(manifest).toMatchObject({ license: 'MIT', sideEffects: false, engines: { node: '>=20' } });
    const named = JSON.stringify(manifest.exports).match(/\.\/dist\/[^"]+/g) ?? [];
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((file) => !sdk.files.includes(file.slice(2)))).toEqual([]);
  });

  it('has ten examples in its README', () => {
    expect(examples.size).toBe(10);
    expect([...examples.values()].filter((code) => promisedOutput(code).length === 0)).toEqual([]);
  });

  describe.each([...versions])('Node %s', (_, node) => {
    it.each([...examples])('%s', async (name, code) => {
      const source = `${before}\n${code}\ndocket.close();\n`.replaceAll('https://docket.example', baseUrl);
      const printed = await sdk.run(node, `example-${name.slice(0, 2).trim()}.js`, source);
      expect(printed.trim().split('\n')).toEqual(promisedOutput(code));
    });
  });

  it('has the types of the contracts, for a program of the strictest settings that has no zod', async () => {
    await typesOfContracts(sdk);
  });

  it('runs where there is nothing but fetch, WebSocket, AbortController and timers, as in React Native', async () => {
    const script = await readFile(path.join(sdk.root, 'dist/docket.iife.js'), 'utf8');
    const told: string[] = [];
    const context = createContext({
      fetch,
      WebSocket,
      AbortController,
      setTimeout,
      clearTimeout,
      setInterval,
      clearInterval,
      told: (text: string) => told.push(text),
    });
    runInContext(script, context);
    await runInContext(
      `(async () => {
        const docket = Docket.createDocket({ baseUrl: ${JSON.stringify(baseUrl)} });
        await docket.login(${JSON.stringify(ADA)});
        docket.realtime.listen({ event: (event) => told(event.type) });
        await docket.realtime.whenLive();
        const { submissionId } = await docket.submit({ problemId: 'aplusb', language: 'python3', code: 'print(0)' });
        for await (const state of docket.watch(submissionId)) told(state.status);
        const query = await docket.catalog.shows({ limit: 1 });
        const stop = new AbortController();
        for await (const map of docket.watchShow(query.data[0].shows[0].showId, { signal: stop.signal })) {
          told(String(map.capacity > 0));
          stop.abort();
        }
        docket.close();
      })()`,
      context,
    );
    expect(told.at(-2)).toBe('WA');
    expect(told.at(-1)).toBe('true');
    expect(told).toContain('submission.updated');
  });

  it('works in a browser, by script tag and by bundler', async () => {
    await writeFile(
      path.join(sdk.folder, 'app.js'),
      `import { createDocket } from '@docket/client';
       globalThis.bundled = (baseUrl, token) => createDocket({ baseUrl, token });`,
    );
    const bundle = await bundleFor(sdk.folder, 'app.js');
    const script = await readFile(path.join(sdk.root, 'dist/docket.iife.js'), 'utf8');
    const browser = await startBrowser();
    try {
      const tab = await browser.newPage({ bypassCSP: true });
      const errors: string[] = [];
      tab.on('pageerror', (error) => errors.push(error.message));
      // Any page of the server, as those of an app are.
      await tab.goto(`${baseUrl}/openapi.json`);
      await tab.addScriptTag({ content: script });
      await tab.addScriptTag({ content: bundle, type: 'module' });
      await tab.waitForFunction('globalThis.bundled !== undefined');
      for (const make of ['Docket.createDocket({ baseUrl: location.origin })', 'bundled(location.origin)']) {
        const said = await tab.evaluate(`(async () => {
          const docket = ${make};
          await docket.login(${JSON.stringify(ADA)});
          await docket.realtime.whenLive();
          const wrong = { problemId: 'aplusb', language: 'python3', code: 'print(0)' };
          const { submissionId } = await docket.submit(wrong);
          let last;
          for await (last of docket.watch(submissionId)) continue;
          docket.close();
          return last.status;
        })()`);
        expect(said).toBe('WA');
      }
      expect(errors).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 60_000);
});
