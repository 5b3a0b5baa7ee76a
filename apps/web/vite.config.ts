import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';
import { coastTiles } from './build/coast-tiles.ts';
import { apiPaths, contractNames } from './build/contract-names.ts';
import { firstPaint } from './build/first-paint.ts';
import { pagesForTheServer } from './build/page-addresses.ts';
import { offlineApp } from './build/offline-app.ts';

/** Every browser that can run the app reads woff2; KaTeX's two older copies of each font would only be copied around. */
function onlyWoff2(): Plugin {
  return {
    name: 'only-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!id.includes('katex') || !/\.css(\?|$)/.test(id)) return undefined;
      return { code: code.replace(/,\s*url\([^)]+\.(?:woff|ttf)\)\s*format\("[^"]+"\)/g, ''), map: null };
    },
  };
}

const FACES = ['hanken-grotesk', 'geist-mono'];
/** Of the text itself; figures and code wait for theirs, which on a slow network would take half a second from the page. */
const WITH_THE_PAGE = /hanken-grotesk-latin-wght-normal-[^/]+\.woff2$/;

/**
 * The Latin half of the face of texts is asked for with the page, not when the stylesheet has come and a text needs it.
 * Their licence (OFL 1.1) goes where they go.
 */
function ownFonts(): Plugin {
  const from = createRequire(import.meta.url);
  return {
    name: 'own-fonts',
    apply: 'build',
    async generateBundle() {
      for (const face of FACES) {
        const folder = dirname(from.resolve(`@fontsource-variable/${face}/package.json`));
        const source = await readFile(join(folder, 'LICENSE'), 'utf8');
        this.emitFile({ type: 'asset', fileName: `licences/${face}.txt`, source });
      }
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => WITH_THE_PAGE.test(file))
          .map((file) => ({
            tag: 'link',
            injectTo: 'head',
            attrs: {
              rel: 'preload',
              as: 'font',
              type: 'font/woff2',
              crossorigin: true,
              fetchpriority: 'low',
              href: `/${file}`,
            },
          })),
    },
  };
}

/** Writes `x.js.br` and `x.js.gz` beside what is text, once, so that the server has nothing to compress. */
function precompressed(): Plugin {
  return {
    name: 'precompressed',
    apply: 'build',
    async writeBundle({ dir = 'dist' }, bundle) {
      const texts = Object.values(bundle).filter((file) => /\.(js|css|svg)$/.test(file.fileName));
      await Promise.all(
        texts.map(async (file) => {
          const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source);
          const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
          const path = join(dir, file.fileName);
          await Promise.all([
            promisify(brotliCompress)(bytes, quality).then((small) => writeFile(`${path}.br`, small)),
            promisify(gzip)(bytes).then((small) => writeFile(`${path}.gz`, small)),
          ]);
        }),
      );
    },
  };
}

/** In development the pages come from here and the data from a running API: a page is what a browser navigates to. */
const api = 'http://127.0.0.1:3000';

/** What a page is made of, without the editor, its languages and the formulas, which come when they are needed. */
const OURS_OR_REACT =
  /apps[\\/]web[\\/]src[\\/]|packages[\\/](?:contracts|client)[\\/]|node_modules[\\/](?:react|@tanstack|zod)[\\/]/;

/** What makes Markdown into a page, for pages that have texts of their users. */
const TEXTS =
  /features[\\/]problem[\\/](?:api[\\/]markdown|components[\\/]statement)\.tsx?|node_modules[\\/](?:marked|dompurify)[\\/]/;

/** Areas of which nobody sees anything before going there: what their pages share comes with the first of them. */
const AREAS: readonly (readonly [name: string, modules: RegExp])[] = [
  [
    'contest',
    /features[\\/](?:contest|rating|rejudge)[\\/]|contracts[\\/]src[\\/](?:http[\\/](?:contest|rejudge)|contest[\\/])/,
  ],
  ['course', /features[\\/]course[\\/]|contracts[\\/]src[\\/]http[\\/]course/],
  ['practice', /features[\\/]practice[\\/]|contracts[\\/]src[\\/]http[\\/](?:discussion|practice|study-list)/],
  ['travel', /features[\\/](?:hotel|trip)[\\/]|contracts[\\/]src[\\/](?:http[\\/](?:hotel|place|trip)|hotel[\\/])/],
  ['house', /features[\\/](?:admin|venue|setter)[\\/]/],
];
const areaOf = (id: string) => AREAS.find(([, modules]) => modules.test(id))?.[0] ?? null;

export default defineConfig({
  plugins: [
    onlyWoff2(),
    react(),
    tailwindcss(),
    contractNames(),
    ownFonts(),
    firstPaint(),
    coastTiles(),
    pagesForTheServer(),
    offlineApp(),
    precompressed(),
  ],
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    reportCompressedSize: true,
    assetsInlineLimit: 0,
    rolldownOptions: {
      // Whoever starts this the first time needs no advice on its plugins.
      checks: { pluginTimings: false },
      output: {
        // What many pages share comes as one part: each small module as a part of its own is a request of its own, with headers and a dictionary of its own,
        // which made a tenth of the bytes of a first page.
        codeSplitting: {
          groups: [
            { name: 'texts', test: TEXTS, priority: 2, includeDependenciesRecursively: false },
            {
              name: areaOf,
              test: (id) => areaOf(id) !== null,
              minShareCount: 4,
              priority: 1,
              includeDependenciesRecursively: false,
            },
            { name: 'shared', test: OURS_OR_REACT, minShareCount: 10, maxModuleSize: 40_000 },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      apiPaths().map((path) => [
        path,
        {
          target: api,
          bypass: (request) => (request.headers.accept?.includes('text/html') ? '/index.html' : undefined),
        },
      ]),
    ),
  },
});
