import { expect, test } from 'vitest';
import { locateUnified } from './cgroup-v2.ts';

const mount = (root: string, at = '/sys/fs/cgroup', options = 'rw,nsdelegate'): string =>
  `29 23 0:26 ${root} ${at} rw,nosuid,nodev,noexec,relatime shared:4 - cgroup2 cgroup2 ${options}`;
const root = '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw';

test.each([
  ['a service', [mount('/')], '0::/system.slice/docket.service', '/sys/fs/cgroup/system.slice/docket.service'],
  ['the root', [mount('/')], '0::/', '/sys/fs/cgroup'],
  ['a container that sees only its own part', [mount('/docker/ab12')], '0::/docker/ab12', '/sys/fs/cgroup'],
  ['a group below that part', [mount('/docker/ab12')], '0::/docker/ab12/worker', '/sys/fs/cgroup/worker'],
  ['a name with spaces', [mount('/')], '0::/my group', '/sys/fs/cgroup/my group'],
  ['beside v1', [mount('/', '/sys/fs/cgroup/unified')], '4:memory:/a\n0::/b', '/sys/fs/cgroup/unified/b'],
  ['mounted again over itself', [mount('/..'), mount('/')], '0::/', '/sys/fs/cgroup'],
  ['mounted again for a chroot', [mount('/'), mount('/', '/srv/cgroup')], '0::/a', '/sys/fs/cgroup/a'],
])('our own group: %s', (_title, mounts, groups, own) => {
  expect(locateUnified([root, ...mounts].join('\n'), `${groups}\n`)?.own).toBe(own);
});

test.each([
  ['outside of our namespace', mount('/'), '0::/../other'],
  ['in a mount from outside of our namespace', mount('/../..'), '0::/'],
  ['in another part than the mount shows', mount('/docker/ab12'), '0::/docker/cd34'],
  ['not told', mount('/'), '4:memory:/a'],
])('our own group is not to be seen: %s', (_title, line, groups) => {
  expect(locateUnified(`${root}\n${line}`, groups)).toEqual({ mount: '/sys/fs/cgroup', own: undefined });
});

test('no cgroup v2', () => {
  expect(locateUnified(root, '0::/')).toBeUndefined();
});
