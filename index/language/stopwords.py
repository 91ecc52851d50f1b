"""English words that say nothing about what a question is about."""

from typing import Final

STOP_WORDS: Final = frozenset(
    """
    reason reasons come sort kind matter thing things
    a about after again against all also although am an and another any anyone anything are aren't as at
    be because been before being between both but by can can't cannot could couldn't did didn't do does
    doesn't doing don't done down during each either else ever every everyone everything few for from
    further get gets give given go goes got had hadn't has hasn't have haven't having he he's her here
    hers herself him himself his how how's however i i'd i'll i'm i've if in into is isn't it it's its
    itself just know let like made make many may me might mine more most much must my myself neither no
    nor not of off on once one ones only or other others our ours ourselves out over own please quite
    rather really s said same say says shall she she's should shouldn't show so some someone something
    still such t tell than that that's the their theirs them themselves then there there's these they
    they're this those though through to too under until up upon us use very via was wasn't we we're
    well were weren't what what's when where whether which while who who's whom whose why will with
    within without won't would wouldn't yes yet you you're your yours yourself article articles describe
    explain happen happened happens mention mentioned called
    """.split()
)
