#!/bin/sh
# Brings an installation of docker/compose.yaml to the version of this checkout without refusing a request: builds, migrates, and
# replaces gateways, apis and what takes calls of providers by as many new ones, which are healthy before the first of the old ones is asked to stop. Workers of
# all kinds are replaced at once: what they judge is finished or handed back, and the queues wait meanwhile. The proxy and the bank stay.
#
#   sh docker/upgrade.sh [options for compose, such as --env-file FILE]
#
# For a moment there are twice as many apis and gateways, which wants their memory. If new ones do not become healthy they are removed
# and the old ones stay; the schema stays migrated, which the version before can live with (docs/sql.md).
set -eu
cd "$(dirname "$0")/.."
if docker compose version >/dev/null 2>&1; then program='docker compose'; else program=docker-compose; fi
# shellcheck disable=SC2086
compose() { $program $options -f docker/compose.yaml "$@"; }
options=$*
healthy_seconds=180

# running SERVICE: the ids of its containers, one a line
running() { compose ps -q "$1" | grep . || true; }
count() { printf '%s\n' "$1" | grep -c . || true; }
is_healthy() { [ "$(docker inspect --format '{{.State.Health.Status}}' "$1" 2>/dev/null)" = healthy ]; }

# networks_of ID: the names of its networks, each with a blank after it
networks_of() { docker inspect --format '{{range $name, $end := .NetworkSettings.Networks}}{{$name}} {{end}}' "$1"; }

# enter ID SERVICE FRONT NETWORKS: has a container that was only made in all of the networks but the front one. The plugin makes it in all of them,
# docker-compose 1.29 in the first, and in the others when it starts it.
enter() {
  member=$(networks_of "$1")
  for network in $4; do
    case " $member" in
    *" $network "*) if [ "$network" = "$3" ]; then docker network disconnect "$network" "$1"; fi ;;
    *) if [ "$network" != "$3" ]; then docker network connect --alias "$2" "$network" "$1"; fi ;;
    esac
  done
}

# wait_healthy IDS: until all are; 1 when one is not in time
wait_healthy() {
  waited=0
  for id in $1; do
    until is_healthy "$id"; do
      if [ "$waited" -ge "$healthy_seconds" ]; then return 1; fi
      sleep 1
      waited=$((waited + 1))
    done
  done
}

# roll SERVICE: as many new containers as there are old ones, then the old ones go. The proxy finds a container by its name in the network
# front, so new ones come into it when they are healthy: what has a body and meets one that does not listen yet is lost at proxies
# that cannot send it again (Caddy up to 2.11.1).
roll() {
  old=$(running "$1")
  n=$(count "$old")
  if [ "$n" = 0 ]; then return 0; fi
  first=$(printf '%s\n' "$old" | head -n 1)
  project=$(docker inspect --format '{{index .Config.Labels "com.docker.compose.project"}}' "$first")
  networks=$(networks_of "$first")
  compose up --no-start --no-deps --no-recreate --no-build --scale "$1=$((2 * n))" "$1"
  fresh=$(docker ps --all --quiet --no-trunc --filter status=created --filter "label=com.docker.compose.project=$project" \
    --filter "label=com.docker.compose.service=$1" --filter label=com.docker.compose.oneoff=False)
  for id in $fresh; do
    enter "$id" "$1" "${project}_front" "$networks"
    docker start "$id" >/dev/null
  done
  if ! wait_healthy "$fresh"; then
    echo "The new $1 did not become healthy within $healthy_seconds s; the old ones stay. It said:" >&2
    for id in $fresh; do docker logs --tail 20 "$id" >&2 || true; done
    # shellcheck disable=SC2086
    docker rm --force $fresh >/dev/null
    return 1
  fi
  for id in $fresh; do docker network connect --alias "$1" "${project}_front" "$id"; done
  # What the proxy has looked up is a second old at most.
  sleep 2
  # shellcheck disable=SC2086
  docker stop --time 40 $old >/dev/null && docker rm $old >/dev/null
  echo "$1: $n replaced"
}

# renew SERVICES: new containers for the old ones, also when nothing of theirs has changed; what they depend on is left alone
renew() { compose up --detach --no-deps --no-build --force-recreate "$@"; }

# kept SERVICE: as many as there are; one where the version before had none
kept() {
  n=$(count "$(running "$1")")
  echo "$1=$((n > 0 ? n : 1))"
}

api=$(count "$(running api)")
webhooks=$(count "$(running webhooks)")
worker=$(count "$(running worker)")
booking=$(count "$(running booking)")
if [ "$api" = 0 ]; then
  echo 'No api is running here: start the installation with compose up instead (docs/deploy.md).' >&2
  exit 1
fi
compose build
compose run --rm migrate
# What understands more comes before what writes more: an old gateway does not know what a limited token may not hear, an old worker not what a new api lets
# people ask for.
roll realtime
renew --scale "worker=$worker" worker
roll api
# The version before had none.
if [ "$webhooks" = 0 ]; then compose up --detach --no-deps --no-build webhooks; else roll webhooks; fi
renew --scale "booking=$booking" --scale "$(kept mail)" --scale "$(kept money)" --scale "$(kept outgoing)" booking mail money outgoing
echo 'upgraded'
