#!/bin/sh
# What a container runs: `entrypoint.sh migrate` once with the owner's password, then `web` and `worker` with the login
# that owns nothing; or `manage <command>`.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
python=${PYTHON:-python}
role=${1:-}
[ $# -gt 0 ] && shift

case "$role" in
migrate)
    "$python" manage.py migrate --noinput
    if [ "${TOCSIN_SEED:-0}" = 1 ]; then
        "$python" manage.py seed
    fi
    ;;
web)
    # The heartbeat files should lie in memory: on a slow disk gunicorn takes a busy worker for a dead one.
    memory=/tmp
    [ -w /dev/shm ] && memory=/dev/shm
    exec "$python" -m gunicorn registry.wsgi:application \
        --bind "${BIND:-0.0.0.0}:${PORT:-8000}" \
        --workers "${WEB_WORKERS:-2}" --threads "${WEB_THREADS:-4}" \
        --worker-tmp-dir "$memory" \
        --no-control-socket --log-level warning --graceful-timeout 20
    ;;
worker)
    exec "$python" manage.py procrastinate worker
    ;;
manage)
    exec "$python" manage.py "$@"
    ;;
*)
    echo "entrypoint.sh: say what to run: migrate, web, worker, or manage <command>; not '$role'." >&2
    exit 2
    ;;
esac
