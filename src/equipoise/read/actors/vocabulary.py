"""Closed lists of words that tell how phrases are built. In: nothing. Out: sets of words in lower case, used by the other modules of
this folder.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# anti-Russian, pro-Iranian: the state is not who acts.
NO_ACTOR_BEFORE = _words("anti non post pre pro un")

# Israeli-occupied, Moscow-based: neither here.
NO_ACTOR_AFTER = _words(
    """
    administered allied annexed armed backed based born bound built claimed controlled dominated educated era flagged friendly
    funded held inspired installed language made majority occupied owned populated registered ruled speaking sponsored style
    supported trained
    """
)

# First halves of double adjectives: Anglo-French.
JOINED = {
    "anglo": "GBR", "sino": "CHN", "russo": "RUS", "franco": "FRA", "indo": "IND", "greco": "GRC", "graeco": "GRC", "italo": "ITA",
    "austro": "AUT", "luso": "PRT", "turco": "TUR", "serbo": "SRB", "israelo": "ISR", "americano": "USA", "polono": "POL",
    "finno": "FIN", "hispano": "ESP", "nippo": "JPN", "irano": "IRN",
}  # fmt: skip

# Capital words that are no names.
DATES = _words(
    """
    april august december february friday january july june march may monday november october saturday september sunday thursday
    tuesday wednesday
    """
)

# Words that end a noun phrase or cannot begin a name.
STOP = _words(
    """
    a about across after against all also although among an and another any are around as at be because been before being between
    both but by can could did do does down during each either every for from had has have he her here him his how however i if in
    into is it its may might more most must my near neither never no nor not now of off on one or other our out over said say says
    shall she should since so some such tells than that the their them then there these they this those through throughout to today
    told tomorrow two under until up was we were what when where which while who whom whose why will with within without would
    yesterday you your
    """
)

# What ministries are for.
MINISTRY = _words(
    """
    affairs agriculture commerce communications construction culture defence defense development digital ecology economic economy
    education emergency energy environment external federal finance foreign health home housing industry information infrastructure
    integration intelligence interior internal investment investments justice labor labour mineral mines national natural nuclear
    oil overseas petroleum planning power public relations religious resources science security situations social sport sports state
    technology territories tourism trade transport treasury water works
    """
)

# Role nouns that "of Foreign Affairs" may follow.
DEPARTMENTAL = frozenset(
    {
        "agency",
        "commissioner",
        "committee",
        "department",
        "deputy minister",
        "minister",
        "ministers",
        "ministry",
        "secretary",
        "undersecretary",
    }
)

# Counting words before "people".
NUMBERS = _words("crowds dozens hundreds many million millions scores tens thousands")

# What ties a role noun to its state: students in Nepal.
LINKS = _words("across from in of throughout")

# Lower-case parts of names.
PARTICLES = _words("al ben bin da de del der di dos e el ibn la le ul ur van von y")

# Sectors whose people speak for no state.
THINKERS = _words("EDU JRN")

# Surnames that are common words or common names: alone they mean a leader only after a title or the full name.
COMMON_SURNAMES = _words(
    """
    turk lam hung sang dung ri bishop vance english wallace ashdown kidd lake rudd carr cox parker pena dan bell
    abbas abdullah abe ahmed al ali aso austin aziz babis baker ban banda bar bayar begaj bessent bin black bo bolton brown bull
    burns bush carney carter castro chen christopher clark clinton cohen conde conte cook costa das day de deng diaz dini diop do
    doe duarte duda el fahd fico fini fischer ford fox garcia gates george gonzalez grant gul guler hague haig hammond han harper
    harris hassan hegseth hess hill ho howard hu hun hunt hussein inonu ivanov johnson jones kabila kan keita kemal kerry key khan
    kim king kohl kurti le lee letta lew li long lopez ly ma major mandelson marin martin martinez may merz meta mitchell mohammed
    monti moon moore mori muhammad mutharika mwai nano ne nguyen noda ortega osmani park patten paul pence perez perry peter petrov
    phan powell prodi rama rice rodriguez roh ross rubio rui sall sanchez santos sein sezer silva simsek singh smith snow so solana
    straw sullivan taylor toledo toure tran traore truss tusk van vance von walz wang wen white wilson win wright yang yilmaz young
    zhou zhu begin adams mesa walker hume wilson lini borja serrano thorn colombo brandt heath lebed lynch hoyte manley chambers calderon
    tambo slovo franco moro strauss babic abdic boban cosic rau fischer
    lamy bryant walker meyer helms lake berger bremer carey cem cavallo videla
    williams marker martin howe ross burns hill walters franks butler steiner redman page arnault doe
    anthony arthur charles christian douglas elias francis gabriel harry henry james john jonathan kenny leo leon michael michel norman
    omar owen philip philippe pierre rene richard roberto roman rose sam scott solomon stephen stuart thomas viola werner pavel petro
    hamid ibrahim isa ismail amin ahmad mohamed mohammad bashir rashid mustafa moussa salim salman saad yusuf karin filip klaus levy carlos
    ramadan son chi bird drew foot gross hills horn mills mock note panic parts price prior spring struck wolf younger sands skate
    peacock uno sin blah sawyer jihad tong lewis robinson turner thompson davis flores reyes cruz graham palmer butler brooke
    franks garner pascal
    """
)

# Of these, so many bear the name that it never means the leader without a title or the full name.
MANY_BEAR = _words(
    """
    ahmed ahmad al ali banda bin bobi chan chen chung day de dia
    diaz dos el garcia gonzalez grant harris hassan ho johnson jones khan kim kumar
    la le lee lewis li lin long lopez ly ma martin
    martinez mitchell mohammed moore muhammad murphy nguyen ortiz park patterson perez peter
    phan pierre ramos ri rodriguez roh ross saint salim sanchez sharif
    sharma silva singh smith sullivan sultan taylor tran van von walker wang
    wei williams wilson wright wu xi yang young zhang zhou zhu
    ramadan son ibrahim ahmad ismail mohamed mohammad christian jihad john james thomas michael
    """
)

# Of these, the word is an ordinary one; it means the leader only inside a sentence and while he is in office.
ORDINARY_WORDS = _words(
    """
    baker ban bar bell bishop black bolton brown bull burns cook cox dan
    fox gates hill hunt key king kidd lake lam major marin may meta moon
    parker perry pence powell rice snow so straw sung swan turk white win wade walker price
    bird drew foot gross hills horn mills mock note panic parts prior rose spring struck wolf younger sands skate peacock uno sin blah
    sawyer norman
    """
)

# Of these, the leader is meant without a date.
BEST_KNOWN = _words("bush clinton castro kohl carter abbas rubio merz")

# States whose names are first names, too.
FIRST_NAMES = _words("chad jordan georgia israel")

# Verbs that lead to a quotation.
SAYING = _words(
    "add announce comment conclude continue declare explain insist note observe remark reply say state stress tell warn write vow pledge"
)

# Prepositions of place.
WHERE = _words("across along around at beyond in inside near off outside throughout via within")

# What may stand between the preposition and the name.
BEFORE_NAME = _words(
    """
    - capital central city divided downtown east eastern greater mainland nearby neighboring neighbouring north north-east
    northeastern northern northwestern occupied of old port province region republic rural south southeastern southern southwestern
    the torn town village war west western
    """
)

# "in" after these does not say where: influence in Kazakhstan, confidence in Moscow.
INVOLVED = _words(
    """
    belief believe compete competition confidence dominate engage engagement faith foothold influence interest interfere
    interference intervene intervention invest investment investor involve involvement meddle meddling presence role stake trust
    """
)

# The capital Kabul: the city, not the government.
SETTLEMENTS = _words("capital city town port suburb neighbourhood neighborhood")

# North of Baghdad.
DIRECTIONS = _words("north south east west northeast northwest southeast southwest north-east north-west outskirts streets suburbs")

# The Hamid Karzai International Airport: not the person.
NAMED_AFTER = _words(
    """
    international airport university foundation prize memorial avenue square stadium hospital center centre institute library doctrine
    award bridge street
    """
)

# The Minsk agreements: the city did nothing.
EVENT_NOUNS = _words(
    """
    accord accords agreement agreements airport club conference convention conventions declaration exchange festival forum games
    marathon memorandum olympics pact process protocol school stock summit talks treaty university
    """
)

# The court, the Commission: the last body named that bears the word or is of the sector.
BODY_HEADS = {
    "court": "JUD", "tribunal": "JUD", "commission": "", "council": "", "fund": "", "agency": "", "union": "", "league": "",
    "watchdog": "", "party": "PTY", "front": "REB", "bank": "", "community": "", "secretariat": "",
}  # fmt: skip

# Words that no description of a state holds.
FUNCTION_WORDS = _words("of in to for and or is was are were has had as by with on at from that which who a an the not be said")

# The two feuding neighbours.
RIVAL = _words("neighbouring neighboring rival feuding warring hostile former old asian african european arab")

# Persons whom "the" and the word alone recall: the prince, the envoy.
TITLES = _words(
    """
    admiral ambassador ayatollah cleric colonel commander dictator diplomat emperor envoy general leader marshal mediator minister
    negotiator pontiff prince ruler sheikh spokesman spokeswoman statesman strongman warlord
    """
)

# What may follow such a word, beside a verb in -ed and a mark.
AFTER_PERSON = _words(
    "is was has had will would could did does do also then later said says told flew went left spoke met made took gave and who 's"
)

# A role noun that says nothing of its own, when no noun before it does.
DEFAULT_SECTOR = {
    "leader": "GOV",
    "leaders": "GOV",
    "official": "GOV",
    "officials": "GOV",
    "spokesman": "GOV",
    "spokeswoman": "GOV",
    "spokesperson": "GOV",
    "spokesmen": "GOV",
    "forces": "MIL",
    "force": "MIL",
    "troops": "MIL",
    "officer": "MIL",
    "officers": "MIL",
    "commander": "MIL",
    "commanders": "MIL",
    "party": "PTY",
    "parties": "PTY",
    "units": "MIL",
    "unit": "MIL",
    "positions": "MIL",
    "contingent": "MIL",
    "representative": "GOV",
    "representatives": "GOV",
    "delegates": "GOV",
    "camps": "REF",
    "council": "GOV",
    "commission": "GOV",
    "sources": "GOV",
}
