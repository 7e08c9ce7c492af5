"""The bank holidays of the United Kingdom, 2011 to 2028, and of any part of it from 2007.

Contains public sector information licensed under the Open Government Licence v3.0: GOV.UK bank
holidays, as published on 25 February 2026. The days from 30 November 2007 to 2010 are those that
alaveteli, the software of WhatDoTheyKnow, tests with; those before follow schedule 1 of the Banking
and Financial Dealings Act 1971, but for 12 July in Northern Ireland, which is not in the schedule but
proclaimed each year. Bank holidays may be proclaimed at short notice: add one with
`WorkingCalendar.with_holidays`.
"""

from __future__ import annotations

from datetime import date

from attrs import evolve

from kpirag.timescales.calendars import WorkingCalendar

__all__ = ["ENGLAND_AND_WALES", "NORTHERN_IRELAND", "SCOTLAND", "UK_ANY"]

_VERSION = "GOV.UK 2026-02-25"
_KNOWN_TO = date(2028, 12, 31)
_ATTRIBUTION = (
    "Contains public sector information licensed under the Open Government Licence v3.0 "
    "(GOV.UK bank holidays)."
)

# A star marks the substitute for a holiday that falls on a weekend; GOV.UK lists the substitute alone.
_ALL_DIVISIONS = {
    "New Year's Day": (
        "2011-01-03* 2013-01-01 2014-01-01 2015-01-01 2016-01-01 2018-01-01 2019-01-01 2020-01-01 "
        "2021-01-01 2022-01-03* 2023-01-02* 2024-01-01 2025-01-01 2026-01-01 2027-01-01 2028-01-03*"
    ),
    "Good Friday": (
        "2011-04-22 2012-04-06 2013-03-29 2014-04-18 2015-04-03 2016-03-25 2017-04-14 2018-03-30 "
        "2019-04-19 2020-04-10 2021-04-02 2022-04-15 2023-04-07 2024-03-29 2025-04-18 2026-04-03 "
        "2027-03-26 2028-04-14"
    ),
    "Royal wedding": "2011-04-29",
    "Early May bank holiday": (
        "2011-05-02 2012-05-07 2013-05-06 2014-05-05 2015-05-04 2016-05-02 2017-05-01 2018-05-07 "
        "2019-05-06 2021-05-03 2022-05-02 2023-05-01 2024-05-06 2025-05-05 2026-05-04 2027-05-03 "
        "2028-05-01"
    ),
    "Coronation of King Charles III": "2023-05-08",
    "Early May bank holiday (VE day)": "2020-05-08",
    "Spring bank holiday": (
        "2011-05-30 2012-06-04 2013-05-27 2014-05-26 2015-05-25 2016-05-30 2017-05-29 2018-05-28 "
        "2019-05-27 2020-05-25 2021-05-31 2022-06-02 2023-05-29 2024-05-27 2025-05-26 2026-05-25 "
        "2027-05-31 2028-05-29"
    ),
    "Platinum Jubilee bank holiday": "2022-06-03",
    "Queen's Diamond Jubilee": "2012-06-05",
    "State Funeral of Queen Elizabeth II": "2022-09-19",
    "Christmas Day": (
        "2011-12-26* 2012-12-25 2013-12-25 2014-12-25 2015-12-25 2016-12-27* 2017-12-25 2018-12-25 "
        "2019-12-25 2020-12-25 2021-12-27* 2022-12-27* 2023-12-25 2024-12-25 2025-12-25 2026-12-25 "
        "2027-12-27* 2028-12-25"
    ),
    "Boxing Day": (
        "2011-12-27* 2012-12-26 2013-12-26 2014-12-26 2015-12-28* 2016-12-26 2017-12-26 2018-12-26 "
        "2019-12-26 2020-12-28* 2021-12-28* 2022-12-26 2023-12-26 2024-12-26 2025-12-26 2026-12-28* "
        "2027-12-28* 2028-12-26"
    ),
}
_ENGLAND_AND_WALES = {
    "New Year's Day": "2012-01-02* 2017-01-02*",
    "Easter Monday": (
        "2011-04-25 2012-04-09 2013-04-01 2014-04-21 2015-04-06 2016-03-28 2017-04-17 2018-04-02 "
        "2019-04-22 2020-04-13 2021-04-05 2022-04-18 2023-04-10 2024-04-01 2025-04-21 2026-04-06 "
        "2027-03-29 2028-04-17"
    ),
    "Summer bank holiday": (
        "2011-08-29 2012-08-27 2013-08-26 2014-08-25 2015-08-31 2016-08-29 2017-08-28 2018-08-27 "
        "2019-08-26 2020-08-31 2021-08-30 2022-08-29 2023-08-28 2024-08-26 2025-08-25 2026-08-31 "
        "2027-08-30 2028-08-28"
    ),
}
_SCOTLAND = {
    "New Year's Day": "2012-01-03* 2017-01-03*",
    "2nd January": (
        "2011-01-04* 2012-01-02 2013-01-02 2014-01-02 2015-01-02 2016-01-04* 2017-01-02 2018-01-02 "
        "2019-01-02 2020-01-02 2021-01-04* 2022-01-04* 2023-01-03* 2024-01-02 2025-01-02 2026-01-02 "
        "2027-01-04* 2028-01-04*"
    ),
    "World Cup bank holiday": "2026-06-15",
    "Summer bank holiday": (
        "2011-08-01 2012-08-06 2013-08-05 2014-08-04 2015-08-03 2016-08-01 2017-08-07 2018-08-06 "
        "2019-08-05 2020-08-03 2021-08-02 2022-08-01 2023-08-07 2024-08-05 2025-08-04 2026-08-03 "
        "2027-08-02 2028-08-07"
    ),
    "St Andrew's Day": (
        "2011-11-30 2012-11-30 2013-12-02* 2014-12-01* 2015-11-30 2016-11-30 2017-11-30 2018-11-30 "
        "2019-12-02* 2020-11-30 2021-11-30 2022-11-30 2023-11-30 2024-12-02* 2025-12-01* 2026-11-30 "
        "2027-11-30 2028-11-30"
    ),
}
_NORTHERN_IRELAND = {
    "New Year's Day": "2012-01-02* 2017-01-02*",
    "St Patrick's Day": (
        "2011-03-17 2012-03-19* 2013-03-18* 2014-03-17 2015-03-17 2016-03-17 2017-03-17 2018-03-19* "
        "2019-03-18* 2020-03-17 2021-03-17 2022-03-17 2023-03-17 2024-03-18* 2025-03-17 2026-03-17 "
        "2027-03-17 2028-03-17"
    ),
    "Easter Monday": (
        "2011-04-25 2012-04-09 2013-04-01 2014-04-21 2015-04-06 2016-03-28 2017-04-17 2018-04-02 "
        "2019-04-22 2020-04-13 2021-04-05 2022-04-18 2023-04-10 2024-04-01 2025-04-21 2026-04-06 "
        "2027-03-29 2028-04-17"
    ),
    "Battle of the Boyne (Orangemen's Day)": (
        "2011-07-12 2012-07-12 2013-07-12 2014-07-14* 2015-07-13* 2016-07-12 2017-07-12 2018-07-12 "
        "2019-07-12 2020-07-13* 2021-07-12 2022-07-12 2023-07-12 2024-07-12 2025-07-14* 2026-07-13* "
        "2027-07-12 2028-07-12"
    ),
    "Summer bank holiday": (
        "2011-08-29 2012-08-27 2013-08-26 2014-08-25 2015-08-31 2016-08-29 2017-08-28 2018-08-27 "
        "2019-08-26 2020-08-31 2021-08-30 2022-08-29 2023-08-28 2024-08-26 2025-08-25 2026-08-31 "
        "2027-08-30 2028-08-28"
    ),
}
_ANY_PART_2007_TO_2010 = {
    "New Year's Day": "2007-01-01 2008-01-01 2009-01-01 2010-01-01",
    "2nd January": "2007-01-02 2008-01-02 2009-01-02 2010-01-04*",
    "St Patrick's Day": "2007-03-19* 2008-03-17 2009-03-17 2010-03-17",
    "Good Friday": "2007-04-06 2008-03-21 2009-04-10 2010-04-02",
    "Easter Monday": "2007-04-09 2008-03-24 2009-04-13 2010-04-05",
    "Early May bank holiday": "2007-05-07 2008-05-05 2009-05-04 2010-05-03",
    "Spring bank holiday": "2007-05-28 2008-05-26 2009-05-25 2010-05-31",
    "Battle of the Boyne (Orangemen's Day)": "2007-07-12 2008-07-14* 2009-07-13* 2010-07-12",
    "Summer bank holiday": (
        "2007-08-06 2007-08-27 2008-08-04 2008-08-25 2009-08-03 2009-08-31 2010-08-02 2010-08-30"
    ),
    "St Andrew's Day": "2007-11-30 2008-12-01* 2009-11-30 2010-11-30",
    "Christmas Day": "2007-12-25 2008-12-25 2009-12-25 2010-12-27*",
    "Boxing Day": "2007-12-26 2008-12-26 2009-12-28* 2010-12-28*",
}


def _dates(*blocks: dict[str, str]) -> dict[str, str]:
    found = {}
    for block in blocks:
        for name, dates in block.items():
            for written in dates.split():
                substitute = " (substitute day)" if written.endswith("*") else ""
                found[written.rstrip("*")] = f"{name}{substitute}"
    return found


def _division(name: str, own: dict[str, str]) -> WorkingCalendar:
    return WorkingCalendar(
        name,
        holidays=_dates(_ALL_DIVISIONS, own),
        first=date(2011, 1, 1),
        last=_KNOWN_TO,
        version=_VERSION,
        known_to=_KNOWN_TO,
        attribution=_ATTRIBUTION,
    )


#: England and Wales.
ENGLAND_AND_WALES = _division("England and Wales", _ENGLAND_AND_WALES)
#: Scotland. Local public holidays of its towns are not bank holidays and are not in it.
SCOTLAND = _division("Scotland", _SCOTLAND)
#: Northern Ireland.
NORTHERN_IRELAND = _division("Northern Ireland", _NORTHERN_IRELAND)
#: A day is off if it is a bank holiday in any part of the United Kingdom: the working days of the
#: Freedom of Information Act 2000, section 10(6), and of the Environmental Information Regulations.
UK_ANY = evolve(
    WorkingCalendar.any_of("UK, any part", ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND).extended(
        first=date(2007, 1, 1),
        holidays=_dates(_ANY_PART_2007_TO_2010),
        version=f"{_VERSION}, and 2007 to 2010 from other sources",
    ),
    attribution=(
        f"{_ATTRIBUTION} From 30 November 2007 to 2010: the test data of alaveteli. Before: schedule 1 of "
        "the Banking and Financial Dealings Act 1971, and 12 July as proclaimed in Northern Ireland."
    ),
)
