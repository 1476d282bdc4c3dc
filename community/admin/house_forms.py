"""What the desk's forms about the house ask, and refuse in the form's own words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from django import forms
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community import colours
from community.actions.firm import require_contrast
from community.errors import DomainError
from community.fields import LineField, WordsField
from community.footers import LONGEST_LINE, MOST_LINES, read_lines
from community.house_pictures import Drawn, draw_logo, draw_picture
from community.models import Board, Firm, LegalPage, Picture


@dataclass(frozen=True)
class Kept:
    """The picture there is, as the control for files shows it."""

    url: str

    def __str__(self) -> str:
        return _("the one there is")


class PictureField(forms.FileField):
    """A picture drawn anew, False for none any more, or None for the one there is."""

    widget = AdminFileWidget

    def __init__(self, *args: Any, draw: Callable[[IO[bytes]], Drawn], **options: Any):
        super().__init__(*args, required=False, **options)
        self.draw = draw
        self.widget.attrs["accept"] = "image/png, image/jpeg, image/webp"

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = super().clean(data, None)
        if not isinstance(given, UploadedFile):
            return given
        try:
            return self.draw(given)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class ColourField(forms.CharField):
    """A colour that can be read, as #rrggbb; the nearest that can stands in the refusal."""

    def __init__(self, *args: Any, theme: colours.Theme, **options: Any) -> None:
        super().__init__(*args, required=False, max_length=7, **options)
        self.theme = theme

    def clean(self, value: Any) -> str:
        colour = super().clean(value).strip().lower()
        if not colour:
            return ""
        colour = f"#{colour.removeprefix('#')}"
        if not colours.HEX.fullmatch(colour):
            raise forms.ValidationError(_("Write a colour as #1d4a9e, for example."))
        try:
            require_contrast(colour, self.theme)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return colour


class FirmForm(forms.ModelForm[Firm]):
    """Domains are written with commas between them."""

    domains = forms.CharField(
        label=gettext_lazy("Company domains"),
        required=False,
        help_text=gettext_lazy(
            "With commas between. Confirmed addresses at these domains are customers."
        ),
    )
    new_logo = PictureField(
        label=gettext_lazy("Logo"),
        draw=draw_logo,
        help_text=gettext_lazy(
            "PNG, JPEG or WebP. One about as wide as high stands beside the name and is "
            "the icon; a wide one takes the name's place."
        ),
    )
    accent = ColourField(
        label=gettext_lazy("Colour on light pages"),
        theme=colours.LIGHT,
        help_text=gettext_lazy("Links, the main button, a vote that was given."),
    )
    accent_dark = ColourField(
        label=gettext_lazy("Colour on dark pages"),
        theme=colours.DARK,
        help_text=gettext_lazy("Empty: the same colour, as light as it has to be."),
    )
    footer = forms.CharField(
        label=gettext_lazy("Lines of the footer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One on each line. For a link: what it says, a bar, where it leads: "
            "Our shop | https://shop.example.com"
        ),
    )

    class Meta:
        model = Firm
        fields = [
            *("name", "tagline", "promise", "imprint", "domains"),
            *("accent", "accent_dark", "footer"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["domains"] = ", ".join(self.instance.domains)
        self.initial["new_logo"] = _kept(self.instance.logo)

    def clean_domains(self) -> list[str]:
        words = self.cleaned_data["domains"].lower().replace(",", " ").split()
        return sorted({word.lstrip("@") for word in words})

    def clean_footer(self) -> str:
        text: str = self.cleaned_data["footer"].replace("\r\n", "\n").strip()
        lines = read_lines(text)
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("At most %(n)s lines.") % {"n": MOST_LINES})
        for line in lines:
            if not line.is_sound or len(line.words) > LONGEST_LINE:
                raise forms.ValidationError(
                    _("“%(words)s | %(url)s” leads nowhere.")
                    % {"words": line.words, "url": line.url}
                )
        return text


class BoardForm(forms.ModelForm[Board]):
    new_picture = PictureField(
        label=gettext_lazy("Picture"),
        draw=draw_picture,
        help_text=gettext_lazy("PNG, JPEG or WebP; a wide one looks best."),
    )

    class Meta:
        model = Board
        fields = [
            *("name", "slug", "description", "about"),
            *("visibility", "phase", "position"),
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["new_picture"] = _kept(self.instance.picture)


class LegalPageForm(forms.ModelForm[LegalPage]):
    text = WordsField(
        label=gettext_lazy("Text"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text=gettext_lazy(
            "Markdown, with headings. Another text is another version with today's date; "
            "those before it stay readable."
        ),
    )

    class Meta:
        model = LegalPage
        fields = ["title", "slug", "position", "is_published"]
        field_classes = {"title": LineField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        latest = self.instance.versions.first() if self.instance.pk else None
        self.initial["text"] = latest.text if latest else ""


def _kept(picture: Picture | None) -> Kept | None:
    return Kept(picture.get_absolute_url()) if picture else None
