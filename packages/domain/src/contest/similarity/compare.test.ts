import { expect, it } from 'vitest';
import { compare, type Program } from './compare.ts';

const PYTHON = `
import sys
def read():
    # the graph
    n, m = map(int, sys.stdin.readline().split())
    graph = [[] for _ in range(n + 1)]
    for _ in range(m):
        a, b, w = map(int, sys.stdin.readline().split())
        graph[a].append((b, w))
        graph[b].append((a, w))
    return n, graph

def shortest(n, graph, start):
    dist = [float('inf')] * (n + 1)
    dist[start] = 0
    todo = [(0, start)]
    while todo:
        todo.sort(reverse=True)
        d, v = todo.pop()
        if d > dist[v]:
            continue
        for u, w in graph[v]:
            if d + w < dist[u]:
                dist[u] = d + w
                todo.append((d + w, u))
    return dist

n, graph = read()
print(*shortest(n, graph, 1)[1:])
`;

/** The same with other names, other comments and the functions the other way round. */
const COPIED = `
import sys

def dijkstra(count, adj, source):
    """Distances from the source."""
    best = [float("inf")] * (count + 1)
    best[source] = 0
    queue = [(0, source)]
    while queue:
        queue.sort(reverse=True)
        cost, node = queue.pop()
        if cost > best[node]:   # old
            continue
        for nxt, length in adj[node]:
            if cost + length < best[nxt]:
                best[nxt] = cost + length
                queue.append((cost + length, nxt))
    return best

def parse_input():
    count, edges = map(int, sys.stdin.readline().split())
    adj = [[] for _ in range(count + 1)]
    for _ in range(edges):
        x, y, length = map(int, sys.stdin.readline().split())
        adj[x].append((y, length))
        adj[y].append((x, length))
    return count, adj

count, adj = parse_input()
print(*dijkstra(count, adj, 1)[1:])
`;

/** The same problem, by somebody else. */
const INDEPENDENT = `
from heapq import heappush, heappop
N, M = [int(x) for x in input().split()]
E = {}
for i in range(M):
    s, t, c = [int(x) for x in input().split()]
    E.setdefault(s, {})[t] = min(c, E.get(s, {}).get(t, 10**18))
    E.setdefault(t, {})[s] = min(c, E.get(t, {}).get(s, 10**18))
done = {}
heap = []
heappush(heap, (0, 1))
while len(heap) > 0:
    at = heappop(heap)
    if at[1] in done:
        continue
    done[at[1]] = at[0]
    for nb in E.get(at[1], {}):
        if nb not in done:
            heappush(heap, (at[0] + E[at[1]][nb], nb))
out = []
for i in range(1, N + 1):
    out.append(str(done.get(i, 'inf')))
print(' '.join(out))
`;

const program = (id: string, source: string, language = 'python3', owner = id): Program => ({
  id,
  owner,
  language,
  source,
});
const none = new Map<string, string[]>();

it('finds who renamed everything and put the functions in another order, and leaves alone who wrote their own', async () => {
  const pairs = await compare([program('a', PYTHON), program('b', COPIED, 'pypy3'), program('c', INDEPENDENT)], none);
  expect(pairs.map(({ left, right }) => [left, right].toSorted())).toEqual([['a', 'b']]);
  const [pair] = pairs;
  expect(pair?.overlap).toBeGreaterThan(0.8);
  expect(pair?.longest).toBeGreaterThan(60);
  // Both functions were found where they stand now.
  const line = (text: string, part: string) => text.split('\n').findIndex((each) => each.includes(part)) + 1;
  const covers = (left: number, right: number) =>
    pair?.fragments.some(
      (each) => each.leftFrom <= left && left <= each.leftTo && each.rightFrom <= right && right <= each.rightTo,
    );
  expect(covers(line(PYTHON, 'todo.append'), line(COPIED, 'queue.append'))).toBe(true);
  expect(covers(line(PYTHON, 'graph[a].append'), line(COPIED, 'adj[x].append'))).toBe(true);
  expect(covers(line(PYTHON, 'todo.append'), line(COPIED, 'adj[x].append'))).toBe(false);
});

const KERNEL = `int solve(vector<long long>& a, int k) {
  sort(a.begin(), a.end());
  long long best = 0, sum = 0;
  for (int i = 0, j = 0; j < (int)a.size(); j++) {
    sum += a[j];
    while (a[j] * (j - i + 1) - sum > k) sum -= a[i++];
    best = max(best, (long long)(j - i + 1));
  }
  return best;
}`;

it('leaves out what everybody was given', async () => {
  const own = (name: string) =>
    `void ${name}() { for (auto& x : ${name}s) if (x.${name} > limit) { x.go(); total -= x.cost(1, 2) / 3; } }`;
  const programs = [
    program(
      'a',
      `#include <vector>\n${KERNEL}\nint main() { int n; cin >> n; while (n--) cout << n * n % 7 << endl; }`,
      'cpp17',
    ),
    program(
      'b',
      `${KERNEL}\n${own('cat')}\nstruct T { T* next; int depth; bool leaf() { return next == nullptr && depth > 0; } };`,
      'cpp20',
    ),
  ];
  expect(await compare(programs, none)).toHaveLength(1);
  expect(await compare(programs, new Map([['', [KERNEL]]]))).toEqual([]);
});

it('does not compare somebody with themselves, nor other languages, nor what is too short to say anything', async () => {
  expect(await compare([program('a', PYTHON, 'python3', 'ada'), program('b', COPIED, 'python3', 'ada')], none)).toEqual(
    [],
  );
  expect(await compare([program('a', KERNEL, 'java'), program('b', KERNEL, 'cpp17')], none)).toEqual([]);
  const sum = 'a, b = map(int, input().split())\nprint(a + b)\n';
  expect(await compare([program('a', sum), program('b', sum)], none)).toEqual([]);
});

it('takes what more than half of many have for the way to solve it, and still sees who shares the rest', async () => {
  const parts = ['x += y[z];', 'if (x) f(y, z);', 'while (!x--) g(z);', 'y = [x, z, x];', 'h({ x, y });', 'z <<= 1;'];
  const own = (at: number) => {
    let state = at * 7_919 + 13;
    return Array.from({ length: 24 }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return parts[(state >> 16) % parts.length];
    }).join('\n');
  };
  const programs = Array.from({ length: 24 }, (_, at) => program(`p${at}`, `${KERNEL}\n${own(at)}`, 'javascript'));
  const copied = { ...program('copy', programs[5]?.source.replaceAll('x', 'other') ?? '', 'javascript') };
  const [first] = await compare([...programs, copied], none);
  expect(new Set([first?.left, first?.right])).toEqual(new Set(['copy', 'p5']));
  expect(first?.overlap).toBe(1);
  expect(first?.fragments.every(({ leftFrom }) => leftFrom > 9)).toBe(true);
});

it('ends with texts and comments that nobody closed, and with tables of a thousand numbers', async () => {
  const table = `int t[] = {${Array.from({ length: 5_000 }, (_, i) => i).join(', ')}};`;
  const odd = [table, `${table} /* `, `${table} "`, `${table} '`, '', '\u0000\uFFFF'];
  const pairs = await compare(
    odd.map((source, at) => program(`o${at}`, source, 'cpp17')),
    none,
  );
  expect(pairs).toHaveLength(6);
});
