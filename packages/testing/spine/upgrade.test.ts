import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('an upgrade replaces what must understand something new before what writes it', async () => {
  const script = await readFile(new URL('../../../docker/upgrade.sh', import.meta.url), 'utf8');
  const places = [/^compose run --rm migrate$/m, /^roll realtime$/m, /^renew .* worker$/m, /^roll api$/m].map((step) =>
    script.search(step),
  );
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});
