"""The body of a multipart request, made and counted by hand."""

from io import RawIOBase

BOUNDARY = "frontiere"


class Body(RawIOBase):
    """What the client sends; counts what the server takes."""

    def __init__(self, content):
        self.content, self.taken = memoryview(content), 0

    def readable(self):
        return True

    def readinto(self, buffer):
        piece = self.content[self.taken : self.taken + len(buffer)]
        buffer[: len(piece)] = piece
        self.taken += len(piece)
        return len(piece)


def field(name, value):
    return part(f'name="{name}"', value.encode())


def file(content, nom="cv.pdf", champ="fichier"):
    about = f'name="{champ}"; filename="{nom}"'
    return part(about, content, "\r\nContent-Type: application/pdf")


def part(about, content, header=""):
    head = f"--{BOUNDARY}\r\nContent-Disposition: form-data; {about}{header}\r\n\r\n"
    return head.encode() + content + b"\r\n"


def send(client, *parts, content=None, length=None, headers=(), **options):
    """Post these parts; the answer says how many bytes were taken."""
    if content is None:
        content = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    body = Body(content)
    answer = client.post(
        "/envoi",
        environ_overrides={
            "wsgi.input": body,
            "CONTENT_LENGTH": str(length or len(content)),
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
        },
        headers=headers,
        **options,
    )
    answer.taken = body.taken
    return answer
