"""Kafka and Postgres as containers, on ports that stay the same when a server is killed and started again."""

from collections.abc import Callable
from typing import Any

from testcontainers.core.container import DockerContainer

from support.waiting import wait_for
from tinhso_local.ports import LOOPBACK, free_port

KAFKA_IMAGE = "apache/kafka:4.3.1"
POSTGRES_IMAGE = "postgres:18"
INSIDE = 9092
STARTED = "Kafka Server started"


def kafka_container(port: int) -> DockerContainer:
    """One KRaft node; the port is ours to choose, so the address to advertise is known before the start."""
    listeners = f"INSIDE://:19092,CONTROLLER://:9093,OUTSIDE://:{INSIDE}"
    return (
        DockerContainer(KAFKA_IMAGE)
        .with_bind_ports(INSIDE, port)
        .with_envs(
            CLUSTER_ID="4L6g3nShT-eMCtK--X86sw",
            KAFKA_NODE_ID="1",
            KAFKA_PROCESS_ROLES="broker,controller",
            KAFKA_LISTENERS=listeners,
            KAFKA_ADVERTISED_LISTENERS=f"INSIDE://localhost:19092,OUTSIDE://{LOOPBACK}:{port}",
            KAFKA_LISTENER_SECURITY_PROTOCOL_MAP="INSIDE:PLAINTEXT,CONTROLLER:PLAINTEXT,OUTSIDE:PLAINTEXT",
            KAFKA_INTER_BROKER_LISTENER_NAME="INSIDE",
            KAFKA_CONTROLLER_LISTENER_NAMES="CONTROLLER",
            KAFKA_CONTROLLER_QUORUM_VOTERS="1@localhost:9093",
            KAFKA_AUTO_CREATE_TOPICS_ENABLE="false",
            KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS="1",
            KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR="1",
            KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR="1",
            KAFKA_TRANSACTION_STATE_LOG_MIN_ISR="1",
            KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS="0",
            KAFKA_BROKER_SESSION_TIMEOUT_MS="3000",
            KAFKA_BROKER_HEARTBEAT_INTERVAL_MS="500",
        )
    )


def postgres_container(port: int) -> DockerContainer:
    return (
        DockerContainer(POSTGRES_IMAGE)
        .with_bind_ports(5432, port)
        .with_envs(POSTGRES_USER="tinhso", POSTGRES_DB="tinhso", POSTGRES_HOST_AUTH_METHOD="trust")
    )


class ContainerStack:
    """The two containers for a block of code; the same face as the local `Stack`."""

    def __init__(self) -> None:
        kafka_port, postgres_port = free_port(), free_port()
        self.kafka_bootstrap = f"{LOOPBACK}:{kafka_port}"
        self.database_url = f"postgresql://tinhso@{LOOPBACK}:{postgres_port}/tinhso"
        self._kafka = kafka_container(kafka_port)
        self._postgres = postgres_container(postgres_port)

    def __enter__(self) -> "ContainerStack":
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._kafka.stop()
        self._postgres.stop()

    def _start(self) -> None:
        self._kafka.start()
        self._postgres.start()
        self._wait_for_kafka(starts=1)
        self._wait_for_postgres()

    def kill_kafka(self) -> None:
        self._kafka.get_wrapped_container().kill()

    def restart_kafka(self) -> None:
        before = self._kafka_starts()
        self._kafka.get_wrapped_container().start()
        self._wait_for_kafka(before + 1)

    def kill_postgres(self) -> None:
        self._postgres.get_wrapped_container().kill()

    def restart_postgres(self) -> None:
        self._postgres.get_wrapped_container().start()
        self._wait_for_postgres()

    def _kafka_starts(self) -> int:
        return _said(self._kafka.get_logs).count(STARTED)

    def _wait_for_kafka(self, starts: int) -> None:
        wait_for(lambda: self._kafka_starts() >= starts, "Kafka's container serves", seconds=90)

    def _wait_for_postgres(self) -> None:
        # By TCP: while the image sets itself up, its server listens on a socket only.
        ask = ["pg_isready", "-h", LOOPBACK, "-U", "tinhso"]
        wait_for(lambda: self._postgres.exec(ask).exit_code == 0, "Postgres' container serves", seconds=60)


def _said(logs: Callable[[], Any]) -> str:
    return "".join(part.decode("utf-8", "replace") for part in logs())
