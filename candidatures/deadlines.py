"""Until when a household may answer an allocation (article R441-10 CCH)."""

import datetime

import holidays

ANSWER_DAYS = 10


def answer_by(notified_on: datetime.date) -> datetime.date:
    """The last day to answer: ten days from the day after the notice, moved past days off.

    A last day on a Saturday, a Sunday or a public holiday moves to the next working day (article 642 of
    the Code de procédure civile). Silence is a refusal.
    """
    day = notified_on + datetime.timedelta(days=ANSWER_DAYS)
    days_off = holidays.country_holidays("FR", years=[day.year, day.year + 1])
    while day.weekday() >= 5 or day in days_off:
        day += datetime.timedelta(days=1)
    return day
