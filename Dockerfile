# qualys-pc for pipelines: Node.js, the program and nothing else of ours; no build tools, no keychain.
#
#   docker build --tag registry.example.com/qualys-pc:0.1.0 .
#   docker run --rm --volume "$PWD:/work" --env QUALYS_PASSWORD registry.example.com/qualys-pc:0.1.0 qualys-pc run
#
# Any base with Node.js 20 or later and npm will do, so that it builds where no registry of images is at hand.
ARG BASE=node:24-slim

FROM ${BASE} AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc tsconfig.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY scripts/build.js scripts/build.js
COPY scripts/bundle scripts/bundle
COPY src src
RUN node scripts/build.js

FROM ${BASE}
LABEL org.opencontainers.image.title="qualys-pc" \
      org.opencontainers.image.description="Headless runner for Qualys Policy Compliance scans" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/qualys-pc/qualys-pc"
COPY LICENSE package.json /opt/qualys-pc/
COPY --from=build /build/dist /opt/qualys-pc/dist
RUN ln -s /opt/qualys-pc/dist/cli.js /usr/local/bin/qualys-pc \
 && mkdir /work \
 && chown 10001:10001 /work
# By number, so that a cluster can prove that it is not root. It has no home, and needs none.
USER 10001:10001
WORKDIR /work
# CI systems start a shell in the image, so no entry point stands in its way. The program hears signals as process 1:
# SIGTERM cancels the scan that it launched.
ENTRYPOINT []
CMD ["qualys-pc", "--help"]
