import { stringify } from 'yaml';
import { attribute, childrenOf } from './xml.ts';
import type { Xml } from './xml.ts';
import type { PolygonTest } from './polygon.ts';

type Group = { readonly name: string; readonly complete: boolean; readonly needs: readonly string[] };

/**
 * Groups of a Polygon package as folders below `data/secret/` with their `test_group.yaml`, which are put into `texts`. A group that is
 * complete or nothing is one folder; of one whose tests count each for itself, each test is a folder of its own.
 * @returns for the index of a test where it goes; samples that make no points go nowhere
 */
export function polygonGroups(
  groups: Xml | undefined,
  tests: readonly PolygonTest[],
  texts: Map<string, string>,
  warn: (text: string) => void,
): (index: number) => readonly string[] {
  const written = new Map(childrenOf(groups, 'group').map((group) => [attribute(group, 'name'), readGroup(group)]));
  const names = [...new Set(tests.map(({ group }) => group ?? ''))];
  const folderOf = (name: string): string =>
    `secret/${String(names.indexOf(name) + 1).padStart(3, '0')}-${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') || 'tests'}`;
  const own = (name: string, index: number): string => `${folderOf(name)}/${index + 1001}`;
  const membersOf = (name: string) => [...tests.entries()].filter(([, test]) => (test.group ?? '') === name);
  /** What is accepted whole where the group is: only what is all or nothing may be needed. */
  const needsOf = (name: string): readonly string[] => {
    // Samples are all that their group may hold, and are judged as such.
    if (membersOf(name).every(([, test]) => test.sample && (test.points ?? 0) === 0)) return ['sample'];
    return written.get(name)?.complete === true ? [folderOf(name)] : membersOf(name).map(([index]) => own(name, index));
  };
  const places = new Map<number, readonly string[]>();
  let total = 0;
  for (const name of names) {
    const inside = membersOf(name);
    const points = inside.reduce((sum, [, test]) => sum + (test.points ?? 0), 0);
    if (points === 0 && inside.every(([, { sample }]) => sample)) continue;
    const group = written.get(name) ?? { name, complete: false, needs: [] };
    const folder = folderOf(name);
    const earlier = group.needs.filter(
      (needed) => names.indexOf(needed) !== -1 && names.indexOf(needed) < names.indexOf(name),
    );
    if (earlier.length < group.needs.length)
      warn(`problem.xml: group ${name.slice(0, 40)} needs one that is judged after it; that is left out.`);
    const needs = earlier.flatMap((needed) => needsOf(needed));
    const require = needs.length === 0 ? {} : { require_pass: [...new Set(needs)] };
    total += points;
    if (group.complete) {
      texts.set(
        `data/${folder}/test_group.yaml`,
        yaml({ max_score: points, score_aggregation: 'pass-fail', ...require }),
      );
      for (const [index] of inside) places.set(index, [own(name, index)]);
      continue;
    }
    texts.set(`data/${folder}/test_group.yaml`, yaml({ max_score: points, score_aggregation: 'sum', ...require }));
    for (const [index, test] of inside) {
      const ownFolder = own(name, index);
      texts.set(
        `data/${ownFolder}/test_group.yaml`,
        yaml({ max_score: test.points ?? 0, score_aggregation: 'pass-fail' }),
      );
      places.set(index, [`${ownFolder}/1`]);
    }
  }
  texts.set('data/secret/test_group.yaml', yaml({ max_score: total, score_aggregation: 'sum' }));
  return (index) => places.get(index) ?? [];
}

function yaml(value: object): string {
  return stringify(value);
}

function readGroup(group: Xml): Group {
  return {
    name: attribute(group, 'name'),
    complete: attribute(group, 'points-policy') === 'complete-group',
    needs: childrenOf(childrenOf(group, 'dependencies')[0], 'dependency').map((one) => attribute(one, 'group')),
  };
}
