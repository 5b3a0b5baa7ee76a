import { ignoresSamples } from '@docket/problem-package/group-paths';
import type { ScoreGroup } from '@docket/problem-package/types';

/** A group with what lies in it directly, in the order of judging. */
export type Node = ScoreGroup & {
  readonly children: Set<Node | string>;
  readonly groups: Node[];
  readonly tests: string[];
};

/** Is the path the group itself or below it? */
export function isBelow(path: string, group: string): boolean {
  return group === '' || path === group || path.startsWith(`${group}/`);
}

/** The innermost of the groups that hold a path; undefined for tests that do not count. */
export function innermostGroup<T extends { readonly path: string }>(groups: readonly T[], path: string): T | undefined {
  // A group of samples that is not listed was left out of the points, and with it all that is in it.
  if (isBelow(path, 'sample') && !groups.some((group) => group.path === 'sample')) return undefined;
  let found: T | undefined;
  for (const group of groups)
    if (path !== group.path && isBelow(path, group.path) && (!found || group.path.length > found.path.length))
      found = group;
  return found;
}

/** The group whose points a test makes; undefined where it makes none. */
export function worthOf(groups: readonly ScoreGroup[], test: string): ScoreGroup | undefined {
  return ignoresSamples(groups) && isBelow(test, 'sample') ? undefined : innermostGroup(groups, test);
}

/** Groups as a tree: the first is its root; what is beside it stays apart. */
export function treeOf(groups: readonly ScoreGroup[], tests: readonly string[]): readonly Node[] {
  const nodes: readonly Node[] = groups.map((group) => ({ ...group, children: new Set(), groups: [], tests: [] }));
  const [root] = nodes;
  for (const test of tests) {
    let child: Node | string = test;
    for (;;) {
      const node: Node | undefined =
        child === root ? undefined : innermostGroup(nodes, typeof child === 'string' ? child : child.path);
      if (node === undefined || node.children.has(child)) break;
      node.children.add(child);
      if (typeof child === 'string') node.tests.push(child);
      else node.groups.push(child);
      child = node;
    }
  }
  // Those without tests make nothing, which a smallest value must know.
  for (const node of nodes) {
    const around = node === root ? undefined : innermostGroup(nodes, node.path);
    if (around === undefined || around.children.has(node)) continue;
    around.children.add(node);
    around.groups.push(node);
  }
  return nodes;
}
