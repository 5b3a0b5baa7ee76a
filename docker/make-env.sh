#!/bin/sh
# Writes docker/.env from docker/env.example with random secrets and this machine's engine socket. Never overwrites one.
set -eu
cd "$(dirname "$0")"
if [ -e .env ]; then
  echo 'docker/.env is there already; nothing was changed' >&2
  exit 0
fi
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
socket=${DOCKER_SOCKET:-/var/run/docker.sock}
if [ ! -S "$socket" ]; then
  echo "There is no engine socket at $socket; set DOCKER_SOCKET to where it is." >&2
  exit 1
fi
gid=$(stat -c %g "$socket")
umask 077
sed -e "s|^POSTGRES_PASSWORD=.*|POSTGRES_PASSWORD=$(secret)|" \
  -e "s|^REDIS_PASSWORD=.*|REDIS_PASSWORD=$(secret)|" \
  -e "s|^REALTIME_JWT_SECRET=.*|REALTIME_JWT_SECRET=$(secret)|" \
  -e "s|^ADMIN_PASSWORD=.*|ADMIN_PASSWORD=$(secret)|" \
  -e "s|^DOCKER_GID=.*|DOCKER_GID=$gid|" \
  -e "s|^DOCKER_SOCKET=.*|DOCKER_SOCKET=$socket|" env.example >.env
echo 'wrote docker/.env; the first admin and its password are in it'
