"""Build the archives for the Chrome and Firefox stores from the one extension folder; the same sources give the same bytes.

Each store gets a manifest without what only the other browser reads, so that neither warns. The `key` stays out of both: stores
give an extension its id, and the key is there so that the folder has the same id on every machine.
"""

from __future__ import annotations

import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "extension"
DIST = ROOT / "dist"
#: Left out of the archives: types for the checker.
NOT_PACKED = {".ts"}


def main() -> None:
    """Write a folder and an archive for each store."""
    version = json.loads((SOURCE / "manifest.json").read_text())["version"]
    for store, adapt in {"chromium": for_chromium, "firefox": for_firefox}.items():
        folder = DIST / store
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(SOURCE, folder, ignore=lambda _, names: [name for name in names if Path(name).suffix in NOT_PACKED])
        manifest = folder / "manifest.json"
        manifest.write_text(json.dumps(adapt(json.loads(manifest.read_text())), indent=2, ensure_ascii=False) + "\n")
        archive = DIST / f"claimlight-{store}-{version}.zip"
        write_archive(folder, archive)
        sys.stdout.write(f"{archive.relative_to(ROOT)}  {archive.stat().st_size:,} bytes\n")


def for_chromium(manifest: dict[str, Any]) -> dict[str, Any]:
    """What Chromium and the Chrome Web Store read."""
    background = {name: value for name, value in manifest["background"].items() if name != "scripts"}
    dropped = {"key", "browser_specific_settings", "sidebar_action"}
    return {name: value for name, value in manifest.items() if name not in dropped} | {"background": background}


def for_firefox(manifest: dict[str, Any]) -> dict[str, Any]:
    """What Firefox and its store read."""
    background = {name: value for name, value in manifest["background"].items() if name != "service_worker"}
    permissions = [name for name in manifest["permissions"] if name != "sidePanel"]
    dropped = {"key", "minimum_chrome_version", "side_panel"}
    rest = {name: value for name, value in manifest.items() if name not in dropped}
    return rest | {"background": background, "permissions": permissions}


def write_archive(folder: Path, archive: Path) -> None:
    """Zip a folder, the same bytes each time: files by name, one date, one mode."""
    archive.unlink(missing_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    main()
