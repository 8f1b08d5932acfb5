"""One door for everybody: sets up what the project needs, then runs a verb of the command.

    python3 scripts/run.py serve      build the site and serve it on this machine
    python3 scripts/run.py test       run the tests (--full: the long sweeps too)
    python3 scripts/run.py <verb>     any verb of the `passerelles` command

Only the standard library, and syntax that an old Python still parses: it must be able to say that it is old.
"""

import hashlib
import locale
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCK, PROJECT = ROOT / "requirements.lock", ROOT / "pyproject.toml"
OLDEST = (3, 11)

SENTENCES = {
    "old": (
        "Python {found} est trop ancien : installez Python 3.11 ou plus récent, puis relancez cette commande.",
        "Python {found} is too old: install Python 3.11 or newer, then run this command again.",
    ),
    "no-venv": (
        "Ce Python n’a pas les modules « venv » et « pip » : installez-les (sous Debian : apt install python3-venv), "
        "puis relancez cette commande.",
        "This Python lacks the modules “venv” and “pip”: install them (on Debian: apt install python3-venv), "
        "then run this command again.",
    ),
    "no-packages": (
        "Les dépendances n’ont pas pu être installées (le détail est ci-dessus) : vérifiez la connexion au réseau, "
        "puis relancez cette commande.",
        "The dependencies could not be installed (details above): check the network connection, "
        "then run this command again.",
    ),
    "setting-up": (
        "Première mise en place (environnement .venv, une à deux minutes)…",
        "Setting up for the first time (environment .venv, a minute or two)…",
    ),
}


def say(key, **blanks):
    """The sentence in French where the machine speaks French, else in English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or (locale.getlocale()[0] or "")
    sentence = SENTENCES[key][0 if spoken.lower().startswith("fr") else 1]
    print(sentence.format(**blanks), file=sys.stderr, flush=True)


def stamp():
    """What the environment was made from; another lock file or another Python makes it anew."""
    made_from = LOCK.read_bytes() + PROJECT.read_bytes() + sys.version.encode() + str(ROOT).encode()
    return hashlib.sha256(made_from).hexdigest()


def set_up():
    """Make .venv with the locked dependencies and the package; at once when that is done already."""
    mark = VENV / "made-from"
    if mark.is_file() and mark.read_text() == stamp():
        return
    say("setting-up")
    run = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, check=False)
    if run.returncode != 0:
        say("no-venv")
        sys.exit(2)
    pip = [str(BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    steps = (["--require-hashes", "-r", str(LOCK)], ["--no-deps", "--no-build-isolation", "-e", str(ROOT)])
    for step in steps:
        if subprocess.run([*pip, *step], check=False).returncode != 0:
            say("no-packages")
            sys.exit(2)
    mark.write_text(stamp())


def handed_over(command, folder=None):
    """The exit status of a command, which is told to stop when this door is, and may end what it does."""
    child = subprocess.Popen(command, cwd=folder)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            status = child.wait()
            return status if status >= 0 else 128 - status  # ended by a signal: as a shell has it
        except KeyboardInterrupt:  # the terminal told the child too: what it answers counts
            pass


def from_here(folder):
    """A folder as it is called where the person stands: what they name is looked for there, as everywhere."""
    try:
        return os.path.relpath(folder)
    except ValueError:  # on another drive
        return str(folder)


def main(arguments):
    """Set up, then hand over to the tests or to the command."""
    if sys.version_info < OLDEST:
        say("old", found=".".join(str(part) for part in sys.version_info[:3]))
        return 2
    set_up()
    verb, rest = (arguments or ["--help"])[0], arguments[1:]
    if verb == "test":
        full = ["--full", "-o", "faulthandler_timeout=3600"] if "--full" in rest else []  # a sweep may be long
        command = ["-m", "pytest", *full, *(word for word in rest if word != "--full")]
        return handed_over([str(BIN / "python"), *command], ROOT)
    return handed_over([str(BIN / "python"), "-m", "passerelles", "--root", from_here(ROOT), verb, *rest])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
