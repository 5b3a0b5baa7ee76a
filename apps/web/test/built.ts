import { existsSync } from 'node:fs';

/** vitest's first globalSetup of the browser tests: where the pages are not built, each test would wait for them until its time is over. */
export function setup(): void {
  if (existsSync(new URL('../dist/index.html', import.meta.url))) return;
  const error = new Error('There is no apps/web/dist for the browser tests: npm run build -w @docket/web makes it.');
  // Where it was thrown says nothing more.
  error.stack = error.message;
  throw error;
}
