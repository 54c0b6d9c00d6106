"""``python -m handouts`` is the command ``handouts``."""

import sys

try:
    from .cli import main
except KeyboardInterrupt:  # Ctrl-C at once: nothing was begun
    sys.exit(130)

sys.exit(main())
