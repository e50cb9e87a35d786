"""Pictures are drawn anew: what is not picture does not survive. The stored turn is applied first."""

import io
import warnings

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, ImageSequence

from communities.discussions.attachments.refusal import FileRefused

FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MOST_PIXELS = 40_000_000
MOST_FRAMES = 300
# Of all frames together, so that a small file cannot unpack to gigabytes.
MOST_PIXELS_IN_MOTION = 120_000_000
# What a frame needs to look as it did; everything else in `info` may tell something.
KEPT = ("transparency", "duration", "loop", "disposal")


def clean_picture(content: bytes) -> tuple[str, bytes]:
    """The media type and the re-encoded picture, upright, in sRGB, without EXIF, XMP, comments or profile.

    Raises `FileRefused` for damaged pictures, and for those over 40 megapixels or 300 frames.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                _require_bounds(picture)
                return f"image/{str(picture.format).lower()}", _redrawn(picture)
    except FileRefused:
        raise
    except Image.DecompressionBombError:
        raise FileRefused(
            _("The picture has too many pixels. Make it smaller and attach it again.")
        ) from None
    except Exception as damage:  # a decoder of foreign bytes may raise whatever it likes
        raise FileRefused(_("The picture is damaged. Save it anew and attach it again.")) from damage


def _require_bounds(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    if pixels > MOST_PIXELS:
        raise FileRefused(_("The picture has too many pixels. Make it smaller and attach it again."))
    if picture.format in ("GIF", "WEBP"):
        frames = getattr(picture, "n_frames", 1)
        if frames > MOST_FRAMES or frames * pixels > MOST_PIXELS_IN_MOTION:
            raise FileRefused(_("The moving picture is too long. Shorten it and attach it again."))


def _redrawn(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    kind = str(picture.format)
    frames = [_bare(frame) for frame in ImageSequence.Iterator(picture)] if kind in ("GIF", "WEBP") else []
    if len(frames) > 1:
        durations = [frame.info.get("duration", 100) for frame in frames]
        loop = picture.info.get("loop", 0)
        frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=durations, loop=loop)
    elif kind == "JPEG":
        still = _bare(picture)
        still = still if still.mode in ("L", "RGB") else still.convert("RGB")
        still.save(out, "JPEG", quality=92, subsampling=0, optimize=True)
    else:
        _bare(picture).save(out, kind, **({"quality": 90} if kind == "WEBP" else {"optimize": True}))
    return out.getvalue()


def _bare(picture: Image.Image) -> Image.Image:
    """A copy of the current frame with pixels and nothing else."""
    upright = ImageOps.exif_transpose(picture) if picture.format != "GIF" else picture.copy()
    upright = _in_srgb(upright, picture.info.get("icc_profile"))
    upright.info = {name: picture.info[name] for name in KEPT if name in picture.info}
    return upright


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """The picture in the standard colours; a profile that cannot be read is ignored."""
    if not profile or picture.mode not in ("RGB", "CMYK", "L"):
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
