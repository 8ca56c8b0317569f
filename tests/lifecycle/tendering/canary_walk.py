"""A process of its own that writes, submits, revises and submits a tender, in a data folder that is then searched."""

import os


def walk() -> None:
    """Leave everything that the product leaves on disk, with the database's log not yet folded into it."""
    from commonweal.domain.permissions import Role
    from commonweal.lifecycle.tendering.actions import drafts, submissions
    from commonweal.records.first_start import bring_up_to_date
    from tests.builders.tendering import CODE, a_draft, a_sealed_ask, again, rng
    from tests.cast import World
    from tests.lifecycle.tendering import canaries

    bring_up_to_date()
    world = World()
    version = a_sealed_ask(world, title="Home care in words that everybody may read")
    writer = world.cast.actor(Role.TENDER_WRITER)
    tender = a_draft(world, version, writer)
    canaries.plant(tender, version, by=writer, now=world.now)
    submissions.submit(tender, CODE, by=writer, now=world.now, rng=rng)
    submissions.revise(again(tender), CODE, by=writer, now=world.now, rng=rng)
    drafts.set_price(again(tender), canaries.PENCE, revision=None, by=writer, now=world.now, rng=rng)
    submissions.submit(again(tender), CODE, by=writer, now=world.now, rng=rng)
    print("submitted twice", flush=True)  # noqa: T201


if __name__ == "__main__":
    import django

    django.setup()
    walk()
    # Leave at once: closing the connection would fold the log into the database and remove it.
    os._exit(0)
