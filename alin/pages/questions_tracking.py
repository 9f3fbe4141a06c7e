"""The help centre's questions about offers, candidatures and personal data."""

from django.utils.translation import gettext_lazy as _

from alin.pages.faq import Question, Section

OFFERS = Section(
    "offres",
    _("Les offres"),
    "key",
    (
        Question(
            "offres-visibles",
            _("Pourquoi est-ce que je ne vois que certaines offres ?"),
            (
                _(
                    "Nous montrons les logements qui correspondent à votre foyer, à vos revenus et à "
                    "vos communes."
                ),
                _("Chaque offre indique les règles, avec vos chiffres et ceux du logement."),
            ),
        ),
        Question(
            "aucune-offre",
            _("Aucune offre ne correspond à ma situation"),
            (
                _("Ajoutez des communes à votre demande, sur le site d'enregistrement."),
                _("Revenez ensuite ici et cliquez sur « Mettre à jour ma demande »."),
                _("De nouvelles offres arrivent chaque jour."),
            ),
        ),
        Question(
            "plafond",
            _("Qu'est-ce que le plafond de ressources ?"),
            (
                _(
                    "Un revenu à ne pas dépasser. Il dépend du logement, de la commune et de la "
                    "taille du foyer."
                ),
                _("Nous le comparons à votre revenu fiscal de référence de l'année N-2."),
            ),
        ),
        Question(
            "taux-effort",
            _("Qu'est-ce que le taux d'effort ?"),
            (
                _("La part de vos ressources qui paierait le loyer charges comprises."),
                _("Vos ressources, aides au logement comprises, doivent faire environ trois fois ce loyer."),
            ),
        ),
        Question(
            "accessible",
            _("Comment trouver un logement adapté au handicap ?"),
            (
                _("Dans les filtres, cochez « Adapté aux personnes à mobilité réduite »."),
                _("La page de l'offre précise l'étage et la présence d'un ascenseur."),
            ),
        ),
    ),
)

CANDIDATURE = Section(
    "candidature",
    _("Ma candidature"),
    "send",
    (
        Question(
            "une-seule",
            _("À combien d'offres puis-je postuler ?"),
            (
                _("À une seule à la fois."),
                _("Vous pourrez postuler ailleurs après une réponse négative, ou si vous annulez."),
            ),
        ),
        Question(
            "annuler",
            _("Puis-je annuler ma candidature ?"),
            (
                _("Oui, tant qu'elle n'a pas été envoyée au bailleur : « Annuler cette candidature »."),
                _(
                    "Après l'envoi, le bailleur l'étudie dans ses propres délais. Elle ne peut plus "
                    "être annulée."
                ),
            ),
        ),
        Question(
            "etapes",
            _("Que se passe-t-il après « Je postule » ?"),
            (
                _("Un conseiller Action Logement étudie votre dossier, puis l'approuve ou le refuse."),
                _(
                    "Approuvé, il part au bailleur avec les autres candidatures. Le bailleur peut "
                    "proposer une visite."
                ),
                _(
                    "La commission d'attribution décide. Vous recevez sa réponse par e-mail et dans "
                    "votre espace."
                ),
            ),
            (_("Lire le guide pas à pas"), "guide"),
        ),
        Question(
            "classement",
            _("Comment les candidatures sont-elles classées ?"),
            (
                _("Chaque candidature reçoit des points selon des critères publics, les mêmes pour tous."),
                _("Les conditions générales expliquent chacun de ces critères."),
            ),
            (_("Lire les conditions générales"), "terms"),
        ),
        Question(
            "caleol",
            _("Qu'est-ce que la CALEOL ?"),
            (
                _(
                    "La commission d'attribution des logements et d'examen de l'occupation des "
                    "logements du bailleur."
                ),
                _("Elle seule attribue le logement. Action Logement lui propose des candidats."),
            ),
        ),
        Question(
            "delai-reponse",
            _("Combien de temps ai-je pour accepter un logement ?"),
            (
                _("Au moins 10 jours à partir de la décision. Sans réponse, cela vaut un refus."),
                _("La date limite exacte figure dans votre espace."),
            ),
        ),
        Question(
            "refus",
            _("Ma candidature n'a pas été retenue. Que faire ?"),
            (
                _("Vous recevez la raison par e-mail et dans « Mes candidatures »."),
                _("Vous pouvez postuler aussitôt à un autre logement."),
            ),
        ),
    ),
)

DATA = Section(
    "donnees",
    _("Mes données personnelles"),
    "shield",
    (
        Question(
            "entreprise-voit",
            _("Que voit mon entreprise ?"),
            (
                _("Seulement ce que vous avez accepté. Vous voyez la liste exacte avant de choisir."),
                _("Votre choix peut changer à tout moment et prend effet tout de suite."),
            ),
        ),
        Question(
            "anonyme",
            _("Puis-je rester anonyme vis-à-vis de mon entreprise ?"),
            (
                _("Oui. Votre entreprise ne reçoit alors rien de vous."),
                _("Vous n'avez pas non plus les points que donne sa politique logement."),
            ),
        ),
        Question(
            "securite-sociale",
            _("Gardez-vous mon numéro de sécurité sociale ?"),
            (
                _(
                    "Non. Il reste sur le site d'enregistrement. Nous ne l'enregistrons pas et ne "
                    "l'affichons pas."
                ),
            ),
            (_("Données personnelles"), "privacy"),
        ),
        Question(
            "qui-consulte",
            _("Qui a consulté mon dossier ?"),
            (
                _(
                    "Dans « Mes données », « Choix et consultations » liste les conseillers, les bailleurs "
                    "et l'entreprise qui l'ont ouvert."
                ),
                _("Vous y voyez aussi chacun de vos choix de partage."),
            ),
            (_("Mes données"), "my_data"),
        ),
        Question(
            "archive",
            _("Comment obtenir une copie de mes données ?"),
            (
                _("Dans « Mes données », cliquez sur « Demander mon archive »."),
                _("Un mail vous prévient quand elle est prête. Elle reste disponible 7 jours."),
                _("Elle contient une page à lire et un fichier pour les logiciels."),
            ),
            (_("Mes données"), "my_data"),
        ),
        Question(
            "durees",
            _("Combien de temps gardez-vous mes données ?"),
            (
                _("Tant que votre demande est active. Ensuite, chaque chose a sa durée."),
                _("La page « Données personnelles » donne la liste."),
            ),
            (_("Données personnelles"), "privacy"),
        ),
        Question(
            "supprimer",
            _("Comment supprimer ma demande ou mon compte ?"),
            (
                _(
                    "La page de votre demande permet de la supprimer d'AL'in. Elle reste au site "
                    "d'enregistrement."
                ),
                _("Pour supprimer votre compte, ouvrez « Mes données », puis « Supprimer mon compte »."),
                _("Si votre candidature est chez un bailleur, il faut d'abord attendre sa réponse."),
            ),
            (_("Mes données"), "my_data"),
        ),
    ),
)
