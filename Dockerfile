# A hub in a container: its folder is the volume /data.  docs/how-to/docker.md says how.

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv --without-pip /opt/newsfold
COPY requirements/base.txt requirements/
RUN pip --python /opt/newsfold/bin/python install --require-hashes --constraint requirements/base.txt --requirement requirements/base.txt
COPY pyproject.toml README.md LICENSE ./
COPY src/ src/
RUN pip --python /opt/newsfold/bin/python install --no-deps --no-build-isolation .

FROM python:3.13-slim
COPY --from=build /opt/newsfold /opt/newsfold
ENV PATH=/opt/newsfold/bin:$PATH PYTHONDONTWRITEBYTECODE=1
RUN useradd --system --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin newsfold && install --directory --owner=newsfold --group=newsfold --mode=0700 /data
USER newsfold
WORKDIR /data
VOLUME /data
# A run ends cleanly on an interrupt; the first process of a container ignores a SIGTERM.
STOPSIGNAL SIGINT
HEALTHCHECK --interval=1m --timeout=30s --start-period=1m CMD ["newsfold", "--hub", "/data", "--quiet", "list", "sources"]
ENTRYPOINT ["newsfold", "--hub", "/data"]
CMD ["run"]
