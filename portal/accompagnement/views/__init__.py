"""The pages of a candidate and of those who accompany it."""

from portal.accompagnement.views import acces, commentaires, invitation, lecture
from portal.accompagnement.views.commun import bp

__all__ = ["acces", "bp", "commentaires", "invitation", "lecture"]
