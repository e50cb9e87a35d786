"""Why a file is not taken."""


class FileRefused(Exception):
    """The file is not taken; the message is a sentence in the language of whoever attached it."""
