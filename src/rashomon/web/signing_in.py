"""Signing in with a token, once in a browser: a page without JavaScript; a cookie stands for the token from then on."""

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from rashomon.web.access import COOKIE, Access, Person
from rashomon.web.forms import HTML
from rashomon.web.guard import PERSON, TRIES, client_of, is_secure, keep_cookie, local, too_often
from rashomon.web.limits import Limits
from rashomon.web.wording import environment, plain_link


class Porter:
    """Lets people in and out."""

    def __init__(self, access: Access) -> None:
        self.access = access
        self._tries = Limits(TRIES)

    async def ask(self, request: Request) -> Response:
        """The page on which one signs in, or out."""
        return self._page(request, "")

    async def enter(self, request: Request) -> Response:
        """The cookie for the token of the form, and the way to where one came from."""
        form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=4)
        words, door = form.get("token", [""])[0].strip(), self.access.door
        wait = self._tries.wait(client_of(request.scope, request.headers, door))
        if wait:
            return too_often(wait)
        cookie = await run_in_threadpool(self.access.enter, words)
        if cookie is None:
            return self._page(request, "That is no token, or one that holds no more. Ask who runs this server.", 401)
        answer = RedirectResponse(local(form.get("next", ["/"])[0]), 303)
        keep_cookie(answer, cookie, secure=is_secure(request.scope, request.headers, door))
        return answer

    async def leave(self, request: Request) -> Response:
        """Forget who signed in."""
        self.access.leave(request.cookies.get(COOKIE, ""))
        answer = RedirectResponse("/sign-in", 303)
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    def _page(self, request: Request, fault: str, status: int = 200) -> Response:
        person: Person | None = request.scope[PERSON]
        context = {"person": person, "fault": fault, "next": local(request.query_params.get("next", "/")), "link": plain_link}
        page = environment().get_template("sign_in.html").render(context)
        return Response(page, status, {"cache-control": "no-store"}, HTML)
