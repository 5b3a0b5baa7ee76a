/**
 * Loaded into a service before its own code (`--import`, with `--expose-gc`): at SIGUSR2 it collects what can be collected and notes how
 * many bytes are alive, in the folder `LIVE_HEAP_FOLDER`, under its process id.
 */
import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = process.env['LIVE_HEAP_FOLDER'];

if (folder !== undefined)
  process.on('SIGUSR2', () => {
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    const file = path.join(folder, String(process.pid));
    writeFileSync(`${file}.part`, String(heapUsed + external));
    renameSync(`${file}.part`, file);
  });
