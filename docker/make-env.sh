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
SUBJECT=mailto:nobody@example.org
# Private and public half of a key on P-256 in base64url, with a space between, out of the DER of RFC 5915. Nothing without openssl.
push_pair() {
  command -v openssl >/dev/null || return 1
  der=$(mktemp)
  openssl ecparam -name prime256v1 -genkey -noout -outform DER >"$der" 2>/dev/null || { rm -f "$der"; return 1; }
  printf '%s %s' "$(tail -c +8 "$der" | head -c 32 | base64 | tr '+/' '-_' | tr -d '=\n')" \
    "$(tail -c 65 "$der" | base64 | tr '+/' '-_' | tr -d '=\n')"
  rm -f "$der"
}
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
  if ! grep -q '^OUTGOING_WEBHOOK_SECRET=.' .env; then
    printf '\n# What the secrets of webhooks to merchants are made of.\nOUTGOING_WEBHOOK_SECRET=%s\n' "$(secret)" >>.env
    echo 'added OUTGOING_WEBHOOK_SECRET to docker/.env'
  fi
  if ! grep -q '^VAPID_PRIVATE_KEY=.' .env && pair=$(push_pair); then
    printf '\n# The key that browsers and their push services know this installation by, and where their operators reach you.\n' >>.env
    printf 'VAPID_PUBLIC_KEY=%s\nVAPID_PRIVATE_KEY=%s\nVAPID_SUBJECT=%s\n' "${pair#* }" "${pair% *}" "$SUBJECT" >>.env
    echo "added a VAPID key to docker/.env; put an address of yours into VAPID_SUBJECT"
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
pair=$(push_pair) || pair=' '
[ "$pair" = ' ' ] && SUBJECT= && echo 'openssl is not here, so nothing is pushed to devices; docs/notifications.md says how to make a key' >&2
sed -e "s|^POSTGRES_PASSWORD=.*|POSTGRES_PASSWORD=$(secret)|" \
  -e "s|^REDIS_PASSWORD=.*|REDIS_PASSWORD=$(secret)|" \
  -e "s|^WEBHOOKS_POSTGRES_PASSWORD=.*|WEBHOOKS_POSTGRES_PASSWORD=$(secret)|" \
  -e "s|^WEBHOOK_SECRETS_BANK=.*|WEBHOOK_SECRETS_BANK=$(hook)|" \
  -e "s|^OUTGOING_WEBHOOK_SECRET=.*|OUTGOING_WEBHOOK_SECRET=$(secret)|" \
  -e "s|^VAPID_PUBLIC_KEY=.*|VAPID_PUBLIC_KEY=${pair#* }|" \
  -e "s|^VAPID_PRIVATE_KEY=.*|VAPID_PRIVATE_KEY=${pair% *}|" \
  -e "s|^VAPID_SUBJECT=.*|VAPID_SUBJECT=$SUBJECT|" \
  -e "s|^BANK_API_KEY=.*|BANK_API_KEY=$(secret)|" \
  -e "s|^REALTIME_JWT_SECRET=.*|REALTIME_JWT_SECRET=$(secret)|" \
  -e "s|^ROOM_PASS_SECRET=.*|ROOM_PASS_SECRET=$(secret)|" \
  -e "s|^QUEUE_BOARD_SECRET=.*|QUEUE_BOARD_SECRET=$(secret)|" \
  -e "s|^TICKET_SIGNING_KEY=.*|TICKET_SIGNING_KEY=$(key)|" \
  -e "s|^ADMIN_PASSWORD=.*|ADMIN_PASSWORD=$(secret)|" \
  -e "s|^DOCKER_GID=.*|DOCKER_GID=$gid|" \
  -e "s|^DOCKER_SOCKET=.*|DOCKER_SOCKET=$socket|" env.example >.env
echo 'wrote docker/.env; the first admin and its password are in it'
