# syntax=docker/dockerfile:1
# The portal without compilers, tests and the database of the demo. One image for web, worker, migrations and the
# operator's programs: ROLE and the command tell them apart. See docs/operations.md.

FROM node:24-bookworm-slim AS build
WORKDIR /app
# Before the sources, so that packages are installed anew only when they change.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts
COPY scripts ./scripts
COPY prisma.config.ts ./
COPY prisma ./prisma
COPY src ./src
COPY jobs ./jobs
COPY templates ./templates
RUN node scripts/generate.ts \
 && node scripts/build.ts \
 && node scripts/production-packages.ts \
 && find dist -name '*.map' -delete

FROM node:24-bookworm-slim
ARG VERSION=unknown
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Guildhall" \
      org.opencontainers.image.description="A modular learning system and member portal for associations" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
ENV NODE_ENV=production \
    PORT=3000 \
    OPERATIONS_PORT=9090 \
    DATA_DIR=/data
WORKDIR /app
# Owned by root and never written to: whoever takes over the portal cannot change it, and the root may be read-only.
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/package.json ./package.json
COPY --from=build /app/prisma/migrations ./prisma/migrations
COPY --from=build /app/templates/locales ./templates/locales
COPY --from=build /app/templates/mail ./templates/mail
COPY --from=build /app/templates/documents ./templates/documents
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000 9090
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["node", "dist/healthcheck.js"]
CMD ["node", "--max-semi-space-size=8", "dist/main.js"]
