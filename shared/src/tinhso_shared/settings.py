"""Settings that more than one service has; each comes from the environment, or from a secret's file.

`TINHSO_DATABASE_URL` in the environment, or a file `/run/secrets/tinhso_database_url`.
"""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRETS = Path("/run/secrets")


class Settings(BaseSettings):
    """What all have in common: the prefix, and secrets as files where there are any."""

    model_config = SettingsConfigDict(
        env_prefix="TINHSO_", secrets_dir=SECRETS if SECRETS.is_dir() else None, frozen=True
    )


class KafkaSettings(Settings):
    kafka_bootstrap: str = Field("localhost:9092", description="host:port of a broker, or several")
    produce_timeout_seconds: float = Field(
        60.0, description="after which a send counts as unknown, and is repeated"
    )


class DatabaseSettings(Settings):
    database_url: str = Field(
        "postgresql://tinhso@localhost:5432/tinhso", description="the Postgres that this service writes to"
    )
    answer_seconds: float = Field(
        300.0, gt=0, description="after which a connection on which the database does not answer is given up"
    )


class HttpSettings(Settings):
    http_host: str = Field("127.0.0.1", description="where /metrics, /healthz and /readyz are served")
    http_port: int = Field(0, description="their port; 0 takes a free one and logs it")


class LogSettings(Settings):
    log_level: str = "INFO"
    log_json: bool = Field(True, description="one JSON object a line; false: for people")


class ServiceSettings(KafkaSettings, HttpSettings, LogSettings):
    """What each of the three services has."""
