"""Where the packages are, and .NET inside this process.

`scripts/engines/setup sqlserver` has put the packages in the cache. .NET finds its libraries by the environment that the
process was started with, so `enter` starts this program anew in the right one.
"""

import glob
import os
import sys
import tempfile
from pathlib import Path

ASSEMBLIES = "mssqlcli/mssqltoolsservice/bin"
FRAMEWORK = '{"runtimeOptions": {"framework": {"name": "Microsoft.NETCore.App", "version": "3.1.0"}}}'
STARTED = "NOEGLE_TSQL_PACKAGES"


def cache_folder() -> Path:
    """The same folder as in scripts/common.sh."""
    if os.environ.get("NOEGLE_CACHE"):
        return Path(os.environ["NOEGLE_CACHE"])
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"]) / "noegle"
    return Path(os.environ["HOME"]) / ".cache" / "noegle"


def enter() -> None:
    """Starts this program anew with the environment that .NET needs, unless it already has it."""
    if STARTED in os.environ:
        sys.path.insert(0, os.environ[STARTED])
        return
    packages, openssl = (cache_folder() / "engines" / name for name in ("tsql-1", "openssl-1.1"))
    if not packages.is_dir() or not openssl.is_dir():
        sys.exit("pakkerne til at prøve T-SQL mangler. Kør: scripts/engines/setup sqlserver")
    environment = dict(os.environ)
    environment[STARTED] = str(packages)
    environment["LD_LIBRARY_PATH"] = str(openssl / "psycopg2_binary.libs")
    # Given no version, .NET Core 3.1 looks only for versions of ICU as old as itself.
    found = glob.glob("/usr/lib/x86_64-linux-gnu/libicuuc.so.*.*")
    environment["CLR_ICU_VERSION_OVERRIDE"] = found[0].split(".so.")[1] if found else ""
    os.execve(sys.executable, [sys.executable, *sys.argv], environment)


def load(*assemblies: str) -> None:
    """Makes Microsoft's assemblies importable as Python modules."""
    import pythonnet
    from clr_loader import get_coreclr

    python = Path(os.environ[STARTED])
    if pythonnet.get_runtime_info() is None:
        with tempfile.NamedTemporaryFile("w", suffix=".runtimeconfig.json") as settings:
            settings.write(FRAMEWORK)
            settings.flush()
            runtime = get_coreclr(runtime_config=settings.name, dotnet_root=str(python / "dotnetcore2/bin"))
            pythonnet.set_runtime(runtime)
            import clr  # noqa: F401  starts the runtime while its settings exist
        sys.path.append(str(python / ASSEMBLIES))
    import clr

    for assembly in assemblies:
        clr.AddReference(str(python / ASSEMBLIES / assembly))
