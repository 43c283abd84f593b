# mcp-atlassian as an image: one static program, and what it needs of a system. `docker build -t mcp-atlassian .`, from a checkout.
#
# Each stage but the last can be put in place of from outside (--build-context): the release has built the programs already.

# Pinned to the oldest Rust that this is built with, as Cargo.toml says it.
FROM rust:1.95-alpine AS build
ARG TARGETARCH
WORKDIR /source
COPY . .
RUN cargo build --locked --profile dist --features jemalloc --bin mcp-atlassian \
    && install -D target/dist/mcp-atlassian "/program/$TARGETARCH/mcp-atlassian" \
    && deploy/image-root /root-folder /etc/ssl/certs/ca-certificates.crt

# The program for each architecture, in a folder of that name.
FROM scratch AS program
COPY --from=build /program /

# What stands around it: the user, a home, certificates.
FROM scratch AS root
COPY --from=build /root-folder /

FROM scratch
ARG TARGETARCH
COPY --from=root /etc /etc
# What is mounted at /home/app/.mcp-atlassian (the tokens of OAuth) is the user's own.
COPY --from=root --chown=1000:1000 /home/app /home/app
COPY --from=program /$TARGETARCH/mcp-atlassian /usr/local/bin/mcp-atlassian

ARG VERSION=""
ARG REVISION=""
ARG SOURCE=""
ARG SERVER_NAME=""
LABEL org.opencontainers.image.title="mcp-atlassian" \
      org.opencontainers.image.description="A Model Context Protocol server for Jira, Confluence and Bitbucket, on Cloud and on Data Center" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION" \
      org.opencontainers.image.source="$SOURCE" \
      io.modelcontextprotocol.server.name="$SERVER_NAME"

# By number, so that Kubernetes sees that it is not root; in /etc/passwd it is `app`.
USER 1000:1000
WORKDIR /home/app
# From outside of the container only what listens at every address is reached, and --oauth-setup likewise. Which hosts clients may
# name, and whether they share the server's account, is the operator's to say.
ENV HOME=/home/app \
    HOST=0.0.0.0 \
    ATLASSIAN_OAUTH_CALLBACK_HOST=0.0.0.0
EXPOSE 8000
# By the flags of the server, which are not in the environment. Over standard input and output there is nothing to ask.
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s --retries=3 \
    CMD ["/usr/local/bin/mcp-atlassian", "health", "--process", "1"]
ENTRYPOINT ["/usr/local/bin/mcp-atlassian"]
