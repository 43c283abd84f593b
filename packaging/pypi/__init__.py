"""The program mcp-atlassian, under the name of this package: `uvx` runs what is called as the package is."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path


def main():
    """Becomes the program that pip installed beside Python, or runs it where a process cannot become another."""
    suffix = ".exe" if os.name == "nt" else ""
    program = str(Path(sysconfig.get_path("scripts")) / f"mcp-atlassian{suffix}")
    arguments = [program, *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.call(arguments))
    os.execv(program, arguments)
