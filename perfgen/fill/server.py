"""A project in, the application that shows its forms in a browser and saves what is filled in out."""

from __future__ import annotations

import asyncio
import json
import mimetypes
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from threading import Lock
from typing import Any

from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from perfgen.defect import diagnostics_of
from perfgen.fill.answers import Answers, said
from perfgen.fill.gate import JSON
from perfgen.fill.home import Home
from perfgen.fill.new_specs import NewSpecs
from perfgen.fill.problem import Problem
from perfgen.fill.shelf import Shelf
from perfgen.fill.taken_back import TakenBack
from perfgen.fill.wishes import Asked
from perfgen.project import Project

PAGE = Path(__file__).parent / "page"


def application(
    project: Project, shelf: Shelf, token: Callable[[], str], ending: asyncio.Event
) -> Starlette:
    """`token`: what the page must send back with each change; `ending`: no more is waited for."""
    home, answers, new = Home(project, shelf), Answers(project, shelf), NewSpecs(project, shelf)
    back = TakenBack(project, answers)
    alone = Lock()  # a project and its drafts are one person's at a time
    for kind, suffix in {"text/javascript": ".js", "text/css": ".css"}.items():
        mimetypes.add_type(kind, suffix)  # on Windows any program may have said otherwise, and no browser runs text/plain

    def asked(answer: Callable[[Asked], Any], then: Callable[[Asked], None] | None = None) -> Callable[[Request], Any]:
        """A route whose answer is JSON: of the path, the query and what was sent. `then` is done once it has gone out."""

        async def route(request: Request) -> Response:
            given: Asked = {**request.path_params, **request.query_params}
            if request.method == "POST":
                try:
                    body = await request.body()
                except ClientDisconnect:
                    return _json({"problem": "请求没有收全"}, 400)
                if request.headers["content-type"] == JSON:
                    try:
                        sent = json.loads(body)
                    except (ValueError, RecursionError):
                        return _json({"problem": "请求读不懂"}, 400)
                    if not isinstance(sent, dict):
                        return _json({"problem": "请求读不懂"}, 400)
                    given = {**sent, **request.path_params}
                else:
                    given["body"] = body

            def work() -> Any:
                with alone:
                    return answer(given)

            try:
                found = await run_in_threadpool(work)
            except Problem as problem:
                return _json({"problem": problem.message, **problem.more}, problem.status)
            except Exception as error:
                return _json({"problem": said(diagnostics_of(error, "")[0])}, 500)
            response = found if isinstance(found, Response) else _json(found, 200)
            response.background = BackgroundTask(then, given) if then else None
            return response

        return route

    async def session(_: Request) -> Response:
        return _json({"token": token()}, 200)

    async def shell(_: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    async def events(_: Request) -> Response:
        return StreamingResponse(_changes(shelf.folders(), ending), media_type="text/event-stream")

    routes = [
        Route("/", shell),
        Route("/form/{key}", shell),
        Route("/api/session", session),
        Route("/api/events", events),
        Route("/api/specs", asked(home.specs)),
        Route("/api/specs/{key}", asked(home.summary)),
        Route("/api/form/{key}", asked(answers.form, answers.make_ready)),
        Route("/api/form/{key}/css", asked(answers.css)),
        Route("/api/form/{key}/text", asked(answers.text)),
        Route("/api/form/{key}/rows", asked(answers.rows)),
        Route("/api/form/{key}/changes", asked(answers.changes)),
        Route("/api/form/{key}/marked", asked(answers.marked)),
        Route("/api/form/{key}/document/{kind}", asked(answers.document)),
        Route("/api/form/{key}/edit", asked(answers.edit, answers.make_ready), methods=["POST"]),
        Route("/api/form/{key}/undo", asked(answers.undo), methods=["POST"]),
        Route("/api/form/{key}/redo", asked(answers.redo), methods=["POST"]),
        Route("/api/form/{key}/rewrite", asked(answers.rewrite), methods=["POST"]),
        Route("/api/form/{key}/allow", asked(answers.allow), methods=["POST"]),
        Route("/api/form/{key}/keep", asked(answers.keep), methods=["POST"]),
        Route("/api/form/{key}/commit", asked(answers.commit), methods=["POST"]),
        Route("/api/form/{key}/pull", asked(back.look), methods=["POST"]),
        Route("/api/form/{key}/take", asked(back.take), methods=["POST"]),
        Route("/api/form/{key}/next-year", asked(new.next_year), methods=["POST"]),
        Route("/api/form/{key}/carry", asked(new.carry), methods=["POST"]),
        Route("/api/forms", asked(new.forms)),
        Route("/api/new", asked(new.create), methods=["POST"]),
        Route("/api/import", asked(new.bring_in), methods=["POST"]),
        Route("/api/rules/{name}", asked(answers.rule)),
        Mount("/page", StaticFiles(directory=PAGE)),
    ]
    return Starlette(routes=routes)


def _json(found: Any, status: int) -> Response:
    return Response(json.dumps(found, ensure_ascii=False), status, media_type=JSON)


async def _changes(folders: list[Path], ending: asyncio.Event) -> AsyncIterator[str]:
    """A line for the page whenever a file in one of the folders has changed, and now and then a sign of life."""
    from watchfiles import awatch

    yield ": ready\n\n"
    async for changes in awatch(*folders, stop_event=ending, rust_timeout=10_000, yield_on_timeout=True, debounce=200):
        yield "data: changed\n\n" if changes else ": here\n\n"
