# Weilu in a container: built from the checkout, run by nobody in particular, writing to /data and /tmp alone.
#   docker build --tag weilu --build-arg VERSION="$(git describe --tags --match 'v[0-9]*' | sed 's/^v//; s/-/+/; s/-/./')" .
#   docker run --rm --interactive --tty --volume weilu:/data weilu init
#   docker run --detach --restart unless-stopped --read-only --tmpfs /tmp --volume weilu:/data weilu
# For other processors: docker buildx build --platform linux/amd64,linux/arm64 .

FROM python:3.13-slim AS build
WORKDIR /src
# The packages, each by the hashes of its files: `make lock-image`.
COPY .ci/hashes .ci/hashes
# What links in the packages lead to: the script that verifies draws, and the config file with every setting.
COPY docs/verify_lottery.py docs/
COPY pyproject.toml README.md LICENSE config.example.toml ./
COPY storage storage
COPY playground playground
COPY handlers handlers
COPY bot bot
# Git stays outside: the version of the tag is told, as it is shown above.
ARG VERSION=0.0
RUN export SETUPTOOLS_SCM_PRETEND_VERSION_FOR_WEILU="$VERSION" \
    && python -m venv /opt/weilu \
    && pip="/opt/weilu/bin/pip --no-cache-dir --disable-pip-version-check" \
    && $pip install --require-hashes --requirement .ci/hashes/build.txt \
    && $pip install --require-hashes --no-build-isolation --requirement .ci/hashes/image.txt \
    && $pip install --no-deps --no-build-isolation . \
    && $pip uninstall --yes setuptools-scm packaging

FROM python:3.13-slim
RUN groupadd --system --gid 10001 weilu \
    && useradd --system --uid 10001 --gid weilu --home-dir /data --no-create-home --shell /usr/sbin/nologin weilu \
    && install --directory --owner weilu --group weilu --mode 0700 /data
COPY --from=build /opt/weilu /opt/weilu
ENV PATH=/opt/weilu/bin:$PATH \
    LANG=C.UTF-8 \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1
# The config, the store and its secret.
VOLUME /data
WORKDIR /data
USER 10001:10001
# Asks what [health] serves; where that is off it says so and is content.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["weilu", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["weilu"]
CMD ["run"]
