import { writeFile } from 'node:fs/promises';
import { areas } from '../areas.ts';
import { createOpenApiDocument } from './document.ts';

/** Writes the committed copy: `npm run openapi -w apps/api`. A test fails when it is not up to date. */
await writeFile(
  new URL('../../../../docs/openapi.json', import.meta.url),
  `${JSON.stringify(createOpenApiDocument(areas), null, 2)}\n`,
);
