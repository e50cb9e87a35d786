FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/app \
    STATIC_ROOT=/app/collected COLLEGIUM_DATA=/data

RUN useradd --create-home --uid 10001 collegium && install -d -o collegium /data /app/collected
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes -r requirements.txt

COPY . .
USER collegium
RUN DATABASE_URL=postgresql://app_rt@localhost/collegium SECRET_KEY=build \
    python manage.py collectstatic --no-input --verbosity=0

VOLUME /data
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", \
     "--blocking-threads", "4", "--respawn-failed-workers", "--no-ws", "config.wsgi:application"]
