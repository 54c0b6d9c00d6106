"""``python -m handouts`` is the command ``handouts``."""

import sys

from .cli import main

sys.exit(main())
