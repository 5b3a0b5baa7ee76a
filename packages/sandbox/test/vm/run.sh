#!/bin/sh
# Runs the sandbox's tests on a pure cgroup v2 machine: a virtual one by software emulation, so it needs no hardware support
# and nothing of this machine's own cgroups. docs/sandbox.md says what it is for.
#
#   packages/sandbox/test/vm/run.sh                     cgroup-v2.box.test.ts
#   packages/sandbox/test/vm/run.sh FILE...             vitest with these arguments
#   packages/sandbox/test/vm/run.sh --shell 'COMMAND'   any command, in the checkout, as root; docker.sh beside this file
#                                                       starts an engine for one
#   VM_INIT=systemd packages/sandbox/test/vm/run.sh …   the same with systemd as the first process
#   VM_KERNEL=DIR packages/sandbox/test/vm/run.sh …     the same on the kernel of a linux-image package that was unpacked there
#
# Installs nothing on this machine. Wants root, these Debian packages: qemu-system-x86 debootstrap e2fsprogs, and `npm ci`.
# The first time it downloads Debian's cloud kernel and a root file system (250 MB) to .docket/vm, which takes some
# minutes and 5 GB. Then it starts in 10 to 20 s; a test file takes minutes. Tests of times may fail: nothing here is as fast as hardware.
set -eu
cd "$(dirname "$0")/../../../.."
here=packages/sandbox/test/vm
cache=${DOCKET_DATA_DIR:-.docket}/vm
init=${VM_INIT:-plain}
kernel=${VM_KERNEL:-$cache/kernel}
mkdir -p "$cache"

for command in qemu-system-x86_64 debootstrap mkfs.ext4; do
  command -v $command >/dev/null || { echo 'Missing: apt-get install qemu-system-x86 debootstrap e2fsprogs' >&2; exit 2; }
done
[ -d node_modules/vitest ] || { echo 'Missing: npm ci' >&2; exit 2; }

# Unpacked beside everything else, not installed.
if [ ! -d "$cache/kernel/boot" ]; then
  rm -rf "$cache/kernel"
  mkdir -p "$cache/kernel"
  image=$(apt-cache depends linux-image-cloud-amd64 | sed -n 's/.*Depends: \(linux-image-[0-9].*\)/\1/p' | head -1)
  (cd "$cache/kernel" && apt-get -q download "$image" busybox-static && for package in *.deb; do dpkg-deb -x "$package" .; done)
fi
# The first file system: it loads the drivers of the disk and of Docker's layers, and hands over.
if [ ! -f "$kernel/initrd" ] || [ $here/run.sh -nt "$kernel/initrd" ]; then
  first=$kernel/first
  rm -rf "$first"
  mkdir -p "$first/bin" "$first/dev" "$first/proc" "$first/root"
  cp "$cache/kernel/bin/busybox" "$first/bin/"
  find "$kernel"/lib "$kernel"/usr \( -name 'virtio.ko*' -o -name 'virtio_ring.ko*' -o -name 'virtio_pci*.ko*' -o -name 'virtio_blk.ko*' -o -name 'overlay.ko*' \) \
    -exec cp {} "$first/" \; 2>/dev/null || true
  ! ls "$first"/*.xz >/dev/null 2>&1 || unxz "$first"/*.xz
  cp $here/first.sh "$first/init"
  chmod +x "$first/init"
  (cd "$first" && find . | bin/busybox cpio -o -H newc 2>/dev/null) >"$kernel/initrd.part"
  mv "$kernel/initrd.part" "$kernel/initrd"
fi

if [ ! -f "$cache/root.ext4" ]; then
  root=$cache/root
  if [ ! -f "$root/etc/docket-vm" ]; then
    rm -rf "$root"
    mkdir -p "$cache/debs"
    debootstrap --variant=minbase --cache-dir="$(realpath "$cache/debs")" \
      --include=bubblewrap,gcc,g++,python3,systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,util-linux,docker.io bookworm "$root" >"$cache/debootstrap.log" 2>&1 || { tail -20 "$cache/debootstrap.log" >&2; exit 2; }
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    useradd --root "$(realpath "$root")" --create-home --shell /bin/sh judge
    touch "$root/etc/docket-vm"
  fi
  mkdir -p "$root/docket" "$root/opt/docket"
  cp "$(readlink -f node_modules/.bin/node)" "$root/opt/docket/node"
  # The tests' dependencies; what serves other tests is left out.
  tar -c --exclude='./@prisma' --exclude='./prisma' --exclude='./@turbo' --exclude='./@embedded-postgres' --exclude='./@typescript' \
    --exclude='./effect' --exclude='./@oxlint*' --exclude='./@electric-sql' --exclude='./*oxfmt' --exclude='./playwright*' --exclude='./knip' \
    --exclude='./elkjs' --exclude='./@tanstack' --exclude='./react*' --exclude='./@codemirror' -C node_modules . |
    { mkdir -p "$root/docket/node_modules" && tar -x -C "$root/docket/node_modules"; }
  truncate -s 3G "$cache/root.part"
  mkfs.ext4 -q -F -d "$root" "$cache/root.part"
  mv "$cache/root.part" "$cache/root.ext4"
fi

# The checkout goes in as a second disk that is an archive.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ "${1-}" = --shell ]; then
  printf '%s\n' "$2" >"$work/command"
else
  [ $# -gt 0 ] || set -- packages/sandbox/test/cgroup-v2
  printf 'node node_modules/vitest/vitest.mjs run --config packages/sandbox/test/vm/vitest.config.ts --reporter verbose' >"$work/command"
  printf " '%s'" "$@" >>"$work/command"
fi
cp $here/init.sh "$work/init"
chmod +x "$work/init"
tar -c --exclude=node_modules --exclude=.docket -f "$work/checkout.tar" packages vitest.config.ts package.json tsconfig.base.json \
  -C "$work" command init

case $init in systemd) boot='init=/lib/systemd/systemd systemd.run=/docket/init systemd.show_status=0' ;; *) boot=init=/docket/init ;; esac
qemu-system-x86_64 -M q35 -cpu max -accel tcg -smp 2 -m "${VM_MEMORY:-3G}" -nographic -no-reboot -snapshot \
  -nodefaults -serial stdio -kernel "$(ls "$kernel"/boot/vmlinuz-* | head -1)" -initrd "$kernel/initrd" \
  -append "console=ttyS0 quiet panic=-1 mitigations=off $boot" \
  -drive "file=$cache/root.ext4,format=raw,if=virtio" -drive "file=$work/checkout.tar,format=raw,if=virtio" </dev/null | tee "$work/log"
status=$(tr -d '\r' <"$work/log" | sed -n 's/^vm: status //p' | tail -1)
exit "${status:-3}"
