"""The comparison itself: what it forgives, and what it does not."""

import pytest
from PIL import Image, ImageDraw, ImageFont

from tests.e2e.pictures.compare import difference
from tests.e2e.pictures.test_pictures import ALLOWED


def page(*, x=40, colour="#c0271c", text="red", blank=False):
    image = Image.new("RGB", (480, 270), "white")
    draw = ImageDraw.Draw(image)
    if not blank:
        draw.rectangle((x, 60, x + 120, 140), fill=colour)
        draw.text((40, 20), text, fill="black", font=ImageFont.load_default(14))
    return image


def test_equal_pictures_do_not_differ():
    assert difference(page(), page()).share == 0


def test_a_letter_drawn_a_pixel_away_is_forgiven():
    shifted = page()
    shifted.paste(page().crop((0, 0, 480, 45)), (1, 0))
    assert difference(page(), shifted).share <= ALLOWED


@pytest.mark.parametrize("other", [page(x=80), page(colour="#0a7f5e"), page(blank=True)], ids=["moved", "recoloured", "gone"])
def test_what_a_reader_would_see_is_not(other):
    found = difference(page(), other)
    assert found.share > ALLOWED
    assert found.picture.width == 480 * 3 + 20


def test_pictures_of_different_sizes_are_refused():
    with pytest.raises(ValueError, match="is not"):
        difference(page(), page().resize((100, 100)))
