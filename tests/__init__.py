"""The suite. What Python compiles is kept, whatever a shell says of it: tests start a hundred
processes, and each would compile the program again."""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
