# Tocsin in a container: runs as an ordinary user, writes nothing outside /tmp and the volume /var/lib/tocsin.

FROM python:3.12-slim AS packages
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt pyproject.toml ./
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --require-hashes -r requirements.txt
# The pinned file holds the tests' packages too; what the site does not need is taken out again.
COPY registry/bin/test_only.py registry/bin/
RUN /venv/bin/python registry/bin/test_only.py | xargs /venv/bin/pip uninstall --yes --disable-pip-version-check \
    && /venv/bin/pip check

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=registry.settings.base \
    TOCSIN_LOCAL=0 \
    TOCSIN_HOME=/var/lib/tocsin \
    STATIC_ROOT=/app/static
RUN useradd --system --user-group --uid 10001 --home-dir /var/lib/tocsin --shell /usr/sbin/nologin tocsin \
    && install -d -o tocsin -g tocsin -m 0700 /var/lib/tocsin
COPY --from=packages /venv /venv
WORKDIR /app
COPY manage.py pyproject.toml LICENSE ./
COPY registry registry
COPY cases cases
COPY reports reports
COPY fixtures fixtures
# No database is touched, and the key is for this one command.
RUN SECRET_KEY=for-the-build-only TOCSIN_MASTER_KEYS=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= TOCSIN_LOCAL=1 \
    python manage.py collectstatic --noinput --verbosity 0
USER tocsin
VOLUME /var/lib/tocsin
EXPOSE 8000
ENTRYPOINT ["/app/registry/bin/entrypoint.sh"]
CMD ["web"]
