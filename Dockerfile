# One image for web, worker, beat and migrate; docker-compose.yml says which command each runs.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/al-in
COPY requirements.txt /tmp/
RUN /opt/al-in/bin/pip install --require-hashes --requirement /tmp/requirements.txt
WORKDIR /srv/al-in
COPY . .
# Translations and static files do not depend on where the image runs. The key drawn for this step stays in
# a folder of the build stage.
RUN /opt/al-in/bin/python -m alin.translations --compile \
    && ALIN_VAR=/tmp/build DEMO=1 /opt/al-in/bin/python manage.py collectstatic --no-input --verbosity 0 \
    && mv /tmp/build/static /srv/static

FROM python:3.11-slim-bookworm
ENV PATH=/opt/al-in/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    ALIN_VAR=/var/lib/al-in STATIC_ROOT=/srv/static HOST=0.0.0.0 PORT=8000
RUN useradd --system --uid 10001 --home-dir /var/lib/al-in --create-home --shell /usr/sbin/nologin al-in
COPY --from=build /opt/al-in /opt/al-in
COPY --from=build /srv /srv
WORKDIR /srv/al-in
USER al-in
VOLUME /var/lib/al-in
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "--config", "python:alin.gunicorn", "alin.wsgi"]
