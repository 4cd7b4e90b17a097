"""Trees are those of RFC 6962: by the vectors that Certificate Transparency's programs share, and by definition."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hashmatch.takedown.ledger.merkle import Frontier, inclusion_path, leaf_hash, root_from_path, subtree_root

# The leaves and roots of the reference tests of Certificate Transparency (merkle_tree_test).
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {  # (leaf, size): audit path
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}


def defined_root(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return sha256(b"\x01" + defined_root(leaves[:k]) + defined_root(leaves[k:])).digest()


def path_of(index: int, leaves: list[bytes]) -> list[bytes]:
    return inclusion_path(index, len(leaves), lambda start, stop: defined_root(leaves[start:stop]))


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    assert subtree_root([leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_published_audit_paths(index: int, size: int) -> None:
    path = path_of(index, LEAVES[:size])
    assert [node.hex() for node in path] == PATHS[index, size]
    root = root_from_path(leaf_hash(LEAVES[index]), index, size, path)
    assert root is not None
    assert root.hex() == ROOTS[size - 1]


@given(st.lists(st.binary(max_size=3), max_size=70))
def test_every_way_to_a_root_gives_the_defined_one(leaves: list[bytes]) -> None:
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf_hash(leaf))
    assert frontier.root() == subtree_root([leaf_hash(leaf) for leaf in leaves]) == defined_root(leaves)


@given(st.lists(st.binary(max_size=3), min_size=1, max_size=40), st.data())
def test_a_path_proves_its_leaf_and_no_other(leaves: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(leaves) - 1))
    other = data.draw(st.integers(0, len(leaves) - 1))
    path, root = path_of(index, leaves), defined_root(leaves)
    assert root_from_path(leaf_hash(leaves[index]), index, len(leaves), path) == root
    proves_other = root_from_path(leaf_hash(leaves[other]), index, len(leaves), path) == root
    assert proves_other == (leaves[other] == leaves[index])


@pytest.mark.parametrize(
    ("index", "size", "length"),
    [
        pytest.param(0, 8, 2, id="too short"),
        pytest.param(0, 8, 4, id="too long"),
        pytest.param(8, 8, 3, id="beyond the tree"),
        pytest.param(-1, 8, 3, id="before the tree"),
        pytest.param(0, 0, 0, id="empty tree"),
    ],
)
def test_a_path_of_another_length_leads_nowhere(index: int, size: int, length: int) -> None:
    assert root_from_path(bytes(32), index, size, [bytes(32)] * length) is None
