"""A fontconfig file that knows the edition's faces and nothing else.

Why: fontconfig answers for a missing glyph with whatever the machine has installed, and orders its answers by the
user's locale; with this file it has nothing else to answer with and one language, and the same pages come out
everywhere.
"""

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape

from reportgen.model.fonts import Face

FOLDER = Path("build/fonts")
KEPT = 2  # folders of links: that of now, and the one before, with which another build may still be at work

_CONFIG = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{faces}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern"><edit name="lang" mode="assign"><string>zh-cn</string></edit></match>
  <selectfont>
    <rejectfont><pattern><patelt name="scalable"><bool>true</bool></patelt></pattern></rejectfont>
    <acceptfont>
{accepted}
    </acceptfont>
  </selectfont>
</fontconfig>
"""


def write_config(root: Path, faces: Sequence[Face]) -> Path:
    """The fontconfig file, written under build/fonts/ beside a folder of links to the font files.

    The folder is named by what its files hold: fontconfig trusts its cache of a folder while the folder's name and
    time stay the same, and would go on using what a rewritten font no longer has. Those of fonts before go.

    Fails:  OSError, where the folder cannot be written.
    """
    home = root.resolve() / FOLDER
    links = {face.file.name: face for face in faces}
    content = "".join(f"{name} {face.sha256}\n" for name, face in sorted(links.items()))
    folder = home / sha256(content.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    for name, face in links.items():
        link = folder / name
        if not link.exists() or not link.samefile(face.file):
            link.unlink(missing_ok=True)
            with suppress(FileExistsError):  # another build was faster
                link.symlink_to(face.file.resolve())
    # A collection holds the Japanese, Korean and other forms too: only the family that is asked for may be seen.
    accepted = "\n".join(
        f'      <pattern><patelt name="family"><string>{escape(family)}</string></patelt></pattern>'
        for family in sorted({face.family for face in faces})
    )
    config = home / "fonts.conf"
    text = _CONFIG.format(faces=escape(str(folder)), cache=escape(str(home / "cache")), accepted=accepted)
    if not config.exists() or config.read_text("utf-8") != text:
        _write(config, text)
        _prune(home, folder)
    return config


def _write(config: Path, text: str) -> None:
    """The file, never half of it: another build may read it."""
    beside = config.with_name(f"{config.name}.{os.getpid()}")
    try:
        beside.write_text(text, "utf-8")
        os.replace(beside, config)
    finally:
        beside.unlink(missing_ok=True)


def _prune(home: Path, folder: Path) -> None:
    """Remove the folders of links but `folder` and the latest others, and what fontconfig kept of them."""
    found: list[tuple[int, Path]] = []
    for other in set(home.glob("[0-9a-f]" * 16)) - {folder}:
        with suppress(FileNotFoundError):  # another build has removed it
            found.append((other.stat().st_mtime_ns, other))
    gone = [other for _, other in sorted(found, reverse=True)[KEPT - 1 :]]
    for other in (*gone, *([home / "cache"] if gone else [])):
        shutil.rmtree(other, ignore_errors=True)
