from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata.dates import find_dates
from cleaner.metadata.stamps import date_in_url, read_stamp
from cleaner.metadata.words import words_of

LANGUAGES = ["da", "de", "en", "es", "fr", "it", "pt", "ru", "sv"]


@pytest.mark.parametrize("text", [
    "Call 555-12-1234 now", "Version 1.2.3", "192.168.10.24", "The score was 3/4", "12:30", "2024",
    "31.02.2024", "13/13/2024", "1.234.567,89 euro", "Room 12-05", "ISBN 978-3-16-148410-0", "12 March",
    "May be 2 of them", "In the year 1789-07-14 the Bastille fell", "1.500.000",
])
def test_no_date(text):
    assert find_dates(text, "en") == []


@pytest.mark.parametrize(("text", "language", "iso"), [
    ("12.09.2016", "da", "2016-09-12"),
    ("12. september 2016", "da", "2016-09-12"),
    ("September 12, 2016 3:04 pm", "en", "2016-09-12T15:04"),
    ("Sept. 12, 2016", "en", "2016-09-12"),
    ("12th of September 2016", "en", "2016-09-12"),
    ("2016年9月12日", "ja", "2016-09-12"),
    ("2016년 9월 12일", "ko", "2016-09-12"),
    ("12 de septiembre de 2016", "es", "2016-09-12"),
    ("1er septembre 2016 à 12h30", "fr", "2016-09-01T12:30"),
    ("12 сентября 2016, 14:30", "ru", "2016-09-12T14:30"),
    ("Mo, 12.09.2016, 08.15 Uhr", "de", "2016-09-12T08:15"),
    ("9/12/2016", "en", "2016-09-12"),
    ("9/12/2016", "fr", "2016-12-09"),
    ("25/12/2016", "en", "2016-12-25"),
    ("12.09.16", "de", "2016-09-12"),
    ("12-Sep-2016", "en", "2016-09-12"),
    ("Updated 10:22 AM EDT, Mon September 12, 2016", "en", "2016-09-12T10:22-04:00"),
    ("2016-09-12T08:30:00+02:00", "de", "2016-09-12T08:30:00+02:00"),
    ("date 2025-07", "de", "2025-07"),
    ("July 2025", "en", "2025-07"),
])
def test_dates(text, language, iso):
    assert [moment.iso for moment in find_dates(text, language)] == [iso]


def test_country_decides_the_order_of_english_numbers():
    assert find_dates("3/4/2024", "en", "paper.co.uk")[0].day == "2024-04-03"
    assert find_dates("3/4/2024", "en", "paper.com")[0].day == "2024-03-04"


@pytest.mark.parametrize(("value", "iso"), [
    ("2025-11-06T10:02:33+0200", "2025-11-06T10:02:33+02:00"),
    ("2025-11-06T10:02:33.123Z", "2025-11-06T10:02:33+00:00"),
    ("20240115", "2024-01-15"),
    ("Thu, 05 Jun 2025 12:46:00 GMT", "2025-06-05T12:46:00+00:00"),
    ("1717592760", "2024-06-05T13:06:00+00:00"),
    ("1717592760000", "2024-06-05T13:06:00+00:00"),
    ("2025-06-31", None),
    ("yesterday", None),
    ("", None),
])
def test_stamps(value, iso):
    moment = read_stamp(value)
    assert (moment.iso if moment else None) == iso


@pytest.mark.parametrize(("url", "day"), [
    ("https://paper.example/2024/05/07/story", "2024-05-07"),
    ("https://paper.example/2024/nov/04/story", "2024-11-04"),
    ("https://paper.example/2024/november/04/story", "2024-11-04"),
    ("https://paper.example/20250113/story", "2025-01-13"),
    ("https://paper.example/story-20241202133310-nt.html", "2024-12-02"),
    ("https://paper.example/2024/05/story", "2024-05"),
    ("https://paper.example/article12345678", None),
    ("https://paper.example/2024/story", None),
    ("https://paper.example/99999999", None),
])
def test_address(url, day):
    moment = date_in_url(url)
    assert (moment.day if moment else None) == day


days = st.dates(date(1991, 1, 1), date(2090, 12, 31))


@given(days)
def test_iso_days_come_back(day):
    assert [moment.day for moment in find_dates(f"({day.isoformat()})", "en")] == [day.isoformat()]


@given(days, st.sampled_from(LANGUAGES), st.data())
def test_months_in_words_come_back(day, language, data):
    months = [word for word, number in words_of(language).months.items() if number == day.month]
    word = data.draw(st.sampled_from(sorted(word for word in months if word.isalpha())))
    assert [moment.day for moment in find_dates(f"{day.day}. {word} {day.year}", language)] == [day.isoformat()]


@given(st.datetimes(datetime(1991, 1, 1), datetime(2090, 1, 1)), st.integers(-12, 14))
def test_stamps_come_back(moment, hours):
    stamp = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    found = read_stamp(stamp.isoformat())
    assert found is not None
    assert datetime.fromisoformat(found.iso) == stamp


@given(st.text(max_size=300))
def test_any_text_is_read(text):
    for moment in find_dates(text, "en"):
        assert 0 <= moment.start < moment.end <= len(text)
