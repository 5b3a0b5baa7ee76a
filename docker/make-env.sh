#!/bin/sh
# Writes docker/.env from docker/env.example with random secrets and this machine's engine socket. Of one that is there nothing is
# changed; the secrets that a newer version has besides are added to it.
set -eu
cd "$(dirname "$0")"
secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
# An Ed25519 seed: 32 bytes in base64url.
key() { head -c 32 /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\n'; }
# As Standard Webhooks writes a secret.
hook() { printf 'whsec_'; head -c 32 /dev/urandom | base64 | tr -d '\n'; }
if [ -e .env ]; then
  if ! grep -q '^ROOM_PASS_SECRET=.' .env; then
    # The value that 0.1 signed passes with, since containers of both versions run side by side during the upgrade.
    printf '\n# Signs the passes of waiting rooms. See docs/runbooks/rotate-secrets.md for a value of its own.\nROOM_PASS_SECRET=%s\n' \
      "$(sed -n 's/^REALTIME_JWT_SECRET=//p' .env | tail -n 1)" >>.env
    echo 'added ROOM_PASS_SECRET to docker/.env, with the value of REALTIME_JWT_SECRET: change it when every container runs this version'
  fi
  if ! grep -q '^QUEUE_BOARD_SECRET=.' .env; then
    printf '\n# Signs the cookie of the queue board.\nQUEUE_BOARD_SECRET=%s\n' "$(secret)" >>.env
    echo 'added QUEUE_BOARD_SECRET to docker/.env'
  fi
  if ! grep -q '^WEBHOOKS_POSTGRES_PASSWORD=.' .env; then
    printf '\n# Of the role with which calls of providers are taken in.\nWEBHOOKS_POSTGRES_PASSWORD=%s\n' "$(secret)" >>.env
    echo 'added WEBHOOKS_POSTGRES_PASSWORD to docker/.env'
  fi
  if ! grep -q '^BANK_API_KEY=.' .env; then
    printf '\n# With which Docket asks the bank.\nBANK_API_KEY=%s\n' "$(secret)" >>.env
    echo 'added BANK_API_KEY to docker/.env'
  fi
  if ! grep -q '^WEBHOOK_SECRETS_BANK=.' .env; then
    printf '\n# What the bank signs its calls with.\nWEBHOOK_SECRETS_BANK=%s\n' "$(hook)" >>.env
    echo 'added WEBHOOK_SECRETS_BANK to docker/.env'
  fi
  echo 'docker/.env is there already; nothing else was changed' >&2
  exit 0
fi
socket=${DOCKER_SOCKET:-/var/run/docker.sock}
if [ ! -S "$socket" ]; then
  echo "There is no engine socket at $socket; set DOCKER_SOCKET to where it is." >&2
  exit 1
fi
gid=$(stat -c %g "$socket")
umask 077
sed -e "s|^POSTGRES_PASSWORD=.*|POSTGRES_PASSWORD=$(secret)|" \
  -e "s|^REDIS_PASSWORD=.*|REDIS_PASSWORD=$(secret)|" \
  -e "s|^WEBHOOKS_POSTGRES_PASSWORD=.*|WEBHOOKS_POSTGRES_PASSWORD=$(secret)|" \
  -e "s|^WEBHOOK_SECRETS_BANK=.*|WEBHOOK_SECRETS_BANK=$(hook)|" \
  -e "s|^BANK_API_KEY=.*|BANK_API_KEY=$(secret)|" \
  -e "s|^REALTIME_JWT_SECRET=.*|REALTIME_JWT_SECRET=$(secret)|" \
  -e "s|^ROOM_PASS_SECRET=.*|ROOM_PASS_SECRET=$(secret)|" \
  -e "s|^QUEUE_BOARD_SECRET=.*|QUEUE_BOARD_SECRET=$(secret)|" \
  -e "s|^TICKET_SIGNING_KEY=.*|TICKET_SIGNING_KEY=$(key)|" \
  -e "s|^ADMIN_PASSWORD=.*|ADMIN_PASSWORD=$(secret)|" \
  -e "s|^DOCKER_GID=.*|DOCKER_GID=$gid|" \
  -e "s|^DOCKER_SOCKET=.*|DOCKER_SOCKET=$socket|" env.example >.env
echo 'wrote docker/.env; the first admin and its password are in it'
