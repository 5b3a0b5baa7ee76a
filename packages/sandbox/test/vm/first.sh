#!/bin/busybox sh
# First process of the virtual machine: finds the disk, puts the checkout on it and hands over to what the kernel's line names.
busybox mount -t devtmpfs none /dev
busybox mount -t proc none /proc
for module in virtio virtio_ring virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_blk; do
  busybox insmod /$module.ko 2>/dev/null
done
while [ ! -b /dev/vdb ]; do busybox sleep 0.05; done
busybox mount -t ext4 /dev/vda /root
busybox tar -x -C /root/docket -f /dev/vdb
for word in $(busybox cat /proc/cmdline); do
  case $word in init=*) init=${word#init=} ;; esac
done
busybox umount /proc
exec busybox switch_root /root "$init"
