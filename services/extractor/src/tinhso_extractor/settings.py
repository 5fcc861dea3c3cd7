"""Settings of the extractor, from the environment (prefix TINHSO_)."""

from typing import Self

from pydantic import Field, model_validator

from tinhso_extractor import GENERATION
from tinhso_shared.settings import DatabaseSettings, ServiceSettings


class ExtractorSettings(ServiceSettings, DatabaseSettings):
    generation: int = Field(GENERATION, ge=1, description="stamped on every snapshot; its group reads all")
    crashes_allowed: int = Field(3, ge=1, description="on one message, after which it is dead-lettered")
    answer_seconds: float = Field(
        60.0, gt=0, description="after which a connection on which the database does not answer is given up"
    )
    stuck_seconds: float = Field(120.0, description="without progress under lag, after which it ends itself")
    state_folder: str | None = Field(
        None, description="where Faust keeps its files; a temporary one if unset"
    )

    @model_validator(mode="after")
    def _gives_up_before_it_is_stuck(self) -> Self:
        """Else the watchdog ends a process that would have taken another connection, and counts a crash."""
        if self.answer_seconds >= self.stuck_seconds:
            raise ValueError(
                f"TINHSO_ANSWER_SECONDS, {self.answer_seconds:g}, has to be less than "
                f"TINHSO_STUCK_SECONDS, {self.stuck_seconds:g}"
            )
        return self

    @property
    def group(self) -> str:
        """The consumer group, and what Faust calls the app."""
        return f"tinhso-extractor-g{self.generation}"
