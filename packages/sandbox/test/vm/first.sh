#!/bin/busybox sh
# First process of the virtual machine: finds the disk, puts the checkout on it and hands over to what the kernel's line names.
busybox mount -t devtmpfs none /dev
busybox mount -t proc none /proc
# Which needs which differs between kernels; what comes too early is loaded in a later round.
for round in 1 2 3; do
  for module in /*.ko; do busybox insmod "$module" 2>/dev/null; done
done
while [ ! -b /dev/vdb ]; do busybox sleep 0.05; done
busybox mount -t ext4 /dev/vda /root
busybox tar -x -C /root/docket -f /dev/vdb
for word in $(busybox cat /proc/cmdline); do
  case $word in init=*) init=${word#init=} ;; esac
done
busybox umount /proc
exec busybox switch_root /root "$init"
