"""Files that are made once for a content: the same bytes whether they are made or kept."""

import gzip
import pickle

import brotli
import pytest

from app.published.assets import Asset
from app.published.codings import CODINGS
from app.published.kept_asset import KeptAsset
from app.published.store import Store
from projects.catalogue import DEFAULT_CATALOGUE
from projects.kept import Kept
from projects.packed import pack_catalogue
from projects.publish import published_bytes


def make_never():
    pytest.fail("made although it was kept")


def open_asset(kept, make):
    return KeptAsset("a.txt", "text/plain", make=make, kept=kept, under="a")


@pytest.mark.parametrize("content", [b"", b"content", "太原".encode() * 9000])
def test_what_was_kept_is_what_was_made(tmp_path, content):
    kept, plain = Kept(tmp_path, "key"), Asset("a.txt", content, "text/plain")
    for make in (lambda: content, make_never):
        asset = open_asset(kept, make)
        assert (asset.name, asset.media_type, asset.body) == ("a.txt", "text/plain", content)
        assert asset.digest == plain.digest
        assert {name: asset.coded(name) for name in CODINGS} == {
            name: plain.coded(name) for name in CODINGS
        }
    assert gzip.decompress(asset.coded("gzip")) == brotli.decompress(asset.coded("br")) == content


def test_what_was_spoilt_is_made_anew(tmp_path):
    kept = Kept(tmp_path, "key")
    assert open_asset(kept, lambda: b"content").body == b"content"
    for file in tmp_path.iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert open_asset(kept, lambda: b"content").body == b"content"


def test_nothing_has_to_be_kept():
    asset = open_asset(None, lambda: b"content")
    assert asset.body == b"content"
    assert pickle.loads(pickle.dumps(open_asset(None, bytes))).body == b""  # noqa: S301 - ours


def test_a_catalogue_is_published_from_what_was_kept(tmp_path, monkeypatch):
    monkeypatch.delenv("CACHE_FOLDER")
    path = tmp_path / DEFAULT_CATALOGUE.name
    path.write_bytes(DEFAULT_CATALOGUE.read_bytes())
    first, _ = Store(path).refresh()
    wanted = {"file": first.file.body, "packed": first.packed.body}
    assert wanted["file"] == published_bytes(first.catalogue)
    assert wanted["packed"] == pack_catalogue(first.catalogue)
    monkeypatch.setattr("app.published.served.published_bytes", lambda _: make_never())
    monkeypatch.setattr("app.published.served.pack_catalogue", lambda _: make_never())
    again, _ = Store(path).refresh()
    assert {"file": again.file.body, "packed": again.packed.body} == wanted
    assert again.digest == first.digest
