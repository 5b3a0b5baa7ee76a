#!/bin/sh
# Makes the base images of our Dockerfiles known to the engine: debian:bookworm-slim and node:24-bookworm-slim.
# Pulls them; where no registry can be reached, makes local stand-ins under the same names with debootstrap and the
# Node that the lockfile brings (run `npm ci` first). Does nothing for an image that is already there.
# Needs a running engine; for the stand-ins root, debootstrap and Debian's package mirror.
set -eu
cd "$(dirname "$0")/.."
export DOCKER_BUILDKIT=0

have() { docker image inspect "$1" >/dev/null 2>&1; }
pull() { timeout 120 docker pull -q "$1" >/dev/null 2>&1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

debian=debian:bookworm-slim
if ! have $debian && ! pull $debian; then
  echo "$debian cannot be pulled: making a stand-in with debootstrap"
  command -v debootstrap >/dev/null || { echo 'debootstrap is missing (apt-get install debootstrap)' >&2; exit 1; }
  debootstrap --variant=minbase bookworm "$work/root" >"$work/debootstrap.log" 2>&1 || { tail -20 "$work/debootstrap.log" >&2; exit 1; }
  rm -rf "$work/root/var/cache/apt/archives"/*.deb "$work/root/var/lib/apt/lists"/*
  tar -C "$work/root" --numeric-owner -c . | docker import --change 'CMD ["bash"]' --message 'stand-in made by docker/base-images.sh' - $debian >/dev/null
fi

node=node:24-bookworm-slim
if ! have $node && ! pull $node; then
  echo "$node cannot be pulled: making a stand-in from node_modules"
  case $(uname -m) in aarch64 | arm64) arch=arm64 ;; *) arch=x64 ;; esac
  mkdir "$work/node"
  cp "node_modules/node-linux-$arch/bin/node" "$work/node/node"
  npm=$(dirname "$(dirname "$(readlink -f "$(command -v npm)")")")
  cp -RL "$npm" "$work/node/npm"
  cat >"$work/node/Dockerfile" <<DOCKERFILE
FROM $debian
COPY node /usr/local/bin/node
COPY npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx \\
 && groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node
CMD ["node"]
DOCKERFILE
  docker build -q -t $node "$work/node" >/dev/null
fi
docker image ls --format '{{.Repository}}:{{.Tag}} {{.Size}}' | grep -E "^($debian|$node) "
