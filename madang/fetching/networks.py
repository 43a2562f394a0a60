"""Where one may go: out to the world, and into those networks of the city that its operator has named.

Whoever writes an address could otherwise have us ask what only we can reach: other programs of this machine,
the database, the cloud's own 169.254.169.254.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from madang.errors import Invalid, Reason
from madang.fetching.addresses import Address

Machine = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

# Of the registries of special addresses (RFC 6890 and its updates): what is nobody's in the world.
NOT_OF_THE_WORLD = tuple(
    IPv4Network(one)
    for one in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
THE_WORLD_6 = IPv6Network("2000::/3")
NOT_OF_THE_WORLD_6 = tuple(
    IPv6Network(one)
    for one in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")  # Teredo, 6to4, documentation
)
TRANSLATED = IPv6Network("64:ff9b::/96")  # NAT64: the last four bytes are where it leads


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """`inside`: networks that are not the world's and may be asked all the same."""

    inside: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})

    def check_port(self, address: Address, *, field: tuple[str, ...] = ()) -> None:
        """Raises Invalid."""
        if address.port not in self.ports:
            ports = ", ".join(map(str, sorted(self.ports)))
            message = f"{address.port}번 포트로는 가져오지 않습니다. 가져오는 포트: {ports}"
            raise Invalid(message, field=field, reason=Reason.OUT_OF_RANGE)

    def check(self, found: Sequence[str], *, host: str) -> list[Machine]:
        """All machines of a host, if one may go to each. Raises Invalid."""
        machines = [_machine(one) for one in found]
        if not all(machine is not None and self.allows(machine) for machine in machines):
            message = f"{host}은(는) 바깥에서 볼 수 없는 안쪽 주소입니다. 시의 내부망에 있는 홈페이지라면"
            raise Invalid(f"{message} 관리자가 MADANG_FEED_NETWORKS에 그 망을 적어야 합니다.")
        return [machine for machine in machines if machine is not None]

    def allows(self, machine: Machine) -> bool:
        meant = _meant(machine)
        return _is_of_the_world(meant) or any(meant in network for network in self.inside)


def networks(written: Iterable[str]) -> tuple[Network, ...]:
    """Raises ValueError for what is no network: 10.0.0.0/8, 10.1.2.3, fd00::/8."""
    return tuple(ip_network(one) for one in written)


def _machine(found: str) -> Machine | None:
    try:
        return ip_address(found)
    except ValueError:
        return None


def _meant(machine: Machine) -> Machine:
    """Where packets end that are sent there."""
    if isinstance(machine, IPv4Address):
        return machine
    if machine.ipv4_mapped is not None:
        return machine.ipv4_mapped
    return IPv4Address(int(machine) & 0xFFFFFFFF) if machine in TRANSLATED else machine


def _is_of_the_world(machine: Machine) -> bool:
    if isinstance(machine, IPv4Address):
        return not any(machine in network for network in NOT_OF_THE_WORLD)
    return machine in THE_WORLD_6 and not any(machine in network for network in NOT_OF_THE_WORLD_6)
