"""The frames of business news: which word gives whom which role.

A frame is a pattern over signs (see `deal_text`) and a weight.  Macros: `<B>` `<T>` a
party (b buys, invests, fines; t is bought, funded, fined), `<BB>` a list of parties,
`<A>` a party or place, `<s>` what may stand between a subject and its verb, `<w>` a few
words without a name, `<M>` a sum.
"""

from __future__ import annotations

from newsfold.model import DealKind

__all__ = ["FRAMES", "MACROS", "Frame"]

Frame = tuple[str, float]

_ONE = r"⟦\d+⟧"
_ANY = r"⟦p?\d+⟧"
_LIST = (
    r"⟦\d+⟧(?: fund)?(?:(?:[、和与及](?=⟦)|(?:,| and| und| et| y| e|, and|, und| &|, from| sowie| as well as)"
    r" (?:a |an |its |his |other |the )?(?:[a-z][\w-]* ){0,3}?)⟦\d+⟧(?: fund)?)*"
)
_DESC = r"(?:[a-z][\w'’-]* |[A-Z][\w'’-]*(?:ese|ish|ian|ch|an) |AI |IT ){0,5}?"
_TOKEN = r"(?:[\w'’%.&-]+,? |¤\d+¤,? )"
_SUBJECT = rf"(?:(?!(?:which|who|that|by|from|after|when|if|while|since|permission|approval|contract)\b){_TOKEN}){{0,7}}?"
_WORDS = (
    rf"(?:(?!(?:by|from|with|after|as|against|than|while|since)\b){_TOKEN}){{0,5}}?"
)

MACROS: tuple[tuple[str, str], ...] = (
    ("<BB>", f"(?P<bb>{_LIST})"),
    ("<B>", f"{_DESC}(?P<b>{_ONE})"),
    ("<T>", f"{_DESC}'?(?P<t>{_ONE})"),
    ("<A>", f"{_DESC}(?P<b>{_ANY})"),
    ("<s>", f" {_SUBJECT}"),
    ("<w>", f" {_WORDS}"),
    ("<M>", r"¤\d+¤"),
)

_BUY = (
    r"(?:acquir(?:e[sd]?|ing)|buy(?:s|ing)?|bought|purchas(?:e[sd]?|ing)|tak(?:e|es|ing) over|took over"
    r"|snap(?:s|ped|ping)? up|snatch(?:es|ed)?|scoop(?:s|ed)? up|swallow(?:s|ed)?|gobbl(?:es?|ed) up|absorb(?:s|ed)?"
    r"|gets?|wins?(?: back)?|won(?: back)?|pay(?:s|ing)? for|paid for|swoops? (?:on|for)|bids? for|bidding for"
    r"|offer(?:s|ed)? for|wants|picks? up|nabs?|own|deal for|move for"
    r"|übernimmt|übernehmen|kauft|schluckt|rachète|racheter|s['’]offre|acquiert|reprend|compra(?:rá|r)?"
    r"|adquiere|adquirirá|adquire|acquista|rileva|compera|покупает|купит|приобретает)"
)
_BOUGHT = (
    r"(?:bought|acquired|taken over|purchased|snapped up|swallowed|absorbed|sold|snatched|gobbled up|going|goes"
    r"|go|went|falls?|belongs?|part|returns?|handed|übernommen|gekauft|racheté|comprada?|acquisita?)"
)
_NOUN = (
    r"(?:acquisition|purchase|takeover|buyout|bid|offer|quest|pursuit|proposal|merger|combination|tie-up"
    r"|transaction|approach|plan|deal|Übernahme|Kauf|rachat|acquisition|compra|adquisición|aquisição|acquisizione)"
)
_STOP = (
    r"(?:drop(?:s|ped|ping)?|abandon(?:s|ed|ing)?|end(?:s|ed)|scrap(?:s|ped)?|withdr[ae]w(?:s|n)?|walk(?:s|ed|ing)? away"
    r"|g[ia]ves? up|giving up|lets|calls? off|called off|terminat\w+|shelv\w+|ditch\w*|no longer wants|pulls? out"
    r"|renonce|abandonne|retira|renuncia|verzichtet)"
)
_ACQUISITION: tuple[Frame, ...] = (
    (rf"<B><s>{_BUY}<w><T>", 3.0),
    (
        r"<B><s>(?:pay\w*|paid|spends?|spent|offer(?:s|ed)?)<w><M><w>(?:for|on)<w><T>",
        3.5,
    ),
    (rf"<T><s>{_BOUGHT}<w>(?:by|to|of|von|par|por|da) <B>", 4.0),
    (r"<T><s>(?:sold|taken over|bought|acquired) (?:by|to|for)", 1.5),
    (
        rf"(?:{_NOUN}|sale)<w>(?:of|for|de|von|di)<w><T>(?:'s \w+ \w+)? (?:by|par|durch|por) <B>",
        4.0,
    ),
    (rf"(?:{_NOUN}|sale) of <T> to <B>", 4.0),
    (
        rf"(?:{_NOUN}|sale) (?:<M> )?(?:of|for|to (?:buy|acquire|take over)|de|von|di) <T>",
        1.6,
    ),
    (
        rf"<B>['’]s? (?:\w+ ){{0,2}}(?:<M> )?{_NOUN}(?: (?:of|for|to (?:buy|acquire|take over)) <T>)?",
        2.2,
    ),
    (rf"<B><s>{_STOP}<w><T>", 3.5),
    (rf"<B><s>{_STOP} (?:from|its|the) ", 1.5),
    (r"<T><s>joins? <B>", 1.8),
    (r"<T><s>(?:part of|belong to|company under|subsidiary of) <B>", 2.4),
    (r"<T> stays with", 1.0),
    (r"<T><s>accept(?:s|ed) a <M> offer from <B>", 4.0),
    (r"(?:offer|bid|approach|proposal) from <B>", 2.0),
    (r"<M><s>is what <B> (?:offers|pays|paid)<w>for <T>", 4.0),
    (
        r"<T>['’]s (?:directors|board|owners?|shareholders|chairman|founders|sales|turnover|best-selling)",
        1.0,
    ),
    (r"(?:owners|board|shareholders|directors) of <T>", 2.0),
    (r"(?:each|per|every|for a) <T> share", 1.5),
    (r"(?:[Bb]uyer|[Aa]cquirer|[Bb]idder) is <B>", 3.0),
    (r"<B> (?:is|are) the buyer", 3.0),
    (r"<B><s>(?:submitted|made|won)<w>(?:offer|bid|auction)", 2.0),
    (r"<B> offer(?:s|ed) <M>", 1.2),
    (r"<B>['’]s (?:\w+ )?(?:purchase|takeover|bid|move|swoop)", 2.0),
    (r"sells?<w>to <B>", 2.5),
    (r"<T> says yes", 1.5),
    (r"(?:makes|turns|keeps) <T>", 1.5),
    (r"<T><s>(?:remains?|stays?) independent", 2.5),
    (r"<M> from <B>", 1.2),
    (r"<M> <T>\b", 1.0),
    (r"stopped <B> from<w>(?:taking over|buying|acquiring) <T>", 5.0),
    (r"(?:taking|takes?) over <T>", 1.5),
    (r"<B> (?:and|und|et) <T> (?!are among|lead|led)(?:\w+)", 1.8),
    (r"merger (?:of|between|with)<w><B> (?:and|with) <T>", 4.0),
    (
        r"<B><s>(?:merg\w+|join\w* forces|combin\w+|fusionn?\w*) (?:with|mit|avec|con) <T>",
        3.5,
    ),
    (r"No <B> money for <T>", 3.0),
    (r"leaves <B> with", 1.2),
    (r"(?:hands of|goes to) <B>", 1.5),
    (r"<B>[^。⟦¤]{0,10}(?:收购|并购|买下)[^。⟦¤]{0,8}<T>", 4.0),
    (r"<B>[はが、](?:[^。]{0,24}の)?<T>を[^。]{0,20}(?:買収|取得)", 4.0),
)
_GET = (
    r"(?:rais(?:es?|ed|ing)|secur(?:es?|ed|ing)|land(?:s|ed|ing)?|clos(?:es?|ed|ing)|gets?|got|obtain(?:s|ed)?|bag(?:s|ged)?"
    r"|nab(?:s|bed)?|collect(?:s|ed)?|attract(?:s|ed)?|won|wins?|takes? in|took in|taken in|receiv(?:es?|ed)"
    r"|pull(?:s|ed)? in|net(?:s|ted)?|reel(?:s|ed)? in|draws?|drew|pick(?:s|ed)? up|rak(?:es?|ed) in|clinch(?:es|ed)?"
    r"|gather(?:s|ed)?|pocket(?:s|ed)?|amass(?:es|ed)?|complet(?:es|ed)|bank(?:s|ed)|haul(?:s|ed)? in|sold new shares"
    r"|brought in|bekommt|erhält|sammelt|holt|lève|a levé|boucle|obtient|recauda|levanta|capta|consigue|raccoglie"
    r"|ottiene|incassa)"
)
_GIVE = (
    r"(?:invest(?:s|ed|ing)?|pour(?:s|ed|ing)?|put(?:s|ting)?|inject(?:s|ed|ing)?|pump(?:s|ed|ing)?|plough(?:s|ed)?"
    r"|plow(?:s|ed)?|sink(?:s|ing)?|sank|giv(?:es?|en|ing)|gave|back(?:s|ed|ing)?|fund(?:s|ed|ing)?|financ(?:es?|ed|ing)"
    r"|commit(?:s|ted|ting)?|contribut(?:es?|ed|ing)|chipp?(?:s|ed|ing)? in|bet(?:s|ting)?|lend(?:s)?|hand(?:s|ed|ing)"
    r"|add(?:s|ed|ing)?|investieren|investiert|investit|investe|investono|invierte\w*|investiu)"
)
_TAKE_PART = (
    r"(?:leads?|led|leading|co-led|head(?:s|ed)|chipp?(?:s|ed) in|contributed?|took part|take part|taking part"
    r"|participat\w+|join(?:s|ed|ing)?|wrote|writes?|anchor(?:s|ed)|put in|committed|are (?:also )?in|is (?:also )?in"
    r"|y participent|participent|sind dabei|beteiligt sich|beteiligen sich|invested|invests?)"
)
_FUNDING: tuple[Frame, ...] = (
    (
        rf"<T>:?<s>{_GET}<w>(?:<M>|[Ff]unding|financing|\w+ round|capital|cash|investment)",
        3.0,
    ),
    (r"<M><w>(?:for|into|in|to|pour la|pour|für|en|behind) <T>", 2.2),
    (
        r"<M><s>(?:raised by|flow(?:ed|s|ing) (?:in)?to|gone to|go(?:es)? (?:in)?to) <T>",
        3.5,
    ),
    (r"<M> of \w+ \w+<s>to <T>", 3.0),
    (
        r"(?:round|series [A-Za-z]|investment|stake|financing) (?:of|for|in|at) <T>",
        2.0,
    ),
    (r"(?:give[sn]?|gave|giving|handed?|hands)<w><T>", 2.0),
    (r"<T>(?:'s \w+)?<s>(?:valued|assessed|worth)\b", 1.8),
    (r"valu(?:es?|ed|ing|ation of) <T>", 1.5),
    (r"agreed that <T> is worth", 3.0),
    (r"keeps <T> going", 2.0),
    (r"<T>: .{0,40}<M>", 2.0),
    (r"<T>,? (?:was founded|said|wrote|disclosed|announced)", 1.0),
    (
        r"(?:startup|start-up|company|firm|pioneer|developer|maker|KI-Unternehmen|jeune pousse|Batteriehersteller|\w+hersteller)(?: \w+)? <T>",
        0.8,
    ),
    (rf"<BB><s>{_GIVE}<w>(?:(?:in|into|to|on|behind|with) )?<T>", 3.0),
    (
        r"<BB><s>(?:invest\w*|pour\w*|inject\w*|put(?:s|ting)?|pump\w*)<w><M><w>(?:in|into|to|en) <T>",
        4.0,
    ),
    (
        r"<BB><s>(?:spent|paid|pays)<w><M><w>(?:on|for)<w>\d+ ?(?:%|per cent) of <T>",
        4.0,
    ),
    (r"<M><s>is what <BB> paid for<w>of <T>", 4.0),
    (
        r"(?:led|co-led|headed|backed|joined|financed|funded|provided|emmené|mené|angeführt|liderad[ao]|guidat[ao])(?: jointly)? (?:by|par|von|por|da) (?:\w+ ){0,6}?<BB>",
        4.0,
    ),
    (rf"<BB>(?: (?:\w+ )?| are the | also | and \w+ ){_TAKE_PART}\b", 3.0),
    (r"[Ll]eading<w>is <BB>", 4.0),
    (
        r"with (?:\w+ ){0,3}?<BB> (?:also )?(?:taking part|participating|joining|contributing|chipping in)",
        4.0,
    ),
    (rf"(?:<M>|{_GET})<w>(?:from|von|de|da) (?:\w+ ){{0,5}}?<BB>", 3.0),
    (
        r"(?:investors?|backers?|shareholders?|owners|funders|Geldgeber\w*|investisseurs|inversores|investitori)(?: \w+)? (?:such as|including|include[sd]?|like|is|are|was|were|wie|darunter|dont|como|come|led by) (?:\w+ ){0,3}?<BB>",
        4.0,
    ),
    (r"from (?:\w+ ){0,5}(?:including|such as|like) <BB>", 4.0),
    (r"(?:including|among them) <BB>", 1.2),
    (r"(?:list|round|group|consortium) (?:\w+ )?(?:now )?include[sd]? <BB>", 4.0),
    (r"counts <BB> among", 4.0),
    (r"<BB> joined ⟦", 2.5),
    (r"⟧(?: fund)? joined <BB>", 2.5),
    (
        r"<BB> (?:is|are|was|were) (?:\w+ )?(?:one of them|on board|in as well|a newcomer|among|the main names|a new name|investors?|backers?)",
        3.5,
    ),
    (r"[Bb]eteiligt sind (?:unter anderem )?<BB>", 4.0),
    (r"(?:investment|stake) (?:by|from) <BB>", 3.0),
    (r"^<T>[：:，]?[^。⟦]{0,40}(?:融资|融資|获投|資金調達)", 3.0),
    (r"<T>[^。⟦]{0,24}(?:融资|融資|获得|拿到|完成|資金調達)", 2.0),
    (r"(?:出资方|投资方|投资者|股东|出資)[^。⟦]{0,6}<BB>", 4.0),
    (r"(?:由|从)<BB>", 2.0),
    (r"<BB>[^。⟦]{0,4}(?:领投|跟投|参投|共同投资|投资|出資)", 3.5),
)
_IPO: tuple[Frame, ...] = (
    (
        rf"<T><s>(?:{_GET}|float(?:s|ed|ing)?|sold|takes?|sells|lists?|listed|debuts?|debuted|goes public|went public|going public|files|filed|priced?|prices|placed|seeks|made|makes)\b",
        2.8,
    ),
    (r"<M> flowed to <T>", 4.0),
    (r"float(?:s|ed|ing)?<w><T>", 3.5),
    (
        r"(?:brings?|brought|takes?|took|lists?|listed)<w><T><w>(?:to|on|back|public)",
        3.0,
    ),
    (r"<T> on<w>(?:stock exchange|exchange|market)", 3.0),
    (r"(?:IPO|listing|offering|debut|flotation|shares) (?:of|by|for|in) <T>", 2.5),
    (r"state-owned <T>", 1.0),
    (r"holding <T>", 2.0),
    (r"<T>['’]s (?:\w+ )?(?:IPO|listing|offering|debut|flotation|shares)", 3.0),
    (r"<T> (?:shares|stock)\b", 2.0),
    (r"(?:company|shop|firm|retailer|group|unit|designer|maker),? <T>", 1.2),
    (r"<T>[^。⟦]{0,20}(?:上市|挂牌|招股|上場)", 3.0),
)
_PARTNERSHIP: tuple[Frame, ...] = (
    (
        r"<BB><s>(?:build(?:s|ing)?|pump\w*|unite\w*|launch\w*|put(?:s|ting)?|invest\w*|team\w* up|form(?:s|ed|ing)?|found(?:s|ed|ing)?|creat\w+|join\w*|set(?:s|ting)? up|agree\w*|partner\w*|announce\w*|cleared|pledge\w*|sign\w*|each|plan(?:s|ned)?|develop\w*|share|together|cooperat\w*|collaborat\w*)\b",
        3.0,
    ),
    (r"<BB> (?:and partners|and (?:\w+ ){1,4}companies)", 2.5),
    (
        r"(?:venture|alliance|partnership|deal|pact|cooperation|company) (?:\w+ )?(?:between|of|with|by) <BB>",
        3.5,
    ),
    (r"(?:owners|makers|parents) of <BB>", 0.6),
    (r"(?:invested|spent|built|owned|shared|run|founded)(?: [\w-]+){0,5} by <BB>", 3.0),
    (
        r"<BB> (?:partners|teams up|joins forces|works|cooperates|collaborates) with ⟦",
        4.0,
    ),
    (
        r"⟧ (?:partners|teams up|joins forces|works|cooperates|collaborates) with <BB>",
        4.0,
    ),
    (
        r"(?:joint venture|venture|alliance|company|subsidiary|joint company)(?: is|,)? (?:called |named |to be called |dubbed |known as )?<T>",
        2.4,
    ),
    (r"(?:called|named|dubbed|known as) <T>", 3.5),
    (r"<T>,?<s>owned(?: [\w-]+){0,5} by", 2.5),
    (r"<BB>['’]s (?:\w+ )?presented", 1.0),
)
_FINE: tuple[Frame, ...] = (
    (
        r"<T><s>(?:hit with|hit by|fined|ordered|told to pay|punished|penali[sz]ed|found guilty|facing|faces|must pay|has to pay|pays?|accepts?|slapped|handed|sanctioned|condemned|owes|muss|doit payer|deberá|condamnée?)\b",
        3.0,
    ),
    (
        r"(?:fine|penalty|fines|penalties|blow|bill|punishment|Bußgeld|strafe|Strafe|amende|multa|sanción|sanzione)<w>(?:on|for|against|gegen|contre|a|à|to|für|per) <T>",
        3.0,
    ),
    (r"(?:fined|fines|punish\w*|penali[sz]\w+|slap\w*|hits|orders) <T>", 3.0),
    (
        r"(?:due from|payable by|paid by|imposed on|levied on|impuesto a|infligée à) <T>",
        2.5,
    ),
    (r"costs? <T> <M>", 3.0),
    (
        r"<A>['’]?s?<s>(?:imposed|imposes|fined|fines|slapped|slaps|hits?|orders?|ordered|demands|decided|levied|hands?|handed|verhängt\w*|ha impuesto|impone|inflige|a infligé|wirft)\b",
        2.4,
    ),
    (
        r"<A><s>(?:fine[sd]?|slaps|slapped|hits|orders|ordered|imposed|imposes)<w>(?:on )?<T>",
        3.5,
    ),
    (r"(?:by|von|par|por) (?:a |the |la |der |den )?<A>", 2.0),
    (r"judges in <A>", 2.5),
    (r"(?:watchdog|regulator|authority|commission|court|ministry)(?: \w+)? <A>", 2.0),
    (r"<A> also demands", 3.0),
    (r"after <A>['’]s", 0.8),
    (r"(?:penalt\w+|guilty|case|fine) (?:\w+ )?in <A>", 0.7),
    (r"<A>[^。⟦]{0,10}(?:罚款|处以|处罚)", 3.0),
    (r"(?:对|向)<T>[^。⟦]{0,10}(?:罚款|处以|处罚|制裁)", 4.0),
)
_SETTLEMENT: tuple[Frame, ...] = (
    (
        r"<T><s>(?:pays?|settles?|settled|accepts?|faces|pleads?|pleaded|agree[sd]?|offers?|reach(?:es|ed)|admits?|buys peace|ends)\b",
        2.6,
    ),
    (r"(?:paid by|due from|payable by|on offer from|from) <T>", 1.8),
    (r"(?:lawsuits?|suit|case|claims?|charges) against <T>", 2.5),
    (r"<T>['’]s (?:sales|shares|settlement)", 0.6),
    (r"(?:pay|paid|pays)<w>to <A>", 3.0),
    (r"(?:agreed to pay|will pay|to pay|pays|pay) <A>", 3.0),
    (r"(?:settle[sd]?|settlement|agreement|deal|peace)(?: [\w-]+){0,4} with <A>", 3.0),
    (r"<A><s>(?:obtained|won|extracted|collects|receives?|gets|sued)", 1.4),
    (r"(?:breaking|violating) <A>", 1.2),
    (r"(?:brought|filed) by <A>", 2.5),
)
_LAYOFFS: tuple[Frame, ...] = (
    (
        r"<T><s>(?:cut(?:s|ting)?|sack(?:s|ed|ing)?|dismiss\w*|lay(?:s|ing)?(?: \d[\d,. ]*\w*)? off|laid off|lets? go|lets \d|shed(?:s|ding)?|axe[sd]?|axing|slash\w*|part(?:s|ing)? with|eliminat\w*|fir(?:es|ed|ing)|announc\w*|drop(?:s|ping)?|getting rid|gets rid|reduc\w+|trim\w*|lose[s]?|losing|averts?|let go|streicht|baut|entlässt|supprim\w+|licenci\w+|despid\w+|recorta\w*|taglia|licenzia|corta|demite)\b",
        3.0,
    ),
    (
        r"(?:jobs|posts|staff|workers|people|employees|layoffs|cuts|axe|go|positions|roles|redundancies)<w>(?:at|from|in|vanish at|bei) <T>",
        3.0,
    ),
    (r"(?:leave|leaving) <T>", 2.5),
    (r"^<T>: (?:\w+ ){0,3}\d", 2.5),
    (r"owner <T>", 1.5),
    (r"compromise at <T>", 2.0),
    (
        r"<T>['’]s (?:boss|chief|staff|workforce|parent|\w+ (?:arm|unit|division)|(?:arm|unit|division))",
        1.6,
    ),
    (r"<T> and (?:union|⟦\d+⟧) (?:\w+ ){0,2}(?:agree)", 2.0),
    (r"\b(?:at|by) <T>", 1.0),
    (r"<T>[^。⟦]{0,16}(?:裁员|裁减|削減)", 3.0),
)

FRAMES: dict[DealKind, tuple[Frame, ...]] = {
    "acquisition": _ACQUISITION,
    "merger": _ACQUISITION,
    "funding": _FUNDING,
    "ipo": _IPO,
    "partnership": _PARTNERSHIP,
    "fine": _FINE,
    "settlement": _SETTLEMENT,
    "layoffs": _LAYOFFS,
}
