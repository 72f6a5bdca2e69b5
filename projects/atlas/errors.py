"""What the atlas refuses, in words a person can act on."""

from projects.errors import ProjectsError


class AtlasError(ProjectsError):
    """An atlas that cannot be built, opened or asked."""


class MissingPartError(AtlasError):
    """A library that comes with the optional part of the installation and is not there."""

    def __init__(self, package: str) -> None:
        """Say what is missing and what to install."""
        super().__init__(
            f"the atlas needs {package} for this, which is not installed; "
            "install it with: pip install 'city-projects-map[atlas]'"
        )
