"""Loaded once by the server that workers are forked from, so that no worker loads it again.

pdfium is not here: it must be started in the process that uses it.
"""

import gc

import extractors.extract
import extractors.formats.docx
import extractors.formats.registry
import extractors.formats.txt
import extractors.plan.parse
import pipeline.write.records
from extractors import language

__all__ = ["extractors", "pipeline"]

language.pipeline()
# What is loaded lives as long as a worker: its collector need not look through it, nor touch the pages shared by all.
gc.collect()
gc.freeze()
