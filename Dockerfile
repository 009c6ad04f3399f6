# perfgen as it is locked, run by a user who is nobody in particular, on the folder /data.
#     docker build -t perfgen .                   check, build, pull, diff …
#     docker build -t perfgen --target pdf .      with LibreOffice and fonts, for build --to pdf
#     docker run --rm -v "$PWD:/data" --user "$(id -u):$(id -g)" perfgen check
FROM python:3.12-slim-bookworm AS made
WORKDIR /source
COPY .ci/requirements.txt .ci/requirements.txt
RUN python -m pip install --no-cache-dir --require-hashes -r .ci/requirements.txt
COPY . .
RUN python release/locked.py > locked.txt \
 && python -m hatchling build --target wheel --directory dist \
 && python -m venv --without-pip /perfgen \
 && python -m pip --python /perfgen/bin/python install --no-cache-dir --no-compile --no-deps --require-hashes -r locked.txt \
 && python -m pip --python /perfgen/bin/python install --no-cache-dir --no-deps dist/*.whl \
 && /perfgen/bin/python -m compileall -q /perfgen/lib

FROM python:3.12-slim-bookworm AS base
RUN apt-get -qq update \
 && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends git \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 1000 perfgen
COPY --from=made /perfgen /perfgen
ENV PATH=/perfgen/bin:$PATH PYTHONUTF8=1 HOME=/tmp
USER perfgen
WORKDIR /data
ENTRYPOINT ["perfgen"]
CMD ["--help"]

FROM base AS pdf
USER root
RUN apt-get -qq update \
 && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends \
    fontconfig fonts-liberation fonts-noto-cjk libreoffice-calc-nogui libreoffice-writer-nogui \
 && rm -rf /var/lib/apt/lists/*
USER perfgen

FROM base AS perfgen
