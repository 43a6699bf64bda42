"""The words that texts are made of, and the words by which a prompt is understood."""

from __future__ import annotations

WORDS = (
    "lantern", "harbour", "orchard", "archive", "compass", "workshop", "meadow", "signal",
    "garden", "bridge", "violet", "copper", "river", "winter", "marble", "island",
    "forest", "candle", "mirror", "pebble", "anchor", "canvas", "ribbon", "thunder",
)  # fmt: skip
PEOPLE = ("Ada", "Grace", "Alan", "Edith", "Emmy", "Karl", "Lise", "Niels", "Rosa", "Otto")
PLACES = ("Lisbon", "Oslo", "Kyoto", "Nairobi", "Quito", "Tallinn", "Porto", "Bergen", "Lima")

# What a property is about, by the words of its name (without a final s).
PLACE = frozenset(
    "city location place town country region state destination origin address area venue airport"
    " capital village province island restaurant hotel museum theater store shop company".split()
)
PERSON = frozenset(
    "name person people attendee guest customer user author recipient contact participant host"
    " sender patient student member friend passenger employee artist owner client".split()
)
PROSE = frozenset(
    "query text message title content body subject question search prompt note phrase sentence"
    " input expression comment caption topic keyword term quote line theme".split()
)
WHOLE_PROMPT = frozenset("query question prompt search input keyword request".split())
ABOUT = frozenset("topic subject theme title about agenda".split())
DATE = frozenset("date day deadline due birthday when".split())
TIME = frozenset("time hour when clock".split())
EMAIL = frozenset("email mail recipient to sender from".split())
LINK = frozenset("url link website uri page homepage".split())
ORIGIN = frozenset("from origin departure source start".split())
TARGET = frozenset("to destination arrival target end".split())

# Names whose texts have a format, said or not.
LOOKS = {
    "email": "email", "mail": "email", "url": "uri", "link": "uri", "website": "uri",
    "date": "date", "deadline": "date", "birthday": "date", "timestamp": "date-time",
}  # fmt: skip

# Words of names that say nothing about which thing of a prompt is meant.
EMPTY = frozenset(
    "a an and at by count for from id in is key list max min name num number of on or per string"
    " text the to total type value with".split()
)
# Words that begin a sentence with a capital and name nothing.
OPENERS = frozenset(
    "a add all also am an analyze and answer any are arrange as ask at be book but buy calculate"
    " call can cancel change check compare compute convert could count create define delete"
    " describe did do does draft each email explain extract fetch find for forecast from generate"
    " get give go has have he hello help hey hi how i i'd i'll i'm i've if in invite is it it's"
    " its let list look make may me message move my need no not note now of ok on open or order"
    " our pay plan play please put read record remember remind remove reply reserve respond return"
    " save schedule search sell send set she show so start stop suggest sum summarize tell text"
    " thank thanks that the then there they this to today tomorrow transfer translate turn update"
    " use using verify want was we weather were what what's when where where's which who who's why"
    " will with would write yes you your json api url am pm".split()
)
NUMERALS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), start=1
    )
}
MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def folded(text: str) -> str:
    """Return the text with ASCII letters in lower case: the same under every Unicode version."""
    return text.translate(_LOWER)
