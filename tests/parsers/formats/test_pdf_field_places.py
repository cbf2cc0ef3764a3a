from __future__ import annotations

import random

from docsieve.formats._pdf.annotations import insert_fields
from docsieve.formats._pdf.drafts import Draft
from docsieve.geometry import BBox


def at(x0: float, top: float, x1: float, bottom: float) -> Draft:
    return Draft([], BBox(x0, top, x1, bottom))


def wanted(drafts: list[Draft], field: Draft) -> int:
    """Look at each: the nearest to the left on the row of a field, else the lowest above its end."""
    middle = (field.box.top + field.box.bottom) / 2
    on_row = [
        (each.box.x0, i)
        for i, each in enumerate(drafts)
        if each.box.top - 2 <= middle <= each.box.bottom + 2 and each.box.x0 <= field.box.x0
    ]
    above = [(each.box.bottom, i) for i, each in enumerate(drafts) if each.box.bottom <= field.box.bottom]
    return max(on_row or above, default=(0.0, -1))[1]


def test_each_field_goes_behind_the_text_on_its_row_else_behind_what_ends_above_it() -> None:
    chance = random.Random(7)
    for _ in range(300):
        # Few places, so that many begin or end at the same one.
        drafts, fields = (
            [
                at(x, y, x + chance.choice((0, 5, 40)), y + chance.choice((0, 8, 30)))
                for x, y in ((chance.randrange(-10, 100, 10), chance.randrange(-10, 60, 4)) for _ in range(n))
            ]
            for n in (chance.randrange(12), 8)
        )
        placed = insert_fields(drafts, fields)
        assert [each for each in placed if each in drafts] == drafts
        for field in fields:
            before = [i for i, each in enumerate(drafts) if placed.index(each) < placed.index(field)]
            assert max(before, default=-1) == wanted(drafts, field)


def test_fields_stand_alone_where_a_page_has_nothing_else() -> None:
    fields = [at(0, 0, 5, 5), at(0, 9, 5, 14)]
    assert insert_fields([], fields) == fields
    assert insert_fields([fields[0]], []) == [fields[0]]
