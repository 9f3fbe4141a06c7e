"""Django settings, drawn from the environment (alin/environment.py).

Without any variable the project runs « embedded »: SQLite, a brokerless Celery transport and mails as
files, all below ALIN_VAR. DATABASE_URL and REDIS_URL switch to the servers used in service.
"""

from pathlib import Path

from celery.schedules import crontab
from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _
from redis.backoff import NoBackoff
from redis.retry import Retry

from alin import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = env.folder("ALIN_VAR", BASE_DIR / "var")
DEBUG = env.flag("DEBUG")
DEMO = env.flag("DEMO")
SECRET_KEY = env.secret_key(VAR)
# The key before the last change: still opens sealed secrets, links and sessions (docs/accounts.md).
SECRET_KEY_FALLBACKS = [key for key in [env.text("SECRET_KEY_PREVIOUS")] if key]

HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000, 1, 65535)
WEB_WORKERS = env.number("WEB_WORKERS", 2, 1, 64)
WEB_THREADS = env.number("WEB_THREADS", 4, 1, 64)
SITE_URL = env.address("SITE_URL", ("http", "https")).rstrip("/") or env.local_url(HOST, PORT)
# This machine's own names always count: health checks come by them.
ALLOWED_HOSTS = [*env.host_names("ALLOWED_HOSTS", [HOST]), "localhost", "127.0.0.1", "[::1]"]
# The demo is served over plain HTTP on this machine; anything else is behind HTTPS.
HTTPS_ONLY = not (DEMO or DEBUG) or SITE_URL.startswith("https://")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS_ONLY and SITE_URL.startswith("https://") else []

# --- Applications -------------------------------------------------------------------------------
INSTALLED_APPS = [
    "alin.demo",
    "alin.simulator",
    "candidatures",
    "offers",
    "applications",
    "accounts",
    "alin.pages",
    "alin.places",
    "alin.outbox",
    "alin.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_htmx",
    "phonenumber_field",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "alin.middleware.CompressedPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "alin.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.LastActivityMiddleware",
    "accounts.limit_middleware.AccountLimitMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "alin.middleware.PrivatePagesMiddleware",
    "alin.middleware.OddRequestsMiddleware",
]

ROOT_URLCONF = "alin.urls"
WSGI_APPLICATION = "alin.wsgi.application"
FORM_RENDERER = "alin.forms.ComponentRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "alin.context.site",
            ],
            "builtins": ["alin.templatetags.al_in"],
            "libraries": {"office": "alin.templatetags.office"},
        },
    }
]

# --- State --------------------------------------------------------------------------------------
DATABASES = {"default": env.database(VAR / "al-in.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis_address("REDIS_URL")
if REDIS_URL:
    # A cache that is away costs speed, never a page: its errors are logged and ignored.
    CACHES = {
        "default": {
            "BACKEND": "alin.redis_cache.ForgivingRedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": "al-in",
            "OPTIONS": {
                "CLIENT_CLASS": "alin.redis_cache.PatientClient",
                "SOCKET_CONNECT_TIMEOUT": 1,
                "SOCKET_TIMEOUT": 1,
                # One more try, for a connection that Redis closed meanwhile; not redis-py's seconds of them.
                "CONNECTION_POOL_KWARGS": {"retry": Retry(NoBackoff(), 1)},
                "IGNORE_EXCEPTIONS": True,
            },
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
        }
    }

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(VAR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Messages and background work ---------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Action Logement <no-reply@actionlogement.fr>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAIL_FOLDER = VAR / "mail"
SMS_FOLDER = VAR / "sms"
globals().update(env.mail(MAIL_FOLDER))

CELERY_TIMEZONE = "Europe/Paris"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 90
CELERY_TASK_PUBLISH_RETRY = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 4
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "visibility_timeout": 600,  # longer than any task's time limit
        "socket_connect_timeout": 2,
        "socket_timeout": 5,
        # A page that hands over a task does not wait for a broker that is away: the sweep will come.
        "max_retries": 1,
        "interval_start": 0.1,
        "global_keyprefix": "al-in:",
    }
else:
    BROKER_FOLDER = VAR / "broker"
    for name in ("queue", "processed", "control"):
        (BROKER_FOLDER / name).mkdir(parents=True, exist_ok=True)
    CELERY_BROKER_URL = "filesystem://"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(BROKER_FOLDER / "queue"),
        "data_folder_out": str(BROKER_FOLDER / "queue"),
        "processed_folder": str(BROKER_FOLDER / "processed"),
        "control_folder": str(BROKER_FOLDER / "control"),
        "polling_interval": 0.2,
    }
CELERY_BEAT_SCHEDULE = {
    "outbox-sweep": {
        "task": "alin.outbox.tasks.sweep",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "heartbeat": {
        "task": "alin.outbox.tasks.beat",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "calendar": {
        "task": "applications.tasks.follow_the_calendar",
        "schedule": crontab(hour=0, minute=5),
    },
    # Idle turns cost three queries; a turn that waited for more than a minute is replaced by the next.
    "registry-round": {
        "task": "applications.tasks.refresh_turn",
        "schedule": crontab(hour="1-5", minute="*"),
        "options": {"expires": 60},
    },
    "expiry-reminders": {
        "task": "applications.tasks.remind_of_expiry",
        "schedule": crontab(hour="8-19", minute="*/5"),
        "options": {"expires": 300},
    },
    "offer-imports": {
        "task": "offers.tasks.take_up_imports",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "archives": {
        "task": "accounts.tasks.tend_archives",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # A scheduled offer opens at midnight by its dates; this tells the alerts, within a minute.
    "announce-published": {
        "task": "offers.tasks.announce_published",
        "schedule": crontab(minute="*"),
        "options": {"expires": 60},
    },
    "announcements": {
        "task": "offers.tasks.take_up_announcements",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    # What is due at eight in Paris; later turns make up for a worker that was away.
    "morning-mails": {
        "task": "offers.tasks.send_morning_mails",
        "schedule": crontab(hour="8-19", minute="*/5"),
        "options": {"expires": 300},
    },
    "purge": {
        "task": "accounts.tasks.purge",
        "schedule": crontab(hour=3, minute=20),
    },
}

# --- The registry (R9) --------------------------------------------------------------------------
REGISTRY_URL = env.gateway_address("REGISTRY_URL")
REGISTRY_TOKEN = env.token("REGISTRY_TOKEN")
REGISTRY_CERTIFICATE = env.client_certificate("REGISTRY_CERTIFICATE")
# Another portal asks this one's simulator with it (docs/registry.md); without it no program is answered.
SIMULATOR_TOKEN = env.token("SIMULATOR_TOKEN", shortest=16)

# --- Rules with a number (R1.4, R3.4, R4.3) -----------------------------------------------------
AFFORDABILITY_RATIO = 3  # monthly resources ≥ ratio × rent charges included
SECURITY_CODE_HOURS = 24
SECURITY_CODE_TRIES = 5
SECURITY_CODE_SENDS = 5  # mails per code, so nobody can flood a mailbox with our help
# The nightly round (docs/updates.md): files a minute, seconds between two, and whom it asks for.
REFRESH_FILES_PER_MINUTE = 30
REFRESH_PAUSE = (0.1, 0.5)
REFRESH_EVERY_DAYS = 30  # a file the registry's list never named is asked for again after so long
REFRESH_ACTIVE_DAYS = 180  # a file not submitted counts as live while its holder logged in within so long
EXPIRY_REMINDER_DAYS = (30, 7)  # before the last day of validity
EXPIRY_LATE_DAYS = 14  # a demande that ended longer ago is not written about any more
SECURITY_CODE_SENDS_PER_DAY = 10  # mails in 24 hours per account, and per unique number
SECURITY_CODE_TRIES_PER_DAY = 20  # wrong tries in 24 hours per account, and per unique number
# Different numbers an account may ask for in 24 hours: five mistakes and the right one.
UNIQUE_NUMBERS_PER_DAY = 60 if DEMO else 6

# --- Alerts and favourites (R5.5, docs/alerts.md) ------------------------------------------------
ALERTS_PER_ACCOUNT = 20
ALERT_OFFERS_PER_MAIL = 20  # of the morning's mail; its button leads to all of them
FAVOURITES_PER_ACCOUNT = 100
FAVOURITE_REMINDER_DAYS = 2  # before the last day

# --- Retention (R8.2, docs/retention.md) ----------------------------------------------------------
# How long what is kept after its end; KEEP_<NAME>_<UNIT> in the environment changes one. The nightly purge
# and the public page « Données personnelles » are both drawn from here (alin/retention.py).
RETENTION = {
    name: (env.number(f"KEEP_{name}_{unit}".upper(), default, 1, 3650), unit)
    for name, default, unit in [
        ("never_activated", 30, "days"),
        ("inactive_account", 24, "months"),
        ("former_staff", 24, "months"),
        ("ended_demande", 12, "months"),
        ("ended_candidature", 24, "months"),
        ("kept_decision", 60, "months"),
        ("look", 12, "months"),
        ("security_code", 30, "days"),
        ("number_entry", 2, "days"),  # limits count 24 hours, and a period counts whole days
        ("spent_code", 2, "days"),  # likewise
        ("announcement", 12, "months"),
        ("favourite", 6, "months"),
        ("message", 12, "months"),
        ("farewell", 1, "days"),
        ("archive", 7, "days"),
        ("invitation", 12, "months"),
        ("help_request", 12, "months"),
    ]
}
RETENTION["session"] = (14, "days")  # Django's SESSION_COOKIE_AGE
ARCHIVES_FOLDER = VAR / "archives"  # never below MEDIA_ROOT: nothing here is public
ARCHIVES_PER_DAY = 1

# --- The map (docs/search.md) ---------------------------------------------------------------------
# Without tiles the offers stand on a plain ground, and no browser asks another server for anything.
MAP_TILES_URL, MAP_TILES_SOURCE = env.map_tiles("MAP_TILES_URL")
MAP_TILES_ATTRIBUTION = env.text("MAP_TILES_ATTRIBUTION")

# --- People -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.auth_backend.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 8},
    },
    {"NAME": "accounts.passwords.CompositionValidator"},
    {"NAME": "accounts.passwords.NotTheUsernameValidator"},
    {"NAME": "accounts.passwords.PersonalWordsValidator"},
    {"NAME": "accounts.passwords.CommonPasswordsValidator"},
]
PASSWORD_RESET_TIMEOUT = 2 * 24 * 3600
INVITATION_DAYS = 7  # how long the link of an invitation to an organisation is good
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "after_login"
LOGOUT_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# allauth drops the password from the log-in form too when it is absent here; the sign-up form removes it.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "signup": "accounts.forms.SignupForm",
    "login": "accounts.forms.LoginForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "add_email": "accounts.forms.ChangeEmailForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 2
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
# Who has just logged in or confirmed who they are is not asked again for so many seconds.
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "precision"
# Merged over allauth's. The employees of a company often share one address on the Internet, so limits per
# address on the network are wide, and limits per account narrow.
ACCOUNT_RATE_LIMITS = {
    # Behind every button of the account pages; the others are narrower (accounts/limit_middleware.py).
    "account_visitor": "300/m/ip",
    "account_member": "60/m/user",
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
    "resend_access": "30/m/ip",
    "activation": "60/m/ip",
    "change_password": "5/m/user",
    "manage_email": "10/m/user",
    "reauthenticate": "10/m/user",
    # The simulated registration site: finding a demande by number and birth date, filing a new one.
    "registration_site": "30/m/ip,10/h/key",
    "registration_site_create": "20/h/ip",
    # Entering a unique number asks the registry; a code is tried, or sent again (docs/security-codes.md).
    "number_entry": "20/h/user,300/h/ip",
    "security_code": "30/h/user,600/h/ip",
    "security_code_send": "15/h/user,300/h/ip",
    "contact": "10/m/ip",
    "registry_update": "10/m/user",
    "confirm_email": "1/3m/key",
    "invitation": "60/m/ip",
    "invite": "30/h/user",
    "resend_invitation": "1/3m/key",
    "manage_team": "60/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0, 0, 9)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_ADAPTER = "accounts.mfa_adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.mfa_forms.AuthenticateForm",
    "reauthenticate": "accounts.mfa_forms.ReauthenticateForm",
    "activate_totp": "accounts.mfa_forms.ActivateTOTPForm",
    "authenticate_webauthn": "accounts.mfa_forms.UsePasskeyForm",
    "reauthenticate_webauthn": "accounts.mfa_forms.ConfirmWithPasskeyForm",
    "add_webauthn": "accounts.mfa_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.mfa_forms.EditPasskeyForm",
}
MFA_TOTP_ISSUER = "AL'in"
# Nobody logs in here before an address is confirmed; the unconfirmed one is a change under way (R2.9).
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Periods of 30 s around the present one whose code is taken, and for how long a used code is refused: as long
# as it could be taken again. In the demo, whose codes are public, several people log in as one at once.
MFA_TOTP_TOLERANCE, USED_CODE_SECONDS = (10, 30) if DEMO else (1, 90)
# Browsers make passkeys for HTTPS and for http://localhost.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS_ONLY
# What staff may open before they have a second factor; everything else leads to the page that asks for one.
OPEN_WITHOUT_FACTOR = {
    "mfa_index",
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "mfa_download_recovery_codes",
    "account_reauthenticate",
    "account_change_password",
    "account_confirm_email",
    "account_logout",
    "account_login",
    "account_inactive",
    "set_language",
    "healthz",
    "readyz",
    "help",
    "contact",
    "terms",
    "privacy",
    "accessibility",
    "legal",
    "cookies",
    "demo:home",
    "demo:message",
    "demo:original",
}
USERSESSIONS_TRACK_ACTIVITY = False
PHONENUMBER_DEFAULT_REGION = "FR"
PHONENUMBER_DB_FORMAT = "E164"

# --- Language and time --------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "alin" / "locale"]
FORMAT_MODULE_PATH = "alin.date_formats"
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- Safety -------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS_ONLY
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS_ONLY
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.fallback.FallbackStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        # data: is the second factor's QR code
        "img-src": [SELF, "data:", *([MAP_TILES_SOURCE] if MAP_TILES_SOURCE else [])],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
        # Django leaves it to the server to drop the body that answers HEAD; gunicorn warns each time.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
