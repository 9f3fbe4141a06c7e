"""The contact page: phone, form, post, and what a signed-in person asked before (R8.1)."""

from typing import Any

from allauth.decorators import rate_limit
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from alin.pages.asking import ask
from alin.pages.forms import ContactForm
from alin.pages.models import HelpRequest

ASKED = "help_request_asked"  # session key: the question this browser has just sent
ABOUT = "help_request_about"  # session key: the number that the page before could not take
SHOWN = 5  # earlier questions of a signed-in person


@method_decorator([login_not_required, never_cache], name="dispatch")
@method_decorator(rate_limit(action="contact"), name="dispatch")
class ContactView(FormView):
    """GET shows the form, its subject chosen by `?sujet=`; POST keeps the question."""

    form_class = ContactForm
    template_name = "pages/contact.html"

    def get_initial(self) -> dict[str, Any]:
        """Pages that send people here say what it is about: `?sujet=number_taken`."""
        subject = self.request.GET.get("sujet", "")
        taken = subject == HelpRequest.Subject.NUMBER_TAKEN
        return {
            "subject": subject if subject in HelpRequest.Subject.values else "",
            # By the session: an address would leave the number in logs.
            "about": self.request.session.get(ABOUT, "") if taken else "",
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        """Who is signed in is known."""
        return {**super().get_form_kwargs(), "known": self.request.user.is_authenticated}

    def form_valid(self, form: ContactForm) -> HttpResponse:
        """Keep the question; a robot is thanked and nothing is kept."""
        if not form.is_robots:
            question = form.save(commit=False)
            user = self.request.user
            if user.is_authenticated:
                question.user = user
                question.name, question.email = user.get_full_name(), user.email
            question.language = get_language() or "fr"
            self.request.session[ASKED] = ask(question).pk
            self.request.session.pop(ABOUT, None)
        return redirect("contact_sent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What this person asked before, with its state."""
        user = self.request.user
        asked = HelpRequest.objects.filter(user=user)[:SHOWN] if user.is_authenticated else []
        return super().get_context_data(asked=asked, **kwargs)


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The question's number, and what happens next."""
    question = HelpRequest.objects.filter(pk=request.session.get(ASKED, 0)).first()
    return render(request, "pages/contact_sent.html", {"question": question})
