"""The content of the help centre: what people ask, and our answers (sources: the handbook, spec.md R1–R8)."""

from django.utils.translation import gettext_lazy as _

from alin.pages.faq import Question, Section
from alin.pages.questions_account import ACCOUNT
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
            "ecrire",
            _("Comment vous écrire ?"),
            (
                _("Avec le formulaire de la page « Contact »."),
                _("Vous recevez un numéro tout de suite, puis la réponse par mail."),
                _("Une fois connecté, vous retrouvez vos questions et nos réponses sur cette page."),
            ),
            (_("Nous contacter"), "contact"),
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
            "validation-entreprise",
            _("Mon entreprise doit valider mon emploi. Que se passe-t-il ?"),
            (
                _("Certaines entreprises vérifient d'abord que vous travaillez chez elles."),
                _("Leurs points et leurs logements réservés comptent après leur réponse."),
                _("En cas de refus, vous lisez le motif et vous pouvez corriger vos réponses."),
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
