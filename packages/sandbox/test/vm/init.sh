#!/bin/sh
# In the virtual machine: runs the command and switches the machine off. Under systemd a unit of its own; elsewhere the first
# process, which first makes the least a Linux needs, with cgroup v2 mounted as systemd does it.
export PATH=/docket/node_modules/.bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TZ=UTC LANG=C.UTF-8 CI=1 NO_COLOR=1
if [ $$ = 1 ]; then
  mount -t proc none /proc
  mount -t sysfs none /sys
  mountpoint -q /dev || mount -t devtmpfs none /dev
  mkdir -p /dev/pts /dev/shm
  mount -t devpts none /dev/pts
  for path in /tmp /run /dev/shm; do mount -t tmpfs none $path; done
  mount -t cgroup2 -o nsdelegate,memory_recursiveprot none /sys/fs/cgroup
  echo docket-vm >/proc/sys/kernel/hostname
fi
exec >/dev/console 2>&1
cd /docket || exit 1
echo "vm: Linux $(uname -r), $(nproc) cores, first process $(cat /proc/1/comm), controllers $(cat /sys/fs/cgroup/cgroup.controllers)"
sh ./command
echo "vm: status $?"
echo o >/proc/sysrq-trigger
sleep 60
