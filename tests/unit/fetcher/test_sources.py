"""How much a source's word weighs."""

import pytest

from tinhso_fetcher.core.sources import Press, Source, source_of
from tinhso_fetcher.folder import read_press
from tinhso_shared.catalog import load_catalog

PRESS = read_press([province.id for province in load_catalog().provinces.values()])


@pytest.mark.parametrize(
    ("host", "authority"),
    [
        ("travinh.gov.vn", 3),
        ("vinhlinh.quangtri.gov.vn", 3),
        ("www.gov.vn", 3),
        ("mygov.vn", 1),
        ("gov.vn.example.com", 1),
        ("nhandan.vn", 2),
        ("trangtraiviet.danviet.vn", 2),
        ("baoyenbai.com.vn", 2),
        ("baobinhduong.vn", 2),
        ("baobariavungtau.com.vn", 2),
        ("thainguyentv.vn", 2),
        ("baogia.vn", 1),
        ("notnhandan.vn", 1),
        ("lite.baomoi.com", 1),
        ("127.0.0.1", 1),
    ],
)
def test_a_host_weighs_by_whose_it_is(host: str, authority: int) -> None:
    assert source_of(host, PRESS) == Source(host, authority)


def test_a_file_without_a_host_weighs_nothing() -> None:
    assert source_of(None, PRESS) == Source("file", 0)


def test_the_case_of_a_host_and_its_final_dot_say_nothing() -> None:
    assert source_of("BaoTinTuc.VN.", PRESS) == Source("baotintuc.vn", 2)


def test_a_line_of_the_list_may_stand_for_one_host_a_province() -> None:
    press = Press.read(["# papers", "bao{province}.vn # each", ""], ["binh_duong", "ca_mau"])
    assert press.hosts == {"baobinhduong.vn", "baocamau.vn"}


def test_the_list_is_written_as_hosts_are() -> None:
    assert all(host == host.lower() and "." in host and " " not in host for host in PRESS.hosts)
    assert not any(host.endswith(".gov.vn") for host in PRESS.hosts)
