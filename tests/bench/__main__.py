"""Run every script of this folder, or those named: `make bench ARGS=pages`.

The drills break things for minutes: only when they are named.
"""

import os
import subprocess
import sys
from pathlib import Path

DRILLS = {"charge", "pannes"}


def scripts() -> list[str]:
    """A name that starts with `_` is shared code, not a script."""
    found = {p.stem for p in Path(__file__).parent.glob("[!_]*.py")}
    return sorted(found - DRILLS)


load = os.getloadavg()[0]
print(f"{os.cpu_count()} cores, load {load:.1f} (above 1, the figures are noisy)")
for script in sys.argv[1:] or scripts():
    print(f"== {script}", flush=True)
    subprocess.run([sys.executable, "-m", f"tests.bench.{script}"], check=True)
