"""Who stands together: one company, else one mail domain, else one invite root."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Anybody can have an address there, so it says nothing about who stands together.
_DOMAINS = """
aol.com bluewin.ch btinternet.com comcast.net duck.com example.com example.net
example.org fastmail.com free.fr gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr icloud.com
laposte.net libero.it live.com mac.com mail.com mail.ru mailbox.org me.com msn.com
naver.com orange.fr outlook.com outlook.de pm.me posteo.de proton.me protonmail.com
qq.com rocketmail.com t-online.de tutanota.com verizon.net wanadoo.fr web.de
yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de yahoo.fr yandex.com yandex.ru ymail.com
zoho.com 126.com 163.com
"""
PUBLIC_MAIL_DOMAINS = frozenset(_DOMAINS.split())


def group_keys(
    company: Sequence[str], domain: Sequence[str], inviter: NDArray[np.int32]
) -> tuple[NDArray[np.int32], list[str]]:
    """Per member the code of their group, and what each code stands for."""
    roots = invite_roots(inviter).tolist()
    names = [
        f"company:{firm}"
        if firm
        else f"domain:{host}"
        if host and host not in PUBLIC_MAIL_DOMAINS
        else f"invited:{root}"
        for firm, host, root in zip(company, domain, roots, strict=True)
    ]
    known = sorted(set(names))
    code = {name: number for number, name in enumerate(known)}
    return np.array([code[name] for name in names], np.int32), known


def invite_roots(inviter: NDArray[np.int32]) -> NDArray[np.int32]:
    """Who stands at the beginning of each member's chain of invitations."""
    root = np.where(inviter < 0, np.arange(inviter.size), inviter).astype(np.int32)
    for _ in range(32):  # doubles the reach, so that any chain has ended
        further = root[root]
        if (further == root).all():
            break
        root = further
    return root
