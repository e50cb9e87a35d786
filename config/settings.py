"""Settings. Environments differ by variables only; each is listed in docs/operating.md."""

import os
import sys
from pathlib import Path

from config.databases import database, derived

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(name: str, default: str = "0") -> bool:
    return os.environ.get(name, default).lower() in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    return [word for word in os.environ.get(name, default).replace(",", " ").split() if word]


PRODUCT_NAME = "Collegium"
SECRET_KEY = os.environ.get("SECRET_KEY", "")
DEBUG = flag("DEBUG")
DEMO = flag("COLLEGIUM_DEMO")
TLS = flag("COLLEGIUM_TLS")
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost 127.0.0.1 [::1]")
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS")
PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://localhost:8000")
DATA_DIR = Path(os.environ.get("COLLEGIUM_DATA", BASE_DIR / ".data"))

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "portal",
    "analytics",
    "customers",
    "communities",
    "tenancy",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.idp.oidc",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tenancy.intake.middleware.StrictRequestMiddleware",
    "tenancy.permissions.calling.ShortWayMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tenancy.wall.middleware.ResolveMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "tenancy.people.preferring.PreferenceMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "tenancy.permissions.middleware.DeclaredPermissionMiddleware",
    "tenancy.wall.middleware.ScopeMiddleware",
    "tenancy.permissions.calling.InnermostMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "tenancy.surfaces.frame.frame",
                "config.demo.cards.demo_accounts",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "tenancy.templatetags.design",
                "tenancy.templatetags.addresses",
            ],
        },
    }
]

DATABASES = {
    "default": database(os.environ.get("DATABASE_URL", "")),
    "auth": database(derived("AUTH_DATABASE_URL", "app_auth")),
    "metrics": database(derived("METRICS_DATABASE_URL", "app_metrics")),
    "break_glass": database(derived("BREAK_DATABASE_URL", "app_break")),
}
if os.environ.get("MIGRATION_DATABASE_URL"):
    DATABASES["owner"] = database(os.environ["MIGRATION_DATABASE_URL"])
    if flag("COLLEGIUM_AS_OWNER"):  # `migrate` alone: every alias speaks as the owner of the tables
        DATABASES |= {alias: dict(DATABASES["owner"]) for alias in ("default", "auth")}
DATABASE_ROUTERS = ["tenancy.wall.router.PlaneRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = os.environ.get("REDIS_URL", "")
# The smallest group of members behind a released figure; the release rule never goes below ten.
RELEASE_THRESHOLD = int(os.environ.get("RELEASE_THRESHOLD", "10"))
SECRETS_KEYS = words("SECRETS_KEYS")
WEBHOOKS_MAY_BE_LOCAL = flag("WEBHOOKS_MAY_BE_LOCAL")
TASK_LEASE_SECONDS = int(os.environ.get("TASK_LEASE_SECONDS", "30"))
# An import is stored in batches of about so many bytes of its file, each with a checkpoint.
INGEST_BATCH_BYTES = int(os.environ.get("INGEST_BATCH_BYTES", "12000000"))
IMPORT_FILES_DAYS = int(os.environ.get("IMPORT_FILES_DAYS", "30"))

AUTH_USER_MODEL = "tenancy.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_ENGINE = "tenancy.people.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

SESSION_COOKIE_NAME = "__Host-session" if TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if TLS else "csrf"
LANGUAGE_COOKIE_NAME = "__Host-language" if TLS else "language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("TRUST_PROXY") else None
TRUSTED_PROXIES = words("TRUSTED_PROXIES")
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# Parts with a subject of their own; they stand where their values belong in the order of this file.
from config.security import CONTENT_SECURITY_POLICY  # noqa: E402, F401
from config.signing_in import *  # noqa: E402, F403

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "tenancy_cache"},
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"), ("it", "Italiano")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
# Without collected files (tests, a checkout) they come from where they lie and keep their names.
COLLECTED = "collectstatic" in sys.argv or (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
WHITENOISE_MAX_AGE = 31_536_000

EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "tenancy.notices.outbox_backend.OutboxBackend")
# Without a server, mails stay in the outbox.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", "1")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "no-reply@collegium.invalid")

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["customers.clients.signing_in.ClientAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["tenancy.permissions.api.DeclaredPermission"],
    "DEFAULT_RENDERER_CLASSES": ["customers.interface.rendering.PlainJSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["tenancy.intake.parser.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "tenancy.permissions.api.problem",
    "UNAUTHENTICATED_USER": None,
}

API_CALLS_PER_MINUTE = int(os.environ.get("API_CALLS_PER_MINUTE", "60000"))
API_CALLS_PER_MINUTE_OF_TENANT = int(os.environ.get("API_CALLS_PER_MINUTE_OF_TENANT", "120000"))

SPECTACULAR_SETTINGS = {
    "TITLE": f"{PRODUCT_NAME} for CRM systems",
    "DESCRIPTION": "Accounts, contacts, sales and what becomes of them. No scope reaches what members of a "
    "customer community write.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "DISABLE_ERRORS_AND_WARNINGS": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "customers.interface.describing.complete",
    ],
}

SILENCED_SYSTEM_CHECKS = ["models.W042"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {"django.db.backends": {"level": "WARNING"}},
}
