import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transformWithOxc, type Plugin } from 'vite';
import { iconPng } from './icons.ts';

const WORKER = fileURLToPath(new URL('../worker/service-worker.ts', import.meta.url));
const PUBLIC = fileURLToPath(new URL('../public', import.meta.url));

/** What no page needs to be drawn: alphabets that are loaded when a text has them, the coasts of maps, and licences. */
const NOT_KEPT =
  /\/licences\/|\/(?:countries-50m|coast)-[^/]*\.js$|-(?:cyrillic|cyrillic-ext|greek|latin-ext|symbols2?|vietnamese)-wght-[^/]*\.woff2$|\.(?:map|png)$/;

/**
 * What makes the build an app that starts without a network: `service-worker.js`, which keeps the files of this build,
 * and icons. The build is named, after all that is in it, in a `<meta name="docket-build">` of the page and in the worker.
 */
export function offlineApp(): Plugin {
  const open = readdirSync(PUBLIC).toSorted();
  let build = '';
  return {
    name: 'offline-app',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const hash = createHash('sha256').update(html).update(Object.keys(bundle).toSorted().join('\n'));
        for (const file of open) hash.update(readFileSync(`${PUBLIC}/${file}`));
        build = hash.update(readFileSync(WORKER)).digest('base64url').slice(0, 12);
        return [{ tag: 'meta', injectTo: 'head', attrs: { name: 'docket-build', content: build } }];
      },
    },
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        for (const size of [180, 192, 512])
          this.emitFile({ type: 'asset', fileName: `icon-${size}.png`, source: iconPng(size, 'plain') });
        this.emitFile({ type: 'asset', fileName: 'icon-maskable.png', source: iconPng(512, 'full') });
        this.emitFile({ type: 'asset', fileName: 'icon-badge.png', source: iconPng(96, 'badge') });
        const made = Object.keys(bundle).filter((file) => file !== 'index.html' && file !== 'pages.json');
        const files = [...open, ...made].map((file) => `/${file}`).filter((file) => !NOT_KEPT.test(file));
        const { code } = await transformWithOxc(await readFile(WORKER, 'utf8'), WORKER);
        this.emitFile({
          type: 'asset',
          fileName: 'service-worker.js',
          source: `const SHELL = ${JSON.stringify({ build, files })};\n${code}`,
        });
      },
    },
  };
}
