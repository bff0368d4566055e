"""The departments of tasks, assignments and recipients, and the issuers: read once per distinct cell and context."""

import numpy as np
import pandas as pd

from pipeline.stages.departments.cells import unit_rows, with_units
from pipeline.stages.departments.issuing import contexts_of, read_issuers, with_issuers
from pipeline.stages.departments.notes import issuer_notes, mention_notes, with_notes
from pipeline.stages.departments.referred import referred_units
from pipeline.stages.frames import Frames
from pipeline.units.lexicon import Lexicon, default_lexicon
from pipeline.units.reader import CellReader


def add_departments(frames: Frames, *, lexicon: Lexicon | None = None) -> Frames:
    """Read every unit named in tasks, assignments and recipients, and each document's issuer.

    Needs: documents.issuer, parent_body, symbol, doc_type, place, title, issue_date_start/end; tasks and
    assignments with lead_raw, coordinating_raw; recipients.text; _abbreviations.
    Adds: the tables task_units, assignment_units, units; documents.issuer, issuer_id, parent_body, province;
    recipients.unit_id, unit_name; rows of diagnostics. Rows of the other tables: unchanged, in order.
    """
    lexicon = lexicon or default_lexicon()
    documents = frames["documents"]
    doc_ids = pd.Index(documents["doc_id"])
    issuers, days = read_issuers(frames, lexicon)
    contexts, context_of = contexts_of(frames, issuers, days, lexicon)
    places = np.array([issuer.province for issuer in issuers], dtype=object)
    reader = CellReader(lexicon, contexts)

    task_units, in_tasks = unit_rows(frames["tasks"], "task_units", doc_ids, context_of, places, reader)
    assignment_units, in_assignments = unit_rows(
        frames["assignments"], "assignment_units", doc_ids, context_of, places, reader
    )
    named = in_tasks, in_assignments
    recipients = with_units(frames["recipients"], doc_ids, context_of, reader)
    changed = with_issuers(documents, issuers)
    units = referred_units(changed, named, recipients, lexicon)
    notes = [*issuer_notes(changed, issuers), *mention_notes(changed, named)]
    return frames | {
        "documents": changed,
        "recipients": recipients,
        "task_units": task_units,
        "assignment_units": assignment_units,
        "units": units,
        "diagnostics": with_notes(frames["diagnostics"], notes),
    }
