"""Builds every brochure: ``python build.py ...`` is ``handouts build ...``, and needs only Python.

What else it needs is set up in ``.venv`` the first time. Also very old Pythons must be able to read
this file, so that they can say what is wrong.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Python 3.11 or newer is needed; this is Python " + sys.version.split()[0])

from handouts.__main__ import again, end, loaded

if __name__ == "__main__":
    try:
        status = again(["build"] + sys.argv[1:])  # as every Python can read it
        if status is not None:
            end(status)

        import set_up

        if sys.argv[1:2] == ["--set-up"]:  # for the Makefile: set up, and no more
            sys.exit(set_up.main(sys.argv[2:]))
        set_up.go_on_in_venv()
    except KeyboardInterrupt:
        # Ctrl-C while packages are fetched; the command below knows what to do itself
        sys.exit(130)

    end(loaded()(["build"] + sys.argv[1:]))  # as every Python can read it
