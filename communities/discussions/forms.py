"""Forms for writing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from communities.discussions.attachments.attaching import MOST_FILES
from communities.discussions.attachments.metadata import MAX_BYTES, CleanFile, FileRefused, strip_metadata
from communities.discussions.thread import ThreadKind
from tenancy.intake.clean_text import holds_override, why_unclean

LONGEST_BODY = 50_000


class SeveralFiles(forms.ClearableFileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files, freed of metadata while the form is validated (no transaction is open then)."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[CleanFile]:
        """The cleaned files; ValidationError with a sentence for each that is refused."""
        given: Sequence[UploadedFile[Any]] = [one for one in (data or []) if one]
        if len(given) > MOST_FILES:
            raise ValidationError(_("Attach at most %(most)s files to a post.") % {"most": MOST_FILES})
        return [self._cleaned(file) for file in given]

    def _cleaned(self, file: "UploadedFile[Any]") -> CleanFile:
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError(_("%(name)s: the file is larger than 10 MB.") % {"name": file.name})
        try:
            return strip_metadata(file.name or "", file.read())
        except FileRefused as refused:
            raise ValidationError(f"{file.name}: {refused}") from refused


class PostForm(forms.Form):
    """One post in Markdown, its language and files; `answers` is the number of the post that it answers."""

    body = forms.CharField(
        label=_("Your text"),
        max_length=LONGEST_BODY,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 6, "placeholder": _("Ask, or tell what you tried. Markdown works.")}
        ),
        error_messages={"required": _("Write something first: the post is empty.")},
    )
    language = forms.ChoiceField(label=_("Language of this post"), choices=settings.LANGUAGES, required=False)
    attachments = FilesField(
        label=_("Files"),
        required=False,
        help_text=_(
            "Pictures, PDF, Word, Excel, PowerPoint or text, up to 10 MB. "
            "Author, place and device are taken out."
        ),
    )
    answers = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def clean_body(self) -> str:
        """The text with plain line ends; refused where it cannot be stored or shown."""
        body = str(self.cleaned_data["body"]).replace("\r\n", "\n")
        if not body.strip():
            raise ValidationError(self.fields["body"].error_messages["required"])
        if why := why_unclean(body):
            raise ValidationError(why)
        return body


class ThreadForm(PostForm):
    """A thread: its title and kind, and the first post."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        help_text=_("One sentence that a colleague would search for."),
        error_messages={"required": _("Give it a title, so that others find it.")},
    )
    kind = forms.ChoiceField(
        label=_("What it is"), choices=ThreadKind.choices, initial=ThreadKind.QUESTION, required=False
    )

    def clean_title(self) -> str:
        """The title on one line."""
        title = " ".join(str(self.cleaned_data["title"]).split())
        if why := why_unclean(title, one_line=True):
            raise ValidationError(why)
        if holds_override(title):
            raise ValidationError(_("The title holds characters that turn the writing direction."))
        return title


class EditForm(PostForm):
    """New words for a post; `title` only for the first one of a thread."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    clean_title = ThreadForm.clean_title

    def __init__(self, *args: Any, with_title: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("attachments", "answers", *(() if with_title else ("title",))):
            del self.fields[name]


class RemovalForm(forms.Form):
    """Why a post is removed."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=240,
        help_text=_("The author reads it, and so does everybody who reads the thread."),
        error_messages={"required": _("Say why: a removal needs a reason.")},
    )
