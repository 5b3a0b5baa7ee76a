import { expect } from 'vitest';
import { c, errnoOf, says, signaled, declareTraps, type Trap } from './traps.ts';

const TRAPS: readonly Trap[] = [
  {
    name: 'connecting to an address',
    language: 'c',
    code: c(
      'struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(53)}; a.sin_addr.s_addr = htonl(0x01010101); int s = socket(AF_INET, SOCK_STREAM, 0); connect(s, (void *)&a, sizeof a); puts(strerrorname_np(errno)); return 0;',
      '#include <netinet/in.h>',
    ),
    expect: says('ENETUNREACH\n'),
  },
  {
    name: 'no packet, netlink or vsock sockets',
    language: 'c',
    code: c(
      'int f[] = {AF_PACKET, AF_NETLINK, 40, 38}; for (int i = 0; i < 4; i++) printf("%d", socket(f[i], SOCK_RAW, 0) < 0); return 0;',
    ),
    expect: says('1111'),
  },
  {
    name: 'ptrace is named in the verdict',
    language: 'c',
    code: c('syscall(SYS_ptrace, 0, 0, 0, 0);'),
    expect: signaled('SIGSYS'),
  },
  {
    name: 'mount is named in the verdict',
    language: 'c',
    code: c('syscall(SYS_mount, "none", "/tmp", "tmpfs", 0, 0);'),
    expect: signaled('SIGSYS'),
  },
  {
    name: 'bpf is named in the verdict',
    language: 'c',
    code: c('syscall(SYS_bpf, 0, 0, 0);'),
    expect: signaled('SIGSYS'),
  },
  {
    name: 'a new user namespace by unshare',
    language: 'c',
    code: errnoOf('syscall(SYS_unshare, 0x10000000)'),
    expect: says('EPERM'),
  },
  {
    name: 'a new user namespace by clone',
    language: 'c',
    code: errnoOf('syscall(SYS_clone, 0x10000000 | 17, 0, 0, 0, 0)'),
    expect: says('EPERM'),
  },
  {
    name: 'keys that are added',
    language: 'c',
    code: errnoOf('syscall(SYS_add_key, "user", "k", "v", 1, -3)'),
    expect: says('ENOSYS'),
  },
  { name: 'io_uring', language: 'c', code: errnoOf('syscall(SYS_io_uring_setup, 1, 0)'), expect: says('ENOSYS') },
  {
    name: 'SysV shared memory',
    language: 'c',
    code: errnoOf('syscall(SYS_shmget, 1, 4096, 01666)'),
    expect: says('ENOSYS'),
  },
  {
    name: 'SysV semaphores',
    language: 'c',
    code: errnoOf('syscall(SYS_semget, 1, 1, 01666)'),
    expect: says('ENOSYS'),
  },
  {
    name: 'SysV message queues',
    language: 'c',
    code: errnoOf('syscall(SYS_msgget, 1, 01666)'),
    expect: says('ENOSYS'),
  },
  {
    name: 'keys that are asked for or read',
    language: 'c',
    code: c(
      'syscall(SYS_request_key, "user", "k", NULL, -3); int a = errno; syscall(SYS_keyctl, 0, -3, 1); printf("%s %s", strerrorname_np(a), strerrorname_np(errno)); return 0;',
    ),
    expect: says('ENOSYS ENOSYS'),
  },
  {
    name: 'POSIX message queues',
    language: 'c',
    code: errnoOf('syscall(SYS_mq_open, "q", O_CREAT | O_RDWR, 0600, 0)'),
    expect: says('ENOSYS'),
  },
  {
    name: 'becoming root',
    language: 'c',
    code: c('printf("%d %d %d", setuid(0), setgid(0), geteuid() == 0); return 0;'),
    expect: says('-1 -1 0'),
  },
  {
    name: 'a device node',
    language: 'c',
    code: c('printf("%d", mknod("/tmp/d", S_IFBLK | 0666, 0xfe00)); return 0;'),
    expect: says('-1'),
  },
  {
    name: 'a core dump',
    language: 'python3',
    code: 'import os, resource\nprint(resource.getrlimit(resource.RLIMIT_CORE) == (0, 0), flush=True)\nos.abort()',
    expect: (ran) => {
      signaled('SIGABRT')(ran);
      expect(ran.stdout.toString()).toBe('True\n');
    },
  },
  {
    name: 'a file over the size limit',
    language: 'c',
    code: c('int fd = open("/tmp/f", O_CREAT | O_WRONLY, 0600); ftruncate(fd, 1l << 40); pause();'),
    expect: signaled('SIGXFSZ'),
  },
];

declareTraps('traps: kernel', TRAPS);
