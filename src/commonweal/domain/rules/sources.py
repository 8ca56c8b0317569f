"""Publications that several rules cite."""

from commonweal.domain.rules.model import Confidence, Source

_PRIMARY, _SECONDARY, _BACKGROUND = Confidence.PRIMARY, Confidence.SECONDARY, Confidence.BACKGROUND
_PPN_002_URL = (
    "https://gov.uk/government/publications/ppn-002-taking-account-of-social-value-in-the-award-of-contracts/"
    "ppn-002-taking-account-of-social-value-in-the-award-of-central-government-contracts-html"
)

PPN_002 = Source("Procurement Policy Note 002, February 2025", _PRIMARY, _PPN_002_URL)
PPN_002_RELEVANCE = Source(
    "Procurement Policy Note 002, February 2025: criteria relate to the subject-matter and are proportionate",
    _PRIMARY,
    _PPN_002_URL,
)
PPN_002_GUIDE = Source(
    "Procurement Policy Note 002, guide to the model: one outcome is usually enough; commitments go beyond the core "
    "deliverables",
    _SECONDARY,
    _PPN_002_URL,
)
PPN_06_20 = Source(
    "Procurement Policy Note 06/20, September 2020, as explained by Trowers & Hamlins",
    _SECONDARY,
    "https://www.trowers.com/insights/2020/december/procurement-policy-note-06-20-taking-account-of-social-value-in-the-"
    "award-of-central-government",
)
APMP_WHITE_PAPER = Source(
    "APMP UK with QinetiQ, Social Value in the Age of Fast-Paced Public Sector Innovation",
    _SECONDARY,
    "https://www.apmpuk.co.uk/articles/aligning-innovation-and-social-value-in-modern-procurement-a-new-white-paper-"
    "released-by-apmp-uk-in-collaboration-with-qinetiq",
)
IIPP_CAMDEN = Source(
    "UCL Institute for Innovation and Public Purpose, Mission-led procurement and market-shaping: Lessons from Camden "
    "Council, policy report 2024/06",
    _PRIMARY,
    "https://ucl.ac.uk/bartlett/public-purpose/publications/2024/jul/mission-led-procurement-and-market-shaping-"
    "lessons-camden-council",
)
OUTCOME_CONTRACTING = Source(
    "E. Tomkinson, Outcome-based contracting for human services (review of evidence)",
    _SECONDARY,
    "https://studylib.net/doc/18432477/outcome-based-contracting-for-human-services",
)
BRADFORD = Source(
    "City of Bradford Metropolitan District Council, social value bid evaluation guidance: at most six measures",
    _SECONDARY,
    "https://www.bradford.gov.uk/business/doing-business-with-bradford-council/social-value-bid-evaluation-guidance/",
)
MP_DEBATE = Source(
    "House of Commons, debate on government procurement, 2 December 2025: the burden on small and losing firms",
    _PRIMARY,
    "https://www.parallelparliament.co.uk/mp/john-slinger/debate/2025-12-02/commons/commons-chamber/"
    "government-procurement",
)
JUDGEMENT = Source(
    "Commonweal project judgement, November 2026; a body may set its own figure", Confidence.OWN
)
THRESHOLDS = Source(
    "Procurement Act 2023, schedule 1, amounts as amended (PPN 023 and SI 2025/1200 for 2026 and 2027)",
    _SECONDARY,
    "https://www.lupc.ac.uk/news-events/newsarticle/new-financial-thresholds-from-1-january-2026",
)
PROCUREMENT_ACT_12_23_90 = Source(
    "Procurement Act 2023, sections 12(2) (treat suppliers the same), 23(2) (award criteria relate to the subject-matter) "
    "and 90 (treaty state suppliers, read in the Welsh Government's guidance)",
    _PRIMARY,
    "https://www.legislation.gov.uk/ukpga/2023/54/section/12?view=plain",
)
PCR_EQUAL_TREATMENT = Source(
    "Public Contracts Regulations 2015, regulation 18 (equal treatment, no discrimination)",
    _PRIMARY,
    "https://www.procurementpathway.civilservice.gov.uk/documents/pcr2015/principles-of-procurement/"
    "market-consultation-and-engagement",
)
PCR_MARKET_CONSULTATION = Source(
    "Public Contracts Regulations 2015, regulation 40 (preliminary market consultations), as explained by A. Sanchez-Graells",
    _SECONDARY,
    "https://www.howtocrackanut.com/blog/tag/regulation+40",
)
LOCAL_GOVERNMENT_ORDER = Source(
    "Local Government Act 1988, section 17(5)(e); Local Government (Exclusion of Non-commercial Considerations) "
    "(England) Order 2026",
    _SECONDARY,
    "https://www.gov.uk/government/publications/reserving-competitions-for-below-threshold-contracts/"
    "guidance-on-reserving-competitions-for-below-threshold-contracts",
)
SOCIAL_VALUE_ACT = Source(
    "Public Services (Social Value) Act 2012, section 1",
    _PRIMARY,
    "https://www.legislation.gov.uk/ukpga/2012/3",
)
KPI_DUTY = Source(
    "Procurement Act 2023, section 52",
    _PRIMARY,
    "https://www.procurementpathway.civilservice.gov.uk/documents/guidance/"
    "contract-details-notices-and-contract-documents/supplier-engagement",
)
ENGAGEMENT = Source(
    "Procurement Act 2023, sections 16 and 17 (preliminary market engagement and its notice)",
    _PRIMARY,
    "https://www.find-tender.service.gov.uk/Home/NoticeTypes",
)
