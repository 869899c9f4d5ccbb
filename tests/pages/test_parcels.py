import gc
import gzip

from hypothesis import given
from hypothesis import strategies as st

from pages.ui import parcels


@given(st.text())
def test_what_is_put_is_found_at_its_address(text):
    sent = parcels.put(text)
    assert gzip.decompress(parcels.at(sent.address).body).decode("utf-8") == text
    assert sent.address.startswith(f"{parcels.ROOT}/")


def test_the_same_has_one_address_and_what_differs_another():
    one, same, other = parcels.put("[1]"), parcels.put("[1]"), parcels.put("[2]")
    assert one is same and one.address != other.address


def test_what_nobody_keeps_is_there_no_more():
    address = parcels.put('"kept by nobody"').address
    gc.collect()
    assert parcels.at(address) is None


def test_what_is_sent_ahead_is_the_last_of_its_kind():
    one, other = parcels.put('"one"'), parcels.put('"other"')
    parcels.send_ahead(geometry=one, facts=one)
    parcels.send_ahead(facts=other)
    assert parcels.ahead() == {"geometry": one, "facts": other}
