"""Addresses of the account pages: allauth's names on French paths; nothing else of allauth is mounted."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as codes_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from accounts.views import (
    email_change,
    invitation,
    member,
    passwords,
    preferences,
    privacy,
    public,
    security,
    sessions,
    team,
)

security_urlpatterns = [
    path("", security.SecurityView.as_view(), name="mfa_index"),
    path("application/ajouter/", totp_views.activate_totp, name="mfa_activate_totp"),
    path("application/remplacer/", security.ReplaceAppView.as_view(), name="mfa_replace_totp"),
    path("application/retirer/", security.RemoveAppView.as_view(), name="mfa_deactivate_totp"),
    path("codes/", security.RecoveryCodesView.as_view(), name="mfa_view_recovery_codes"),
    path("codes/renouveler/", codes_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("codes/telecharger/", security.DownloadCodesView.as_view(), name="mfa_download_recovery_codes"),
    path("cles/", security.PasskeysView.as_view(), name="mfa_list_webauthn"),
    path("cles/ajouter/", passkey_views.add_webauthn, name="mfa_add_webauthn"),
    path("cles/<int:pk>/renommer/", passkey_views.edit_webauthn, name="mfa_edit_webauthn"),
    path("cles/<int:pk>/retirer/", security.RemovePasskeyView.as_view(), name="mfa_remove_webauthn"),
]

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="profile"), name="account_home"),
    path("connexion/", public.LogInView.as_view(), name="account_login"),
    path("connexion/aide/", public.HelpView.as_view(), name="account_login_help"),
    path("connexion/code/", security.CodeView.as_view(), name="mfa_authenticate"),
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
    path("adresse/", email_change.EmailChangeView.as_view(), name="account_email"),
    path("identite/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("identite/code/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("identite/cle/", security.ReauthenticatePasskeyView.as_view(), name="mfa_reauthenticate_webauthn"),
    path("securite/", include(security_urlpatterns)),
    path("invitation/<path:key>/", invitation.InvitationView.as_view(), name="invitation"),
    path("equipe/", team.own_team, name="team"),
    path("entree/", member.after_login, name="after_login"),
    path("profil/", member.ProfileView.as_view(), name="profile"),
    path("messages/", preferences.messages_wanted, name="message_preferences"),
    path("donnees/", privacy.my_data, name="my_data"),
    path("donnees/archive/", privacy.ask_archive, name="ask_archive"),
    path("donnees/archive/<uuid:key>/", privacy.data_archive, name="data_archive"),
    path("supprimer/", privacy.delete, name="delete_account"),
    path("supprime/", privacy.deleted, name="account_deleted"),
    path("sessions/", sessions.sessions, name="usersessions_list"),
]
