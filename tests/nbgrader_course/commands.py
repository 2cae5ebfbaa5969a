"""Runs nbgrader's commands one after another in one process: `python commands.py`, JSON in, JSON out.

The input is a list of `[folder, user, [argument, ...]]`; the output a list of `[exit status, log]`. nbgrader
alone takes more than a second to import, and its commands are classes that can be run again.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
from pathlib import Path

from jupyter_core.application import NoStart
from nbgrader import utils
from nbgrader.apps import NbGraderApp


def run(folder: str, user: str, arguments: list[str]) -> tuple[object, str]:
    """The exit status and the log of one command, as a user whose settings and cache are their own."""
    os.chdir(folder)
    os.environ.update(JUPYTERHUB_USER=user, JUPYTER_DATA_DIR=str(Path(folder) / ".jupyter"))
    log = io.StringIO()
    status: object = 0
    app = NbGraderApp.instance()
    try:
        app.initialize(arguments)
        app.init_logging(logging.StreamHandler, [log], color=False, subapps=True)
        app.start()
    except NoStart:
        pass  # how an application ends that has started another
    except SystemExit as end:
        status = end.code
    finally:
        app.reset()
        NbGraderApp.clear_instance()
    return status, log.getvalue()


def main() -> None:
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    # A user of this name is, for nbgrader, whom JupyterHub says it is; the teacher owns the exchange.
    owner = utils.get_osusername()
    utils.get_osusername = lambda: owner if os.environ["JUPYTERHUB_USER"] == "teacher" else "jovyan"
    json.dump([run(*command) for command in json.load(sys.stdin)], replies)
    replies.close()


if __name__ == "__main__":
    main()
