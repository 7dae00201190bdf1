"""`python -m scripts <verb>`."""

import gc
import sys

from scripts.cli import main

# Looking for garbage among millions of live objects cost a sixth of a build's time and found none; the preview looks when it has nothing else to do.
gc.disable()
sys.exit(main())
