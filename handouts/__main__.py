"""``python -m handouts`` is the command ``handouts``."""

import gc
import sys

gc.disable()  # what is loaded stays: looking for circles in it is a twentieth of loading
try:
    from .cli import main
except KeyboardInterrupt:  # Ctrl-C at once: nothing was begun
    sys.exit(130)
gc.freeze()
gc.enable()

if __name__ == "__main__":
    sys.exit(main())
