"""`python -m scripts <verb>`."""

import gc
import os
import sys

from scripts.cli import main

# Looking for garbage among millions of live objects cost a sixth of a build's time and found none; the preview looks when it has nothing else to do.
gc.disable()
status = main()
sys.stdout.flush()
sys.stderr.flush()
# To take all of them apart, one by one, at the end would cost a third of a second at ten thousand phrases.
os._exit(status)
