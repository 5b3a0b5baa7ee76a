import { expect, test } from 'vitest';
import { namedSources } from './compile.ts';
import { readLanguageCatalog } from './language-catalog.ts';

const catalog = await readLanguageCatalog();
const java = catalog.get('java');
if (!java) throw new Error('no java');

test.each([
  ['public class Solution {}', 'Solution.java'],
  ['class A {} public final class B {}', 'B.java'],
  [
    '// public class No {}\n/* public class No2 {} */ class A { String s = "public class No3 {"; char c = \'"\'; }',
    'Main.java',
  ],
  ['public sealed interface Shape {}', 'Shape.java'],
  ['public record Größe(int a) {}', 'Größe.java'],
  ['', 'Main.java'],
])('a single Java source %j is stored as %s', (content, name) => {
  expect(namedSources(java, [{ name: 'whatever', content }])?.[0]?.name).toBe(name);
});

test('several files keep their names, which must be usable and differ', () => {
  const file = (name: string): { name: string; content: string } => ({ name, content: '' });
  expect(namedSources(java, [file('a/B.java'), file('Größe x.java')])?.map(({ name }) => name)).toEqual([
    'a/B.java',
    'Größe x.java',
  ]);
  for (const bad of ['../A.java', '-d', '.git', 'a//b', 'a/', '/a', 'a\nb', 'a;b', 'a'.repeat(5) + '\0'])
    expect(namedSources(java, [file('A.java'), file(bad)])).toBeUndefined();
  expect(namedSources(java, [file('A.java'), file('A.java')])).toBeUndefined();
  expect(namedSources(java, [])).toBeUndefined();
});

test('each language file says what it needs to', () => {
  for (const spec of catalog.values()) {
    expect(spec.id).toMatch(/^[a-z][a-z0-9]*$/);
    expect(spec.extensions.every((extension) => extension.startsWith('.'))).toBe(true);
    expect(spec.probe.argv[0]).toMatch(/^\//);
    expect(spec.run({ entry: 'x', memoryBytes: 256 * 1024 * 1024 }).argv[0]).toMatch(/^\//);
  }
});

test('of several files in JavaScript the main one is checked, and beside the driver of a function the user’s', () => {
  const checked = (main: string) =>
    catalog
      .get('javascript')
      ?.compile?.([
        { name: 'solution.js', content: 'const a = ;' },
        { name: 'main.js', content: main },
      ])
      .argv.at(-1);
  expect(checked('const a = ;')).toBe('/box/main.js');
  expect(checked('// checks: solution.js\nrun();')).toBe('/box/solution.js');
});
