"""Outside the demonstration, nothing of it is reached."""

from portal.demonstration.personnes import MOT_DE_PASSE


def test_only_the_demonstration_shows_accounts_and_mailbox(built_app):
    client = built_app.test_client()
    page = client.get("/connexion").text
    assert MOT_DE_PASSE not in page
    assert "/demonstration/" not in page
    assert client.get("/demonstration/boite").status_code == 404
