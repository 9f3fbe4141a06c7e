"""Forms of the account pages, on top of allauth's."""

from copy import copy
from secrets import token_hex
from typing import Any

from allauth.account import app_settings
from allauth.account import forms as allauth_forms
from allauth.account.models import EmailAddress
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.consents import record_personal_data_consent
from accounts.email_change import release
from accounts.models import User
from accounts.passwords import RULES, WORDS_OF_THE_SITE
from accounts.person_names import NameField
from accounts.phones import MobilePhoneFormField

EMAIL = pgettext_lazy("account", "Email")
LONGEST_PASSWORD = 1000  # hashing more costs the server for nobody's gain
LANGUAGE_NAMES = [
    ("fr", "Français"),
    ("en", "English"),
]  # each in its own words, whatever the page's language


def email_field(**kwargs: Any) -> forms.EmailField:
    """The « Email » field of every form here."""
    widget = forms.EmailInput(
        attrs={"autocomplete": "email", "spellcheck": "false", **kwargs.pop("attrs", {})}
    )
    errors = {
        "required": _("Indiquez votre adresse email."),
        "invalid": _("Cette adresse n'a pas la bonne forme, par exemple prenom.nom@exemple.fr."),
    }
    return forms.EmailField(label=EMAIL, widget=widget, max_length=254, error_messages=errors, **kwargs)


def password_field(label: Any, autocomplete: str) -> forms.CharField:
    """A password is never trimmed, so that spaces at its ends count."""
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    limit = MaxLengthValidator(LONGEST_PASSWORD, _("Ce mot de passe est trop long."))
    return forms.CharField(label=label, strip=False, widget=widget, validators=[limit])


class LoginForm(allauth_forms.LoginForm):
    """« Email » and « Mot de passe »."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field(attrs={"autocomplete": "username"})
        self.fields["password"] = password_field(_("Mot de passe"), "current-password")


class SignupForm(allauth_forms.SignupForm):
    """« Création de compte » (R2.3): no password here, it is chosen from the mail."""

    field_order = ["civility", "birth_name", "first_name", "mobile_phone", "email", "consent"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password1"], self.fields["password2"]
        self.fields |= {
            "civility": forms.ChoiceField(
                label=_("Civilité"),
                choices=User.Civility.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choisissez votre civilité.")},
            ),
            "birth_name": NameField(
                label=_("Nom de naissance"),
                autocomplete="family-name",
                missing=_("Indiquez votre nom de naissance."),
            ),
            "first_name": NameField(
                label=_("Prénom"),
                autocomplete="given-name",
                missing=_("Indiquez votre prénom."),
            ),
            "mobile_phone": MobilePhoneFormField(label=_("Téléphone portable")),
            "email": email_field(help_text=_("Nous y envoyons le lien qui ouvre votre compte.")),
            "consent": forms.BooleanField(
                label=_("J'ai compris et j'accepte l'utilisation de mes données personnelles."),
                error_messages={"required": _("Cochez cette case pour créer votre compte.")},
            ),
        }
        self.order_fields(self.field_order)
        # allauth hides its trap for robots with a style attribute, which the CSP refuses; ours is hidden by
        # its wrapper in the template.
        trap = self.fields[app_settings.SIGNUP_FORM_HONEYPOT_FIELD]
        trap.widget = forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
        trap.label = _("Ne remplissez pas ce champ")

    def clean_email(self) -> str:
        """Somebody who merely wished to change to this address does not keep its owner from signing up."""
        release(self.cleaned_data["email"])
        return str(super().clean_email())

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called once the account exists: keep the consent with it."""
        record_personal_data_consent(user)

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """A known address costs what a new one does."""
        if self.account_already_exists:
            self.rehearse(request)
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved

    def rehearse(self, request: HttpRequest) -> None:
        """Write an account that nobody owns and take it back: the time must not tell the difference."""
        decoy = copy(self)
        decoy.account_already_exists = False
        decoy.cleaned_data = {**self.cleaned_data, "email": f"{token_hex(16)}@decoy.invalid"}
        with transaction.atomic():
            user = decoy.save(request)
            # What the confirmation's mail looks up once the account is there.
            address = EmailAddress.objects.filter(user=user, verified=True).first()
            address = address or EmailAddress.objects.filter(user=user).order_by("-primary").first()
            User.objects.get_queryset().filter(pk=user.pk).first()
            transaction.set_rollback(True)


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    """Ask for a link to choose a password."""

    email = email_field()

    def clean_email(self) -> str:
        """One look-up for every address; a closed account gets the letter of an unknown one.

        Only the account's own address opens it, never one that somebody merely wished to change to.
        """
        email = str(self.cleaned_data["email"]).lower()
        self.users = list(User.objects.get_queryset().filter(email=email, is_active=True))
        if not self.users:
            # A link costs look-ups and a signature: work one out for nobody.
            allauth_forms.default_token_generator.make_token(User(pk=0))
        return email


class ChangeEmailForm(allauth_forms.AddEmailForm):
    """Ask for another address; one that has an account already is answered like any other."""

    email = email_field(help_text=_("Nous y envoyons un lien. Votre adresse change quand vous l'ouvrez."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Nouvelle adresse e-mail")


class ResendForm(forms.Form):
    """Ask for the access mail again."""

    email = email_field()

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).lower()


class TwoPasswords(forms.Form):
    """« Nouveau mot de passe » and « Confirmation du mot de passe », with the rules of R2.7."""

    user: User

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"] = password_field(_("Nouveau mot de passe"), "new-password")
        words = " ".join([self.user.first_name, self.user.birth_name, *WORDS_OF_THE_SITE])
        self.fields["password1"].help_text = render_to_string(
            "account/password_rules.html", {"rules": RULES, "username": self.user.email, "words": words}
        )
        self.fields["password2"] = password_field(_("Confirmation du mot de passe"), "new-password")

    def clean_password1(self) -> str:
        """Each unmet rule is named."""
        password = str(self.cleaned_data["password1"])
        allauth_forms.get_adapter().clean_password(password, user=self.user)
        return password

    def clean_password2(self) -> str:
        """Typed twice the same."""
        if (
            "password1" in self.cleaned_data
            and self.cleaned_data["password1"] != self.cleaned_data["password2"]
        ):
            raise ValidationError(_("Les deux mots de passe ne sont pas identiques."), code="different")
        return str(self.cleaned_data["password2"])


class NewPasswordForm(TwoPasswords, allauth_forms.ResetPasswordKeyForm):
    """« Mise à jour du mot de passe », from a mailed link."""


class SetPasswordForm(TwoPasswords, allauth_forms.SetPasswordForm):
    """A first password for an account that is signed in without one."""


class ChangePasswordForm(TwoPasswords, allauth_forms.ChangePasswordForm):
    """A new password for a signed-in person who knows the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = password_field(_("Mot de passe actuel"), "current-password")
        self.order_fields(["oldpassword", "password1", "password2"])


class ReauthenticateForm(allauth_forms.ReauthenticateForm):
    """The password again, before something that matters."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Mot de passe"), "current-password")


class ProfileForm(forms.ModelForm):
    """What a person may change about themselves."""

    birth_name = NameField(label=_("Nom de naissance"), autocomplete="family-name")
    first_name = NameField(label=_("Prénom"), autocomplete="given-name")
    language = forms.ChoiceField(
        label=_("Langue du site et des messages"), choices=LANGUAGE_NAMES, widget=forms.RadioSelect
    )

    class Meta:
        model = User
        fields = ["civility", "birth_name", "first_name", "mobile_phone", "sms_wanted", "language"]
        labels = {"sms_wanted": _("Je souhaite aussi recevoir les nouvelles de ma demande par SMS.")}
        widgets = {"civility": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["civility"] = forms.ChoiceField(
            label=_("Civilité"), choices=User.Civility.choices, widget=forms.RadioSelect
        )
        self.fields["mobile_phone"].required = self.instance.is_applicant
        if not self.instance.is_applicant:
            del self.fields["sms_wanted"]  # only applicants are sent news of their demande
