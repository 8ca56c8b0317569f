"""Publications that duties cite."""

from commonweal.domain.rules.model import Confidence, Source

_PRIMARY, _SECONDARY, _BACKGROUND = Confidence.PRIMARY, Confidence.SECONDARY, Confidence.BACKGROUND
_GUIDE = "https://gov.uk/government/publications/procurement-act-2023-guidance-documents-"

NOTICE_TYPES = Source(
    "Find a Tender, types of notice under the Procurement Act 2023",
    _PRIMARY,
    "https://www.find-tender.service.gov.uk/Home/NoticeTypes",
)
TIME_PERIODS = Source(
    "Procurement Act 2023, section 54, and its guidance on time periods",
    _PRIMARY,
    f"{_GUIDE}procure-phase/time-periods-html",
)
STANDSTILL = Source(
    "Procurement Act 2023, section 51, and its guidance on contract award notices and standstill",
    _PRIMARY,
    f"{_GUIDE}procure-phase/guidance-contract-award-notices-and-standstill-html",
)
SUMMARIES = Source(
    "Procurement Act 2023, section 50(3) and (4)",
    _PRIMARY,
    "https://legislation.gov.uk/en/ukpga/2023/54/part/3/chapter/5",
)
STANDSTILL_EXCEPTIONS = Source(
    "Procurement Act 2023, section 51(3) (the guidance says that there are exceptions; which they are is not checked "
    "against the Act)",
    _BACKGROUND,
    f"{_GUIDE}procure-phase/guidance-contract-award-notices-and-standstill-html",
)
_DETAILS_URL = (
    "https://www.procurementpathway.civilservice.gov.uk/documents/guidance/contract-details-notices-and-contract-documents/"
    "supplier-engagement"
)
CONTRACT_DETAILS = Source(
    "Procurement Act 2023, section 53, and its guidance on contract details notices; the days (30, light touch 120) as "
    "printed in secondary sources",
    _SECONDARY,
    _DETAILS_URL,
)
CONTRACT_COPY = Source(
    "Procurement Act 2023, section 53: a contract above £5 million is published, read in the guidance on contract details "
    "notices; the days (90, light touch 180) are not checked against the Act",
    _BACKGROUND,
    _DETAILS_URL,
)
BELOW_THRESHOLD = Source(
    "Procurement Act 2023, section 87 (notifiable below-threshold contracts), as explained by Anthony Collins",
    _SECONDARY,
    "https://blog.anthonycollins.com/post/102k5a7/procurement-unpacked-below-threshold-contracts",
)
BREACH = Source(
    "Procurement Act 2023, section 71(3) to (5), and its guidance on contract performance notices",
    _PRIMARY,
    f"{_GUIDE}manage-phase/guidance-contract-performance-notices-html",
)
PAYMENTS = Source(
    "Procurement Act 2023, sections 69 and 70; commenced by the Commencement No. 4 Regulations 2025",
    _PRIMARY,
    "https://www.legislation.gov.uk/ukpga/2023/54/part/4/crossheading/notices-about-payments-and-performance/enacted",
)
PERFORMANCE = Source(
    "Procurement Act 2023, section 71, and Procurement Regulations 2024, regulation 39",
    _PRIMARY,
    "https://legislation.gov.uk/uksi/2024/692/regulation/39/made",
)
CHANGE = Source(
    "Procurement Act 2023, sections 74 and 75, and its guidance on contract modifications",
    _SECONDARY,
    f"{_GUIDE}manage-phase/guidance-contract-modifications-html",
)
TERMINATION = Source(
    "Procurement Act 2023, section 80",
    _SECONDARY,
    "https://www.birketts.co.uk/legal-update/procurement-act-2023-where-are-we-now-part-3/",
)
KPIS = Source(
    "Procurement Act 2023, section 52",
    _SECONDARY,
    "https://wardhadaway.com/insights/updates/procurement-in-a-nutshell-procurement-act-2023-guidance-on-kpis",
)
CONFLICTS = Source(
    "Procurement Act 2023, sections 81 to 83",
    _PRIMARY,
    "https://legislation.gov.uk/ukpga/2023/54/section/81?view=plain",
)
LOTS = Source(
    "Procurement Act 2023, section 18 (duty to consider lots), and the Welsh Government's guidance on lots",
    _PRIMARY,
    "https://gov.wales/node/63751",
)
SME_BARRIERS = Source(
    "Procurement Act 2023, section 12(4)",
    _PRIMARY,
    "https://www.legislation.gov.uk/ukpga/2023/54/section/12?view=plain",
)
POLICY_STATEMENT = Source(
    "Procurement Act 2023, section 13(9); National Procurement Policy Statement, February 2025",
    _SECONDARY,
    "https://bateswells.co.uk/updates/the-procurement-act-2023-new-regime-goes-live/",
)
PPN_006 = Source(
    "Procurement Policy Note 006 (Carbon Reduction Plans)",
    _PRIMARY,
    "https://www.procurementpathway.civilservice.gov.uk/documents/ppn/ppn-006-taking-account-of-carbon-reduction-"
    "plans-in-the-procurement-of-major-government-contracts/selection-stage",
)
PPN_018 = Source(
    "Procurement Policy Note 018 (prompt payment)", _PRIMARY, "https://gov.uk/guidance/prompt-payment-policy"
)
RECORDS = Source(
    "Procurement Act 2023, section 98, as explained by Ward Hadaway",
    _SECONDARY,
    "https://wardhadaway.com/insights/updates/procurement-in-a-nutshell-record-keeping",
)
