"""The content of the help centre: what people ask, and our answers (sources: the handbook, spec.md R1–R8)."""

from django.utils.translation import gettext_lazy as _

from alin.pages.faq import Question, Section
from alin.pages.questions_tracking import CANDIDATURE, DATA, OFFERS

ACCESS = Section(
    "acces",
    _("Qui peut utiliser AL'in"),
    "users",
    (
        Question(
            "qui",
            _("Qui peut obtenir un logement sur AL'in ?"),
            (
                _("Les salariés d'une entreprise privée de 10 personnes et plus."),
                _("Dans l'agriculture, l'entreprise doit compter 50 personnes et plus."),
                _(
                    "Les situations prioritaires suivies par Action Logement aussi (article "
                    "L313-26-2 du code de la construction et de l'habitation)."
                ),
            ),
        ),
        Question(
            "autres-demandeurs",
            _("Je ne suis pas salarié d'une entreprise privée. Puis-je m'inscrire ?"),
            (
                _("Oui, vous pouvez créer un compte et importer votre demande."),
                _("Elle ne sera pas prioritaire pour les logements proposés ici."),
                _("Votre demande reste visible de tous les bailleurs de votre département."),
            ),
        ),
        Question(
            "regles-entreprise",
            _("Mon entreprise peut-elle fixer ses propres règles ?"),
            (
                _(
                    "Oui. Certaines entreprises demandent un matricule, une date d'entrée ou leur "
                    "accord avant de soutenir une demande."
                ),
                _("Renseignez-vous auprès de votre service des ressources humaines."),
            ),
        ),
        Question(
            "prix",
            _("Le service est-il payant ?"),
            (
                _("Non. Créer un compte, importer sa demande et postuler est gratuit."),
                _(
                    "Personne ne peut vous demander d'argent pour un logement social. "
                    "Signalez-le-nous si cela arrive."
                ),
            ),
        ),
    ),
)

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
                    "Il doit être différent de votre adresse e-mail. Les mots de passe trop courants "
                    "sont refusés."
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
    ),
)

APPLICATION = Section(
    "demande",
    _("Ma demande de logement"),
    "file",
    (
        Question(
            "numero-unique",
            _("Qu'est-ce que le numéro unique ?"),
            (
                _(
                    "C'est le numéro de votre demande de logement social : NUR en Île-de-France, NUD "
                    "dans les départements."
                ),
                _("Il compte 18 caractères et figure sur votre attestation d'enregistrement."),
            ),
        ),
        Question(
            "pas-de-numero",
            _("Je n'ai pas de numéro unique"),
            (
                _("Faites d'abord votre demande sur le site d'enregistrement de votre département."),
                _("À l'étape du numéro, choisissez votre département : nous vous donnons la bonne adresse."),
                _("Pour Paris, par exemple, c'est demande-logement-social.gouv.fr."),
            ),
        ),
        Question(
            "code-non-recu",
            _("Je n'ai pas reçu le code de sécurité"),
            (
                _(
                    "Le code part à l'adresse e-mail de votre demande de logement, pas à celle de "
                    "votre compte."
                ),
                _("Il est valable 24 heures. Vous pouvez le faire renvoyer : le code reste le même."),
                _("Après cinq erreurs, ce code ne marche plus. Demandez-en un autre."),
            ),
        ),
        Question(
            "adresse-perdue",
            _("Je n'ai plus accès à l'adresse e-mail de ma demande"),
            (
                _("Changez cette adresse sur le site d'enregistrement de votre demande."),
                _("Revenez ensuite ici et saisissez à nouveau votre numéro."),
            ),
        ),
        Question(
            "modifier",
            _("Comment modifier une information de ma demande ?"),
            (
                _("Cliquez sur « Modifier mes informations » : vous arrivez sur le site d'enregistrement."),
                _("Corrigez, puis revenez ici et cliquez sur « Mettre à jour »."),
            ),
        ),
        Question(
            "siret",
            _("Où trouver le numéro SIRET de mon employeur ?"),
            (
                _("Il compte 14 chiffres et figure en haut de votre bulletin de paie."),
                _("Saisissez-le sur le site d'enregistrement, puis cliquez ici sur « Mettre à jour »."),
            ),
        ),
        Question(
            "code-entreprise",
            _("Qu'est-ce que le code entreprise ?"),
            (
                _("Un code que certaines entreprises donnent à leurs salariés. Il est facultatif."),
                _("S'il existe, demandez-le à votre employeur ou à celui de votre codemandeur."),
            ),
        ),
        Question(
            "pieces",
            _("Quelles pièces justificatives dois-je déposer ?"),
            (
                _("La liste dépend de votre foyer et de vos revenus. Elle s'affiche à la troisième étape."),
                _("Vous déposez les pièces sur le site d'enregistrement, jamais ici."),
                _("Cochez ensuite chaque pièce déposée. Toutes les cases sont nécessaires pour postuler."),
            ),
        ),
        Question(
            "nom-different",
            _("Mon nom ou ma date de naissance ne correspond plus au numéro"),
            (
                _("Par sécurité, nous ne mettons alors rien à jour."),
                _("Supprimez la demande ici, puis importez-la à nouveau."),
            ),
        ),
        Question(
            "expiration",
            _("Quand ma demande expire-t-elle ?"),
            (
                _("Douze mois après son dépôt ou son dernier renouvellement."),
                _(
                    "Nous vous prévenons un mois avant. Le renouvellement se fait sur le site "
                    "d'enregistrement."
                ),
            ),
        ),
    ),
)

SECTIONS = (ACCESS, ACCOUNT, APPLICATION, OFFERS, CANDIDATURE, DATA)
