"""The life of a draft between two saves: text kept while it is typed, revisions so that nobody overwrites unseen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cases.models.autosave import Autosave, DraftRevision
from cases.models.case import CaseVersion

KEPT_FOR = timedelta(days=30)
"""How long text is kept that nobody took up again."""


@transaction.atomic
def keep_typed(*, by: Any, version: CaseVersion | None, page: str, raw: str, revision: int | None = None) -> Autosave:
    """Keep what a page holds, unless something later of the same page is kept or saved already.

    Without a revision it is what the page holds last.
    """
    Autosave.objects.filter(by=by, at__lt=timezone.now() - KEPT_FOR).delete()
    kept, made = Autosave.objects.select_for_update().get_or_create(
        by=by,
        page=page,
        defaults={"version": version, "revision": revision or 0, "raw": raw},
    )
    later = kept.revision + 1 if revision is None else revision
    if not made and not kept.saved and kept.revision < later:
        kept.raw, kept.revision, kept.version = raw, later, version
        kept.save(update_fields=["raw", "revision", "version", "at"])
    return kept


@transaction.atomic
def forget_typed(*, by: Any, page: str, version: CaseVersion | None = None, late: bool = False) -> None:
    """Typed text is saved, or not wanted: drop it; `late` when the page may still send what it began to send before."""
    values = {"raw": "", "saved": True, "version": version}
    known = Autosave.objects.filter(by=by, page=page)
    if known.exists():
        known.update(**values)
    elif late and page:
        Autosave.objects.create(by=by, page=page, **values)


@transaction.atomic
def supersede(version: CaseVersion, *, by: Any, content: str = "") -> None:
    """Count the draft's revision up before it is written; `content` is what it held until now, as its form shows it."""
    locked = CaseVersion.objects.select_for_update().get(pk=version.pk)
    user = by if by is not None and by.pk is not None else None
    DraftRevision.objects.create(version=locked, revision=locked.revision, content=content, by=user)
    locked.revision += 1
    locked.save(update_fields=["revision"])
    version.revision = locked.revision


@transaction.atomic
def forget_revisions(version: CaseVersion, *, by: Any) -> None:
    """What a draft held earlier is of no use once it is submitted, nor what who submits it was offered and left.

    What a colleague typed and did not save stays, for the follow-up.
    """
    DraftRevision.objects.filter(version=version).delete()
    if by is not None:
        Autosave.objects.filter(version=version, by=by, saved=False).delete()
