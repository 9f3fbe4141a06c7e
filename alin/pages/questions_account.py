"""The help centre's questions about the account, how one gets in and how it is protected."""

from django.utils.translation import gettext_lazy as _

from alin.pages.faq import Question, Section

ACCOUNT = Section(
    "compte",
    _("Mon compte"),
    "user",
    (
        Question(
            "creer-compte",
            _("Comment créer mon compte ?"),
            (
                _("Cliquez sur « Se connecter » en haut à droite, puis sur « Créer mon compte »."),
                _(
                    "Indiquez votre civilité, votre nom de naissance, votre prénom, votre téléphone "
                    "portable et votre adresse e-mail."
                ),
                _("Vous recevez un e-mail. Son bouton vous mène au choix de votre mot de passe."),
            ),
            (_("Créer mon compte"), "account_signup"),
        ),
        Question(
            "email-non-recu",
            _("Je n'ai pas reçu l'e-mail de confirmation"),
            (
                _("Attendez quelques minutes, puis regardez dans les courriers indésirables."),
                _("Vérifiez aussi que l'adresse indiquée était la bonne."),
                _("Essayez ensuite de vous connecter : nous vous proposons de renvoyer l'e-mail."),
            ),
            (_("Se connecter"), "account_login"),
        ),
        Question(
            "lien-expire",
            _("Mon lien a expiré"),
            (
                _("Le lien de confirmation est valable 2 jours et ne sert qu'une fois."),
                _("La page du lien expiré vous propose d'en recevoir un nouveau."),
            ),
        ),
        Question(
            "mot-de-passe",
            _("Quelles sont les règles du mot de passe ?"),
            (
                _("Au moins 8 caractères, avec un chiffre, une lettre majuscule et une lettre minuscule."),
                _(
                    "Il ne reprend ni votre nom, ni votre adresse e-mail, ni le nom du site. Les mots de "
                    "passe courants sont refusés, même suivis d'une année."
                ),
            ),
        ),
        Question(
            "mot-de-passe-oublie",
            _("J'ai oublié mon mot de passe"),
            (
                _("Sur la page de connexion, cliquez sur « Mot de passe oublié ? »."),
                _("Nous vous envoyons un lien pour en choisir un nouveau."),
            ),
            (_("Mot de passe oublié ?"), "account_reset_password"),
        ),
        Question(
            "changer-adresse",
            _("Comment changer l'adresse e-mail de mon compte ?"),
            (
                _("Dans « Mon compte », ouvrez « Adresse e-mail » et indiquez la nouvelle."),
                _("Nous y envoyons un lien. L'adresse ne change que lorsque vous l'ouvrez."),
                _("Nous prévenons aussi votre adresse actuelle."),
            ),
            (_("Changer d'adresse"), "account_email"),
        ),
        Question(
            "seconde-etape",
            _("Comment ajouter une seconde étape de connexion ?"),
            (
                _("Dans « Mon compte », ouvrez « Sécurité »."),
                _("Ajoutez une application de codes ou une clé d'accès, à donner après le mot de passe."),
                _("Elle est libre pour vous. Conseillers, bailleurs et entreprises y sont obligés."),
            ),
            (_("Sécurité"), "mfa_index"),
        ),
        Question(
            "telephone-perdu",
            _("J'ai perdu mon téléphone ou ma clé d'accès"),
            (
                _("À l'étape du code, donnez un de vos codes de secours. Chacun sert une fois."),
                _("Ajoutez ensuite votre nouvel appareil dans « Sécurité »."),
                _("Sans code de secours, appelez-nous : nous vérifions que c'est vous."),
            ),
            (_("Vous n'arrivez pas à vous connecter ?"), "account_login_help"),
        ),
        Question(
            "appareil-inconnu",
            _("Je vois un appareil que je ne reconnais pas"),
            (
                _("Dans « Mon compte », ouvrez « Connexions » et fermez celle de cet appareil."),
                _("Changez ensuite votre mot de passe : toutes les autres connexions se ferment."),
            ),
            (_("Mes connexions"), "usersessions_list"),
        ),
        Question(
            "invitation",
            _("J'ai reçu une invitation à rejoindre une équipe"),
            (
                _("Le lien du mail est valable 7 jours et ne sert qu'une fois."),
                _("Vous y choisissez un mot de passe, puis vous ajoutez votre seconde étape de connexion."),
                _("Le lien a expiré ? Demandez à la personne qui vous a invité de le renvoyer."),
            ),
        ),
    ),
)
