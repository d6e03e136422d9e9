"""The machine made ready: system libraries, fonts and the locked Python packages.

Runs as `python3 -m reportgen.machine` before anything is installed, so it needs the standard library only.
"""
