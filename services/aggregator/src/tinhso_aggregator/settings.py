"""What can be set, from the environment: `TINHSO_DATABASE_URL`, `TINHSO_BATCH_RECORDS`, …"""

from typing import Final

from pydantic import Field

from tinhso_shared.settings import DatabaseSettings, ServiceSettings

GROUP: Final = "tinhso-aggregator"
"""The consumer group; its committed offsets are for lag tools only."""


class AggregatorSettings(ServiceSettings, DatabaseSettings):
    batch_records: int = Field(2000, ge=1, description="how many records one transaction takes at most")
    poll_milliseconds: int = Field(500, ge=1, description="how long to wait for records when there are none")
    session_seconds: float = Field(
        10.0, gt=0, description="how long one may be silent before its partitions go to another"
    )
    survey_seconds: float = Field(
        15.0, gt=0, description="how often the conflicts and unread ones are counted"
    )
    audit_seconds: float = Field(
        900.0, gt=0, description="how long after an audit the next one begins: all answers made anew"
    )
