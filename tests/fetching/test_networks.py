"""Where one may go: what is nobody's in the world is refused in every way it can be written."""

from ipaddress import IPv4Address, IPv6Address, ip_address
from random import Random

import pytest

from madang.errors import Invalid
from madang.fetching.networks import Reach, networks

INSIDE = [
    "127.0.0.1", "127.255.0.9", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.0.0.0", "0.1.2.3", "224.0.0.1", "239.1.1.1", "255.255.255.255", "240.0.0.1", "192.0.0.8",
    "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "192.88.99.1",
    "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "fec0::1", "2001:db8::1", "3fff::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1", "::7f00:1",
    "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:808:808::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:10::1", "fe80::5efe:8.8.8.8", "5f00::1", "100::1",
]  # fmt: skip
OUTSIDE = [
    "8.8.8.8",
    "211.34.105.40",
    "2001:4860:4860::8888",
    "2404:4600:6::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("machine", INSIDE)
def test_what_is_not_of_the_world_is_refused(machine: str) -> None:
    with pytest.raises(Invalid, match="MADANG_FEED_NETWORKS"):
        Reach().check([machine], host="seoul.go.kr")


@pytest.mark.parametrize("machine", OUTSIDE)
def test_the_world_is_open(machine: str) -> None:
    assert Reach().check([machine], host="seoul.go.kr") == [ip_address(machine)]


def test_random_addresses_are_judged_as_the_registry_says() -> None:
    """The standard library keeps the same registry, and lets some mechanisms pass that lead elsewhere."""
    random, reach = Random(7), Reach()
    for _ in range(20_000):
        four = IPv4Address(random.getrandbits(32))
        assert reach.allows(four) <= (four.is_global and not four.is_multicast), four
        assert four.is_private <= (not reach.allows(four)), four
        six = IPv6Address(0x2 << 124 | random.getrandbits(125))
        assert reach.allows(six) <= six.is_global, six


def test_one_bad_machine_among_many_closes_the_name() -> None:
    with pytest.raises(Invalid):
        Reach().check(["8.8.8.8", "10.0.0.1"], host="two-faces.kr")
    with pytest.raises(Invalid):
        Reach().check(["8.8.8.8", "fe80::1%eth0"], host="two-faces.kr")
    with pytest.raises(Invalid):
        Reach().check(["no address"], host="broken.kr")


def test_networks_the_operator_has_named_are_open_and_no_others() -> None:
    reach = Reach(inside=networks(["10.20.0.0/16", "192.168.7.7", "fd00:5::/32"]))
    for machine in (
        "10.20.3.4",
        "192.168.7.7",
        "fd00:5::1",
        "::ffff:10.20.0.1",
        "64:ff9b::10.20.0.1",
        "8.8.8.8",
    ):
        assert reach.allows(ip_address(machine)), machine
    for machine in ("10.21.0.1", "192.168.7.8", "fd00:6::1", "127.0.0.1", "169.254.169.254", "::10.20.0.1"):
        assert not reach.allows(ip_address(machine)), machine


@pytest.mark.parametrize("written", ["10.0.0.1/8", "seoul", "", "10.0.0.0/33"])
def test_what_is_no_network_is_an_error_of_the_settings(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        networks([written])
