"""Settings of an installation: environment variables with the prefix DONDOC_, or a .env file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
"""Where days and office hours are counted; the database keeps UTC."""

CONFIG_DIR = Path(__file__).parent
"""The folder of the data that offices edit: ladders, regimes, patterns, calendar, grammar."""


class Settings(BaseSettings):
    """One row a setting: name, default, help. Shown in the README; a test holds the two together."""

    model_config = SettingsConfigDict(env_prefix="DONDOC_", env_file=".env", extra="ignore")

    data_dir: Path = Field(Path("data"), description="Folder for the database, uploads, reports and the secret key.")
    database_url: str | None = Field(
        None, description="SQLAlchemy address; default is SQLite in the data folder. PostgreSQL: postgresql+psycopg://…"
    )
    language: Literal["vi", "en"] = Field("vi", description="Language of messages and pages.")
    office_name: str = Field("Sở Nội vụ", description="Name of the coordinating office, signs the messages.")
    public_url: str | None = Field(
        None, description="Address of the portal as agencies reach it; default is http://HOST:PORT."
    )
    portal_host: str = Field("127.0.0.1", description="Address the portal listens on.")
    portal_port: int = Field(8000, ge=1, le=65535, description="Port of the portal.")
    prefect_host: str = Field("127.0.0.1", description="Address the Prefect server listens on; keep it on loopback.")
    prefect_port: int = Field(4200, ge=1, le=65535, description="Port of the Prefect server.")
    mail_url: str = Field(
        "sandbox://",
        description="Where e-mail leaves: dondocsmtp://user:password@host:port, or sandbox:// (files in the data folder).",
    )
    mail_from: str = Field("dondoc@example.invalid", description="Sender address of e-mail.")
    mail_domain: str = Field("dondoc.invalid", description="Right side of Message-ID; one for the whole installation.")
    sms_url: str = Field("sandbox://", description="Where SMS leaves: sandbox:// (files in the data folder).")
    extra_channels: list[str] = Field(
        default_factory=list, description="Further Apprise addresses that receive the coordinator's summaries."
    )
    supervisor_email: str | None = Field(None, description="Who is told when a request reaches the top of the ladder.")
    workbench_password: SecretStr | None = Field(
        None, description="Opens the coordinator's workbench; without one it answers only on this machine."
    )
    confirm_contacts: Literal["never", "launch", "import"] = Field(
        "launch",
        description="When people of the directory are asked to confirm their address: never, launch, or import already.",
    )
    upload_limit_mb: int = Field(20, ge=1, le=100, description="Largest file that an agency may attach, in MB.")
    link_days: int = Field(30, ge=1, description="Days after the due date for which a reply link works.")

    @property
    def resolved_database_url(self) -> str:
        """The database address with the default filled in."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'dondoc.db').absolute()}"

    @property
    def resolved_public_url(self) -> str:
        """The portal's address as it stands in messages, without a trailing slash."""
        return (self.public_url or f"http://{self.portal_host}:{self.portal_port}").rstrip("/")


@lru_cache
def settings() -> Settings:
    """The installation's settings, read once. Raises pydantic's ValidationError naming the setting."""
    return Settings()
