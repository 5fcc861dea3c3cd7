"""Settings of the extractor, from the environment (prefix TINHSO_)."""

from pydantic import Field

from tinhso_extractor import GENERATION
from tinhso_shared.settings import DatabaseSettings, ServiceSettings


class ExtractorSettings(ServiceSettings, DatabaseSettings):
    generation: int = Field(GENERATION, ge=1, description="stamped on every snapshot; its group reads all")
    crashes_allowed: int = Field(3, ge=1, description="on one message, after which it is dead-lettered")
    stuck_seconds: float = Field(120.0, description="without progress under lag, after which it ends itself")
    state_folder: str | None = Field(
        None, description="where Faust keeps its files; a temporary one if unset"
    )

    @property
    def group(self) -> str:
        """The consumer group, and what Faust calls the app."""
        return f"tinhso-extractor-g{self.generation}"
