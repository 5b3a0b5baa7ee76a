import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@docket/runtime/embedded/ports';
import { inheritedEnvironment } from '@docket/runtime/env';
import { newId } from '@docket/runtime/id';
import { expect, it, onTestFinished } from 'vitest';
import { createCaller } from '../src/outgoing/call.ts';
import { createWebhookSender } from '../src/outgoing/webhook-sender.ts';

const DOCS = new URL('../../../docs/webhooks.md', import.meta.url);

/** The example of the documentation, as a process that has read it. */
async function startExample(secret: string): Promise<{ readonly url: string; readonly output: () => string }> {
  const [, code] = /verify-ours\.test\.ts -->\n```js\n([^]*?)```/.exec(await readFile(DOCS, 'utf8')) ?? [];
  if (code === undefined) throw new Error('docs/webhooks.md has no example');
  // Beside this file, so that it finds the library.
  const file = fileURLToPath(new URL(`example-${newId()}.mjs`, import.meta.url));
  await writeFile(file, code);
  const port = await freePort();
  const child = spawn(process.execPath, [file], {
    env: { ...inheritedEnvironment(), SECRET: secret, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill();
    await once(child, 'exit');
    await rm(file);
  });
  let output = '';
  child.stdout.on('data', (chunk) => (output += String(chunk)));
  const url = `http://127.0.0.1:${port}/`;
  await expect
    .poll(
      () =>
        fetch(url).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 15_000 },
    )
    .toBe(400);
  return { url, output: () => output };
}

it('the example of the documentation takes our calls, once, and refuses all others', async () => {
  const secret = `whsec_${Buffer.alloc(32, 'k').toString('base64')}`;
  const { url, output } = await startExample(secret);
  const send = createWebhookSender(createCaller({ loopback: true }));
  const body = JSON.stringify({ version: 1, id: 'evt_1', type: 'refund.done', data: { amountMinor: 5_000 } });
  const call = { url, id: 'evt_1', body, secrets: [secret], at: new Date() };
  for (let times = 0; times < 2; times += 1) expect(await send(call)).toMatchObject({ status: 204 });
  await expect.poll(output).toBe('refund.done { amountMinor: 5000 }\n');
  // While a secret is changed, either does.
  const other = `whsec_${Buffer.alloc(32, 'x').toString('base64')}`;
  expect(await send({ ...call, secrets: [other, secret] })).toMatchObject({ status: 204 });
  expect(await send({ ...call, secrets: [other] })).toMatchObject({ status: 400 });
  expect(await send({ ...call, at: new Date(Date.now() - 600_000) })).toMatchObject({ status: 400 });
  expect(output()).toBe('refund.done { amountMinor: 5000 }\n');
});
