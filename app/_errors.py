"""The errors of this package."""


class AppError(RuntimeError):
    """Anything this package refuses."""


class AssetError(AppError, KeyError):
    """A file of the page that is not there; the message lists those that are."""

    def __str__(self) -> str:
        """Say the message without the quotes that a KeyError adds."""
        return str(self.args[0])
