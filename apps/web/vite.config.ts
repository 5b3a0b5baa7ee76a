import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

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

/** In development the pages come from here and the data from a running API: a page is what a browser navigates to. */
const api = 'http://127.0.0.1:3000';
const apiPaths = [
  '/user',
  '/problems',
  '/submissions',
  '/profile',
  '/languages',
  '/realtime',
  '/runs',
  '/rejudges',
  '/admin',
  '/cities',
  '/venues',
  '/halls',
  '/titles',
  '/shows',
  '/bookings',
  '/features',
];

export default defineConfig({
  plugins: [onlyWoff2(), react(), tailwindcss()],
  build: {
    target: 'es2023',
    cssTarget: ['chrome123', 'safari17.5', 'firefox120'],
    reportCompressedSize: true,
    assetsInlineLimit: 0,
  },
  server: {
    proxy: Object.fromEntries(
      apiPaths.map((path) => [
        path,
        {
          target: api,
          bypass: (request) => (request.headers.accept?.includes('text/html') ? '/index.html' : undefined),
        },
      ]),
    ),
  },
});
