import { writeFile } from 'node:fs/promises';
import { contracts } from '../contracts.ts';
import { createOpenApiDocument } from './document.ts';

/** Writes the committed copy: `node apps/api/src/openapi/write.ts`. A test fails when it is not up to date. */
await writeFile(
  new URL('../../../../docs/openapi.json', import.meta.url),
  `${JSON.stringify(createOpenApiDocument(contracts), null, 2)}\n`,
);
