"""How messages travel: one module a channel, each an Apprise plugin of our own.

A new channel is a module with a DondocPlugin and a line in PLUGINS.
"""

from __future__ import annotations

from pathlib import Path

from notifications.channels.parcel import Channel
from notifications.channels.plugin import ForeignChannel
from notifications.channels.sandbox import DondocSandbox
from notifications.channels.smtp import DondocSmtp
from notifications.errors import ChannelError

PLUGINS = {plugin.protocol: plugin for plugin in (DondocSmtp, DondocSandbox)}


def open_channel(url: str, channel: str, *, sandbox: Path) -> Channel:
    """The channel behind an address of the settings. ``sandbox`` is the folder that sandbox:// writes to.

    Any Apprise address that is not ours is a guest (DONDOC_EXTRA_CHANNELS). Raises ChannelError.
    """
    scheme = url.partition("://")[0].lower()
    if scheme == DondocSandbox.protocol:
        return DondocSandbox(folder=sandbox, channel=channel)
    if scheme == DondocSmtp.protocol:
        parts = DondocSmtp.parse_url(url, verify_host=False)
        if not parts:
            raise ChannelError.of("channel.smtp", place=f"{scheme}://")
        return DondocSmtp(**parts)
    guest = ForeignChannel(url)
    if channel != "extra" or not guest.usable:
        raise ChannelError.of(
            "channel.unknown", place=f"{scheme}://", known=", ".join(f"{name}://" for name in PLUGINS)
        )
    return guest
