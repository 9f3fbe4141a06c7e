"""Addresses of a team's pages; each space mounts them under its own path and namespace."""

from django.urls import URLPattern, path

from accounts.views import team

# Agencies have theirs at /equipe/ (alin/urls.py), in the frame of the admin site.
app_name = "agency"


def team_urls(kind: str) -> list[URLPattern]:
    """`kind`: landlord, employer or agency."""
    of = {"kind": kind}
    return [
        path("equipe/", team.team, of, name="team"),
        path("equipe/inviter/", team.invite, of, name="team_invite"),
        path("equipe/quitter/", team.leave, of, name="team_leave"),
        path("equipe/invitations/<int:invitation>/renvoyer/", team.resend, of, name="team_resend"),
        path("equipe/invitations/<int:invitation>/retirer/", team.withdraw, of, name="team_withdraw"),
        path("equipe/<int:member>/", team.member, of, name="team_member"),
        path("equipe/<int:member>/retirer/", team.remove, of, name="team_remove"),
    ]


urlpatterns = team_urls("agency")
