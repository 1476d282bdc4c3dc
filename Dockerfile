# One image for web, worker, beat and the step that migrates: see compose.yaml.
FROM python:3.11-slim-bookworm AS packages
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /packages
COPY requirements.lock /tmp/requirements.lock
RUN /packages/bin/pip install --require-hashes --no-deps -r /tmp/requirements.lock

FROM python:3.11-slim-bookworm
ENV PATH=/packages/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    MALLOC_ARENA_MAX=2 \
    DJANGO_SETTINGS_MODULE=config.settings \
    HEARTH_DATA=/data \
    STATIC_FOLDER=/hearth/static \
    ALIVE_FILE=/tmp/alive \
    HOST=0.0.0.0
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data hearth \
    && install -d -o hearth -g hearth /data
COPY --from=packages /packages /packages
WORKDIR /hearth
COPY manage.py pyproject.toml ./
COPY config config
COPY community community
COPY ideas ideas
COPY feedback feedback
RUN python -m compileall -q config community ideas feedback \
    && SECRET_KEY=none DATABASE_URL=postgres://none/none \
       python manage.py collectstatic --no-input --verbosity 0
USER 10001
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "-c", "python:config.house.gunicorn"]
