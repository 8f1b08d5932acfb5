"""Where a form saves: on one's own machine, or on the forge that mkdocs.yml names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

LOCAL = "http://localhost:8081/api/v1"  # where decap-server listens
EDITORIAL = ("github", "gitlab")  # the forges on which Decap makes a branch and a proposal of what is saved


@dataclass(frozen=True)
class Backend:
    """Where a form saves: a repository on a forge, through its sign-in; without one, one's own machine."""

    name: str = "local"
    host: str = ""  # of the forge, such as https://github.com
    repository: str = ""  # owner/name
    branch: str = "main"
    sign_in: str = ""  # GitHub: the address of the sign-in service; GitLab: the id of the application

    def settings(self) -> dict[str, object]:
        """What Decap calls the backend."""
        if self.name == "local":
            return {"name": "proxy", "proxy_url": LOCAL, "branch": self.branch}
        common: dict[str, object] = {
            "name": self.name,
            "repo": self.repository,
            "branch": self.branch,
            "api_root": self.api,
        }
        if self.name == "gitlab":
            return common | {"auth_type": "pkce", "app_id": self.sign_in, "base_url": self.host}
        return common | {"base_url": self.sign_in, "open_authoring": True}

    @property
    def api(self) -> str:
        """The address of the interface that the form speaks to."""
        if self.name == "gitlab":
            return f"{self.host}/api/v4"
        return "https://api.github.com" if self.host == "https://github.com" else f"{self.host}/api/v3"

    @property
    def hosts(self) -> str:
        """The only hosts that the page may speak to."""
        if self.name == "local":
            return LOCAL.removesuffix("/api/v1")
        named = (self.api, self.host, self.sign_in if self.name == "github" else "")
        return " ".join(dict.fromkeys(f"{urlsplit(a).scheme}://{urlsplit(a).netloc}" for a in named if a))


def backend_of(settings: str, sign_in: str) -> Backend:
    """The forge of `extra.forge` in the text of mkdocs.yml.

    Raises ValueError with what was expected where the forms could not save there.
    """
    found = dict(re.findall(r"^    (repository|branch|type): *[\"']?([^\s\"'#]+)", settings, re.MULTILINE))
    make, address = found.get("type", "github"), urlsplit(found.get("repository", ""))
    if make not in EDITORIAL or not address.netloc:
        raise ValueError(f"mkdocs.yml: extra.forge: {make} {address.geturl()} — {' / '.join(EDITORIAL)}, https://…")
    if not sign_in or (make == "github" and not sign_in.startswith("https://")):
        raise ValueError("--sign-in: https://… (GitHub), application id (GitLab)")
    host = f"{address.scheme}://{address.netloc}"
    return Backend(make, host, address.path.strip("/").removesuffix(".git"), found.get("branch", "main"), sign_in)
