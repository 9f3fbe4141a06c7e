"""What each person of the walk does in the browser, page by page, as the handbook tells it."""

import datetime
import email
import email.policy
import re
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.second_factor import current_code
from alin.dates import local_today
from alin.outbox.delivery import sweep_due

PASSWORD = "Portail-2026-Logement"
Look = Callable[[Page], None]


def last_mail(to: str) -> EmailMessage:
    """Deliver what waits, as the worker does, and read the newest mail of a mailbox."""
    sweep_due()
    files = sorted(Path(settings.MAIL_FOLDER).glob("*.eml"))
    mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
    received = [mail for mail in mails if mail["To"] == to]
    assert received, f"no mail for {to}"
    newest = received[-1]
    assert isinstance(newest, EmailMessage)
    return newest


def text_of(mail: EmailMessage) -> str:
    """The text part."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def path_in(mail: EmailMessage, start: str) -> str:
    """The link of a mail that begins with this path, without the host it was written for."""
    found = re.search(rf"https?://[^/\s]+({start}\S*)", text_of(mail))
    assert found, text_of(mail)
    return found[1]


class Visitor:
    """Somebody with a browser; `look` is called on every page reached."""

    def __init__(self, page: Page, base: str, look: Look = lambda page: None) -> None:
        self.page, self.base, self.look = page, base, look
        page.set_default_timeout(10_000)

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(self.base + path)
        self.look(self.page)

    def press(self, name: str, role: str = "button") -> None:
        """Press the button or link of the page's content with exactly this name."""
        control = self.page.locator("main, #content").get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
        control.click()
        self.page.wait_for_load_state()
        self.look(self.page)

    def heading(self, name: str) -> None:
        """The page's one h1 says this."""
        expect(self.page.locator("h1")).to_have_text(name)

    def log_in(self, email: str, password: str) -> None:
        """Both steps of the log-in, for those who have a second one with a code."""
        self.log_in_with_password_alone(email, password)
        if self.page.url.endswith("/compte/connexion/code/"):
            self.page.get_by_label("Code").fill(current_code(User.objects.get(email=email)))
            self.press("Valider")

    def log_in_with_password_alone(self, email: str, password: str) -> None:
        """« Bienvenue sur votre espace Salarié »."""
        self.open("/compte/connexion/")
        self.page.get_by_label("Email").fill(email)
        self.page.get_by_label(re.compile("^Mot de passe")).fill(password)
        self.press("JE ME CONNECTE")


class Applicant(Visitor):
    """A newcomer: from the home page to a tracked candidature."""

    email = "anne.porte@example.org"

    def create_account(self) -> None:
        """R2.1 to R2.4."""
        self.open("/")
        self.page.get_by_role("link", name="Se connecter", exact=True).first.click()
        self.press("Créer mon compte", "link")
        self.heading("Création de compte")
        self.page.get_by_label("Madame").check()
        self.page.get_by_label("Nom de naissance").fill("PORTE")
        self.page.get_by_label("Prénom").fill("Anne")
        self.page.get_by_label("Téléphone portable").fill("06 12 34 56 78")
        self.page.get_by_label("Email").fill(self.email)
        self.page.get_by_label("J'ai compris et j'accepte l'utilisation de mes données personnelles.").check()
        self.press("Créer mon compte")
        self.heading("Validation du compte")
        expect(self.page.locator("main")).to_contain_text(self.email)

    def choose_password(self) -> None:
        """R2.5 to R2.8: the mail, the button page, the password."""
        mail = last_mail(self.email)
        assert mail["Subject"] == "Action Logement Services : Demande d'accès"
        assert "Ce lien expire dans 2 jour(s)." in text_of(mail)
        self.open(path_in(mail, "/compte/"))
        self.heading("Dernière étape avant la validation de votre compte")
        self.press("Cliquez ici")
        self.heading("Mise à jour du mot de passe")
        self.page.get_by_label("Nouveau mot de passe").fill(PASSWORD)
        self.page.get_by_label("Confirmation du mot de passe").fill(PASSWORD)
        self.press("VALIDER")
        self.heading("Votre compte a été créé.")
        self.page.get_by_role("link", name="Revenir à l'application").click()
        self.page.get_by_label("Email").fill(self.email)
        self.page.get_by_label(re.compile("^Mot de passe")).fill(PASSWORD)
        self.press("JE ME CONNECTE")

    def import_demande(self, number: str) -> None:
        """R3.1 to R3.6: the steps, the number, the code, tab 1."""
        self.press("Passer les étapes")
        self.page.locator("main input[name=number]").fill(number.lower())
        self.press("Valider")
        code = re.search(r"\b(\d{3})\s?(\d{3})\b", text_of(last_mail(self.email)))
        assert code
        self.page.locator("main input[name=code]").fill(f"Code : {code[1]} {code[2]}")
        self.press("Valider")
        expect(self.page.locator("main")).to_contain_text(number)
        self.press("Étape suivante")

    def complete(self, employer: str) -> None:
        """R3.7 to R3.10: employer, consent, documents, submission."""
        self.page.get_by_label("Nom de l'employeur").fill(employer)
        self.press("Je valide l'entreprise")
        self.page.locator("main input[type=radio][value=essential]").check()
        self.press("Enregistrer mon choix")
        for box in self.page.locator("main input[type=checkbox]").all():
            box.check()
        self.press("Valider mes données")
        self.heading("Ma situation")

    def apply(self, reference: str) -> None:
        """R5.1, R5.4, R6.1: only what fits, the rules in words, « Je postule »."""
        self.page.get_by_role("link", name="Les offres").first.click()
        self.page.wait_for_load_state()
        self.look(self.page)
        shown = self.page.locator("main [data-offer-ref]")
        references = [card.get_attribute("data-offer-ref") for card in shown.all()]
        assert set(references) == {reference}
        self.page.locator(f"main [data-offer-ref='{reference}'] a").first.click()
        self.page.wait_for_load_state()
        self.look(self.page)
        verdicts = self.page.locator("main [data-rule]")
        assert {line.get_attribute("data-verdict") for line in verdicts.all()} == {"ok"}
        self.press("Je postule", "link")
        self.press("Je postule")
        self.heading("Ce logement a bien été ajouté à vos candidatures")
        self.press("Ok", "link")

    def sees(self, state: str, *sentences: str) -> None:
        """« Mes candidatures » shows the state and these words."""
        self.open("/mes-candidatures/")
        expect(self.page.locator(f"main [data-candidature-state='{state}']").first).to_be_visible()
        for sentence in sentences:
            expect(self.page.locator("main")).to_contain_text(sentence)


class Consultant(Visitor):
    """Action Logement, in the admin."""

    def open_first(self, holder: str) -> None:
        """From the front page's list to the whole file."""
        self.open("/admin/")
        self.page.get_by_role("row", name=re.compile(holder)).get_by_role("link").first.click()
        self.page.wait_for_load_state()
        self.look(self.page)


class LandlordStaff(Visitor):
    """A landlord, at /bailleur/."""

    def open_first(self, holder: str) -> None:
        """From « À traiter » to the file."""
        self.open("/bailleur/")
        self.page.get_by_role("row", name=re.compile(holder)).get_by_role("link").first.click()
        self.page.wait_for_load_state()
        self.look(self.page)

    def plan_visit(self) -> None:
        """In three days, in front of the building."""
        self.press("Prévoir une visite", "link")
        day = local_today() + datetime.timedelta(days=3)
        self.page.get_by_label("Date et heure de la visite").fill(f"{day:%Y-%m-%d}T10:30")
        self.page.get_by_label("Lieu de rendez-vous").fill("Devant le 12 rue Haute")
        self.press("Enregistrer")

    def record(self, outcome: str) -> None:
        """The committee's decision."""
        self.press("Enregistrer la décision de la commission", "link")
        self.page.get_by_label(outcome, exact=True).check()
        self.press("Enregistrer")

    def date_today(self, act: str, label: str) -> None:
        """An act that takes one date."""
        self.press(act, "link")
        self.page.get_by_label(label).fill(f"{local_today():%Y-%m-%d}")
        self.press("Enregistrer")
