#!/bin/sh
# In the virtual machine: a Docker engine without a network, with this machine's own file system as the languages image; then
# the command that is given.
set -eu
dockerd --bridge=none --iptables=false --ip6tables=false >/tmp/dockerd.log 2>&1 &
until docker version >/dev/null 2>&1; do sleep 1; done
docker info --format 'vm: Docker {{.ServerVersion}}, cgroup v{{.CgroupVersion}} by {{.CgroupDriver}}, {{.Driver}}'
tar -C / --exclude='usr/*bin/docker*' --exclude='usr/bin/containerd*' --exclude=usr/share/doc --exclude=usr/share/locale -c \
  bin sbin lib lib64 usr etc/alternatives etc/ld.so.cache etc/passwd etc/group opt --no-recursion tmp | docker import - docket/languages:core >/dev/null
export DOCKET_REQUIRE_DOCKER=1
"$@"
