"""Patterns of the lines of a press release that tell which part of it they are or begin."""

from __future__ import annotations

import re

ABOUT = re.compile(r"\W{0,4}(?:(?:More )?About|[AÀ] propos d[e’'])\s*\b(?P<subject>[^\n:.]{2,90}?(?:(?:Inc|Corp|Ltd|Co|S\.A|N\.V|L\.P)\.?)?)"
                    r"\W{0,4}(?::|$|\s[-–—]\s)")  # fmt: skip
BOILERPLATE = re.compile(
    r"\W{0,4}(?:(?:cautionary|important|legal|additional)\s+(?:note|notes|notice|statement|information|language)\b|"
    r"(?:special |cautionary )?(?:note|statement|notice|information|disclaimer|disclosure)s?\s+(?:regarding|on|about|concerning|relating to)\s+"
    r"forward|[^.:]{0,60}forward[- ]looking statements?\W{0,4}(?::|$)|forward[- ]looking|safe harbou?r|disclaimer|legal notice|disclosures?\s*(?::|$)|"
    r"(?:this|the) (?:press|news) (?:release|announcement|communication|document) (?:may )?(?:contain|include)s?\b|"
    r"(?:certain |some )?statements (?:in|made in|contained in) this (?:press|news|announcement|release)|"
    r"no offer or solicitation|(?:additional|important) information and where to find|participants in the solicitation|"
    r"except for historical information|please see full terms of use|note to editors|notes to editors|"
    r"references?\s*:?$|trademarks?\s*:?$)",
    re.IGNORECASE,
)
FORWARD = re.compile(
    r"forward[- ]looking (?:statement|information)|private securities litigation reform", re.IGNORECASE
)
CONTACT = re.compile(
    r"\W{0,4}(?:(?:(?:media|press|investors?|company|corporate|public|pr|ir|business|general|sales|us|for more)\b[\w\s/&,-]{0,40}?)?"
    r"\b(?:contacts?|inquir(?:y|ies)|enquir(?:y|ies)|relations)\b[^.]{0,60}$|contact (?:us|details|information)\b|"
    r"(?:for (?:more|further|additional) (?:information|details|inquiries)|for (?:media|press|investor) [\w\s]{0,20}(?:inquiries|enquiries)|"
    r"to learn more|learn more|view original|source\s*:?\s|source$|sources?:|follow us|connect with)\b)",
    re.IGNORECASE,
)
CONTACT_HEADING = re.compile(
    r"on behalf of the board\b|\W{0,4}(?:(?:media|press|investors?|company|corporate|pr|ir|public relations)\b[\w\s/&,]{0,40})?\b"
    r"(?:contacts?|inquiries|enquiries|relations)\b(?:[^.]{0,30}$|\s*:.{0,120}$)", re.IGNORECASE)  # fmt: skip
CONTACT_LINE = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:tel|phone|fax|mobile|t|p|m)\s*[:.]|\+?\d[\d\s().-]{8,}\d|https?://\S+|\bwww\.\S+",
                           re.IGNORECASE)  # fmt: skip
DEBRIS = re.compile(
    r"(?<!\w)(?:success message|warning message|error message|back to top|read more|learn more about|share this|share on|click here\b(?=[^.]{0,30}$)|"
    r"skip to|cookie|we use cookies|accept (?:all|cookies)|subscribe\b(?! for)|sign up|log ?in\b|print this|email this|"
    r"copyright|©|all rights reserved|related (?:articles|news|links|stories)|related\s*:|tags?\s*:|posted in|filed under|"
    r"to view the (?:full|original)|to receive sms|view source version|download (?:pdf|image)|"
    r"photo(?: credit)?\s*:|image\s*:|logo\s*-|!\[|multimedia|advertisement|menu$|home$|search$|#{3,}|-{3,}$|\*{3,}$)|"
    r"^(?:[^|]{1,40}\|){2,}[^|]{1,40}$|^(?:[^>›»]{2,40}\s[>›»]\s){1,8}[^>›»]{2,40}$|^//\s*\w+(?: \w+)?$|[›»]\s*$|>>\s*$|"
    r"^(?:(?:thank you|success|oops|error|warning)!|something went wrong|was this page|did you find (?:what|this)|you are here|"
    r"more about [^.]{3,60}$|last (?:edited|updated|modified)\b[^.]{0,40}$|page \d+ (?:of|sur|von|/) \d+|\^ ?top$|"
    r"(?:share|tweet|print|feedback|donate|menu|print page)(?:\s{1,2}(?:share|tweet|print|feedback|alerts))*$)|"
    r"top of (?:the )?page|(?:is|are) out of date\.?$|manage subscription",
    re.IGNORECASE,
)
BULLET = re.compile(r"\s*(?:[•·▪‣◦●○★✓►■*–—-]|\d{1,2}[.)]|\d{1,2}:\d\d)\s+\S")
# A wide gap behind the mark of an item has been taken for the end of a paragraph.
LONE_MARK = re.compile(r"\s*(?:[•·▪‣◦●○★✓►■*–—-]|\d{1,2}[.)])")
# One paragraph that the law, an exchange, a funder or a distributor asks for; the text may go on behind it.
LEGAL = re.compile(
    r"has (?:neither|not) (?:approved|reviewed)|reflects? only the (?:author|view)|obliged to make public|"
    r"does not (?:imply|constitute) (?:an )?endorsement|authori[sz]ed for release|"
    r"(?:opinions|views)\b[^.]{0,80} (?:are|is) those of the author|^note to investors",
    re.IGNORECASE,
)
# Speech may begin behind a dash; Nordic releases put it in no quotation marks.
SPEECH_START = re.compile(
    r"(?:[–—-]\s+)?[“\"]|[–—]\s.{20,300}?,\s(?:says|said)\s|[^“”\"]{0,140}\b(?:said|says|stated|added|comment(?:s|ed)):\s*[“\"]"
)
SPEECH = re.compile(
    r"\b(?:sa(?:id|ys|ying)|add(?:s|ed)|stat(?:es|ed)|comment(?:s|ed)|explain(?:s|ed)|not(?:es|ed)|remark(?:s|ed)|told|repl(?:ies|ied)|"
    r"according to|continue[sd]|conclude[sd]|ask(?:s|ed)|call(?:s|ed))\b|:\s*[“\"]"
)
GLUED_ABOUT = re.compile(r"\W{0,4}About\s+(?P<subject>(?P<name>[A-Z].{1,60}?))(?:,|\.\s+)?(?=(?P=name)\b)")
PUBLISHER = re.compile(
    r"(?:wire|news(?:wire|room|breaks)?|news network|brand network|media network|press)$", re.IGNORECASE
)
TITLE_END = re.compile(r"[.!?:]\s*$")
