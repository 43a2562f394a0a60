"""Templates that departments of the sample city keep for what they often ask."""

from dataclasses import dataclass
from datetime import timedelta

from madang.rules.requests import PartnerRole, Scale
from madang.server.sample.cast import Cast
from madang.server.sample.stage import Story
from resolvers import templates
from resolvers.template_parts import Part
from resolvers.template_sources import TemplateContent


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    code: str  # of the department
    role: PartnerRole
    ask: str
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A template before it is kept; `days` from the drafting to the due day."""

    author: str
    name: str
    title: str
    project: str
    body: str
    days: int
    asks: tuple[Ask, ...]
    scale: Scale = Scale.MULTI_BUREAU


FORMS = (
    Form(
        author="demo-requester",
        name="정류소 시설 설치 협의 (예시)",
        title="정류소 시설 설치 기준 협의 (예시)",
        project="버스정류소 개선",
        body="○○ 시설을 정류소에 두려 합니다. 디자인과 보도 폭을 함께 봐 주십시오.\n\n- 곳:\n- 시설:\n- 때:",
        days=14,
        asks=(
            Ask(code="HQ-11-04", role=PartnerRole.CONSULT, ask="색과 모양"),
            Ask(code="HQ-13-06", role=PartnerRole.CONSULT, ask="보도 폭 기준", days=7),
        ),
    ),
    Form(
        author="demo-requester",
        name="행사일 버스 우회 안내 (예시)",
        title="행사일 버스 우회 안내 (예시)",
        project="시내버스 운행",
        body="행사로 버스가 우회합니다. 일정을 확인하고 시민에게 알려 주십시오.\n\n- 행사:\n- 구간과 시각:",
        days=7,
        asks=(
            Ask(code="HQ-11-05", role=PartnerRole.PROVIDE, ask="행사 일정과 통제 구간", days=3),
            Ask(code="AO-15", role=PartnerRole.EXECUTE, ask="교통방송 안내"),
        ),
    ),
    Form(
        author="demo-transport",
        name="이동 자료 분석 (예시)",
        title="○○의 이동 자료 분석 (예시)",
        project="교통 정책",
        scale=Scale.CITYWIDE,
        body="시민이 **어디서 어디로** 움직이는지 알고 싶습니다. 개인을 알아볼 수 있는 자료는 필요 없습니다.",
        days=21,
        asks=(Ask(code="HQ-05-02", role=PartnerRole.PROVIDE, ask="지역별 집계"),),
    ),
)


async def keep_forms(cast: Cast) -> Story:
    for form in FORMS:
        await templates.create(await cast.person(form.author), _content(cast, form))
        yield timedelta(minutes=10)


def _content(cast: Cast, form: Form) -> TemplateContent:
    return TemplateContent(
        name=form.name,
        title=form.title,
        project=form.project,
        scale=form.scale,
        body=form.body,
        sets_due=True,
        due_in_days=form.days,
        parts=tuple(
            Part(department_id=cast.departments[one.code], role=one.role, ask=one.ask, due_in_days=one.days)
            for one in form.asks
        ),
    )
