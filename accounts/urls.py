"""Addresses of the account pages: allauth's names on French paths; nothing else of allauth is mounted."""

from allauth.account import views as allauth_views
from allauth.usersessions import views as sessions_views
from django.urls import path, re_path
from django.views.generic import RedirectView

from accounts.views import member, passwords, public

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="profile"), name="account_home"),
    path("connexion/", public.LogInView.as_view(), name="account_login"),
    path("connexion/aide/", public.HelpView.as_view(), name="account_login_help"),
    path("deconnexion/", allauth_views.logout, name="account_logout"),
    path("inactif/", allauth_views.account_inactive, name="account_inactive"),
    path("creation/", public.SignUpView.as_view(), name="account_signup"),
    path("validation/", public.VerificationSentView.as_view(), name="account_email_verification_sent"),
    path("validation/renvoyer/", public.ResendView.as_view(), name="account_resend"),
    path("activation/<path:key>/", passwords.ActivationView.as_view(), name="account_confirm_email"),
    path("mot-de-passe-oublie/", passwords.ForgottenPasswordView.as_view(), name="account_reset_password"),
    path("mot-de-passe-oublie/envoye/", passwords.LinkSentView.as_view(), name="account_reset_password_done"),
    re_path(
        r"^mot-de-passe/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        passwords.NewPasswordView.as_view(),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/enregistre/",
        passwords.PasswordChosenView.as_view(),
        name="account_reset_password_from_key_done",
    ),
    path("mot-de-passe/modifier/", passwords.ChangePasswordView.as_view(), name="account_change_password"),
    path("mot-de-passe/definir/", allauth_views.password_set, name="account_set_password"),
    path("identite/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("entree/", member.after_login, name="after_login"),
    path("profil/", member.ProfileView.as_view(), name="profile"),
    path("sessions/", sessions_views.list_usersessions, name="usersessions_list"),
]
