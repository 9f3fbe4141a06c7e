"""Letters about what the nightly round and the calendar bring; call them inside their cause's transaction.

Only headings of what changed are told by mail; the values wait behind the log-in.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from alin.dates import local_today
from alin.formats import long_date, short_date
from alin.outbox.letters import Letter, language_of, post_mail, post_sms
from alin.outbox.models import Message
from applications.models import HousingApplication, RegistryUpdate
from applications.portals import site_for_mail
from applications.registry.labels import strike_off_reason

CATEGORY = Message.Category.APPLICATION


def file_updated(update: RegistryUpdate) -> None:
    """The night brought something new: which headings, and whether something waits. One mail a day."""
    application = update.application
    with language_of(application.owner):
        paragraphs = [
            _("Votre demande a changé sur le site d'enregistrement. Nous l'avons mise à jour ici."),
            _("Ce qui a changé : %(headings)s.") % {"headings": ", ".join(update.headings)},
        ]
        if any(one["url"] for one in update.consequences_in_words):
            paragraphs.append(_("Certains changements demandent une action de votre part."))
        paragraphs.append(_("Si ces changements ne viennent pas de vous, appelez-nous."))
        letter = Letter(
            subject=_("Action Logement Services : votre demande a été mise à jour"),
            title=_("Votre demande a été mise à jour"),
            paragraphs=paragraphs,
            button=(_("Voir ce qui a changé"), reverse("applications:changes")),
            facts=_numbers(application),
        )
        _post(letter, application, f"file-updated:{application.pk}:{local_today():%Y-%m-%d}")


def identity_differs(application: HousingApplication) -> None:
    """Nothing could be updated, and why; once in a file's life."""
    with language_of(application.owner):
        letter = Letter(
            subject=_("Action Logement Services : votre demande n'a pas été mise à jour"),
            title=_("Votre demande n'a pas été mise à jour"),
            paragraphs=[
                _(
                    "Le nom, le prénom ou la date de naissance ne correspondent plus à ceux de votre "
                    "numéro unique. Rien n'a été mis à jour."
                ),
                _("Connectez-vous : nous vous montrons ce qui diffère et comment continuer."),
            ],
            button=(_("Voir ce qui diffère"), reverse("applications:information")),
            facts=_numbers(application),
        )
        _post(letter, application, f"identity-mismatch:{application.pk}")


def number_to_confirm(application: HousingApplication) -> None:
    """An old file can't be updated by night before its number is confirmed (R4.3); once in a file's life."""
    with language_of(application.owner):
        letter = Letter(
            subject=_("Action Logement Services : confirmez votre numéro unique"),
            title=_("Confirmez votre numéro unique"),
            paragraphs=[
                _(
                    "Votre demande a été créée avant le 20/04/2021. Avant de la mettre à jour, nous devons "
                    "vérifier une fois votre numéro unique."
                ),
                _("Un code de sécurité suffit. Ensuite, les mises à jour se font sans code."),
            ],
            button=(_("Confirmer"), reverse("applications:confirm")),
            facts=_numbers(application),
        )
        _post(letter, application, f"confirm-number:{application.pk}")


def struck_off(application: HousingApplication) -> None:
    """The registry ended the demande: why, and how to begin again."""
    with language_of(application.owner):
        reason = strike_off_reason(application.struck_off)
        letter = Letter(
            subject=_("Action Logement Services : une information sur votre demande"),
            title=_("Votre demande est radiée"),
            paragraphs=[
                _("Le site d'enregistrement a radié votre demande. Motif : %(reason)s.") % {"reason": reason},
                _(
                    "Vous ne pouvez plus postuler avec elle. Si c'est une erreur, adressez-vous à votre site "
                    "d'enregistrement : %(site)s"
                )
                % {"site": site_for_mail(application)},
                _(
                    "Si vous cherchez toujours un logement, déposez une nouvelle demande sur ce site. "
                    "Importez-la ensuite ici."
                ),
            ],
            button=(_("Voir ma demande"), reverse("applications:information")),
            facts=_numbers(application),
        )
        _post(letter, application, f"struck-off:{application.pk}:{local_today():%Y-%m-%d}")


def expires(application: HousingApplication, stage: int, *, certain: bool) -> None:
    """The demande ends soon, or just did. `certain`: the registry was asked a moment ago (R4.1).

    `stage` is the reminder's number of days, negative once the demande has expired.
    """
    with language_of(application.owner):
        day = long_date(application.expires_on)
        over = stage < 0
        title = _("Votre demande a expiré") if over else _("Votre demande expire bientôt")
        said = (
            _("Votre demande de logement social n'est plus valable depuis le %(day)s.")
            if application.is_expired()
            else _("Votre demande de logement social est valable jusqu'au %(day)s.")
        )
        renew = (
            _("Renouvelez-la sur votre site d'enregistrement : %(site)s")
            if certain
            else _(
                "Si vous ne l'avez pas déjà fait, renouvelez-la sur votre site d'enregistrement : %(site)s"
            )
        )
        letter = Letter(
            subject=_("Action Logement Services : pensez à renouveler votre demande"),
            title=title,
            paragraphs=[
                said % {"day": day},
                renew % {"site": site_for_mail(application)},
                _(
                    "Revenez ensuite sur AL'in et cliquez sur « Mettre à jour ». "
                    "Votre ancienneté est conservée."
                ),
                _("Sans renouvellement, vous ne pouvez plus postuler."),
            ],
            button=(_("Voir ma demande"), reverse("applications:information")),
            facts=_numbers(application),
        )
        key = f"expiry:{application.pk}:{application.expires_on:%Y-%m-%d}:{stage}"
        _post(letter, application, key)
        if over:
            text = _(
                "AL'in : votre demande de logement a expiré le %(day)s. Renouvelez-la sur votre site "
                "d'enregistrement."
            )
        else:
            text = _(
                "AL'in : votre demande de logement expire le %(day)s. Renouvelez-la sur votre site "
                "d'enregistrement."
            )
        short = text % {"day": short_date(application.expires_on)}
        post_sms(short, key=key, category=CATEGORY, user=application.owner)


def _numbers(application: HousingApplication) -> list[tuple[str, str]]:
    return [
        (_("Numéro ALS"), application.als_number),
        (_("Numéro unique"), application.masked_number),
    ]


def _post(letter: Letter, application: HousingApplication, key: str) -> None:
    post_mail(letter, key=key, category=CATEGORY, user=application.owner)
