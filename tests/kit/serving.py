"""The routes, served by uvicorn as ``quoth chat`` does, in a thread: a test can reach into what answers."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.kit.held import LONGEST
from ui.server.connections import guarded
from ui.server.server import listen, routes_only
from ui.site.site import Site


@contextmanager
def serving(site: Site, *, connections: int = 200) -> Iterator[str]:
    """Serve while the block runs; the value is the address."""
    import uvicorn

    with listen("127.0.0.1", 0) as socket:
        config = uvicorn.Config(
            routes_only(site), http=guarded(connections), log_level="warning", timeout_graceful_shutdown=1
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [socket]})
        thread.start()
        try:
            yield f"http://127.0.0.1:{socket.getsockname()[1]}/"
        finally:
            server.should_exit = True
            thread.join(30)


def until(there: Callable[[], bool]) -> None:
    """Wait until something is so, which has to come."""
    end = time.monotonic() + LONGEST
    while not there():
        assert time.monotonic() < end, "it does not come"
        time.sleep(0.01)
