/** What `cgroup-v2.box.test.ts` starts in some cgroup: opens bubblewrap boxes there and prints what held a program, as JSON. */
import { readFile } from 'node:fs/promises';
import { MIB } from '../src/backend.ts';
import type { BoxResult } from '../src/box.ts';
import { openBubblewrap } from '../src/bubblewrap.ts';
import { openNeutralFolder } from '../src/neutral.ts';

const [dataDir = ''] = process.argv.slice(2);
const warnings: string[] = [];
const log = { info() {}, warn: (details: object) => void warnings.push(JSON.stringify(details)), error: console.error };

const backend = await openBubblewrap({ dataDir, log, neutral: await openNeutralFolder(dataDir, log) });
const box = await backend.open({ id: `00000000-${process.pid}-try`, trust: 'run', core: 0 });
const python = async (code: string): Promise<BoxResult['evidence']> =>
  (
    await box.run({
      argv: ['/usr/bin/python3', '-I', '-S', '-c', code],
      env: {},
      stderrKeepBytes: 1024,
      limits: { cpuMs: 5000, wallMs: 10_000, memoryBytes: 64 * MIB, outputBytes: 4096, processes: 8 },
      onStdout: () => {},
    })
  ).evidence;
const modest = await python('bytes(16 << 20)');
const greedy = await python('x = b"x" * (256 << 20)');
// Its own group, if it could be seen: then the limit could be lifted.
const outward = await python(
  'import os\nassert not os.path.exists("/sys/fs/cgroup")\nassert all(fd in "012" or not os.path.isdir("/proc/self/fd/" + fd + "/run") for fd in os.listdir("/proc/self/fd"))\nassert not os.access("/cg/run", os.F_OK)\ntry: os.listdir("/proc/1/fd")\nexcept PermissionError: pass\nelse: raise SystemExit(9)',
);
const own = (await readFile('/proc/self/cgroup', 'utf8')).trim();
await box.close();
await backend.close();
console.log(JSON.stringify({ modest, greedy, outward, own, warnings }));
