from perfgen.api.documents import FormRead as FormRead
from perfgen.api.documents import read as read
from perfgen.api.specs import build as build
from perfgen.api.specs import check as check
from perfgen.api.specs import diff as diff
from perfgen.api.specs import load as load
from perfgen.api.specs import rows as rows
from perfgen.batch.build_batch import build_batch as build_batch
from perfgen.diagnostics import Diagnostic as Diagnostic
from perfgen.diagnostics import ProblemsFound as ProblemsFound
from perfgen.project import Project as Project
from perfgen.review.difference import Difference as Difference
from perfgen.spec.spec import Spec as Spec

__version__: str
