"""What the sample city works on: the two cases the newspaper told, and everyday cooperation beside them.

The facts of the two cases are the article's; words, dates and persons around them are invented.
"""

from madang.rules.evaluations import Marks
from madang.rules.requests import Health, PartnerRole, Scale
from madang.server.sample.stories import Ending, Offer, Part, Plot

NIGHT_BUS = Plot(
    requester="demo-transport",
    title="심야 올빼미버스 노선을 위한 통화량 분석 (예시)",
    project="심야 올빼미버스",
    scale=Scale.CITYWIDE,
    significance="자정 넘어 이동하는 시민이 하루 약 6천 명입니다. 노선을 감으로 정할 수 없습니다.",
    body="심야에 시민이 **어디서 어디로** 움직이는지 알고 싶습니다.\n\n"
    "- 자정~5시 통화량 30억 건을 지역별로 모은 자료\n"
    "- 후보 노선 9개와 겹쳐 본 지도\n\n"
    "개인을 알아볼 수 있는 자료는 필요 없습니다.",
    parts=(
        Part(
            code="HQ-05-02",
            role=PartnerRole.PROVIDE,
            ask="심야 통화량 30억 건의 지역별 집계",
            note="30억 건을 1km 격자로 모으고 있습니다.",
            result="심야 통화량 30억 건을 1km 격자로 모았고, 9개 노선과 겹쳐 본 표를 붙입니다.",
            days=6,
            marks=Marks(importance=5, effectiveness=5, promptness=4, difficulty=5),
            praise="감이 아니라 자료로 노선을 정했습니다.",
            talk=(
                "격자를 1km로 하면 되겠습니까? 500m도 할 수 있지만 일주일 더 걸립니다.",
                "1km면 충분합니다. 정류소 간격이 그 정도입니다.",
            ),
            more=(
                "금요일과 토요일 밤을 따로 볼 수 있겠습니까?",
                "요일별로 나눈 표를 결과에 넣겠습니다.",
            ),
        ),
        Part(
            code="HQ-05-03",
            role=PartnerRole.JOINT,
            ask="통화량 격자와 후보 노선을 겹친 지도",
            note="노선 9개를 지도에 올렸습니다.",
            result="격자 지도 위에 9개 노선을 그렸습니다. 하루 약 6천 명이 탈 것으로 봅니다.",
            days=5,
            sent_back="강남역 주변 격자가 비어 있습니다. 한 번 더 봐 주십시오.",
            marks=Marks(importance=5, effectiveness=4, promptness=3, difficulty=4),
        ),
    ),
)

VILLAGE = Plot(
    requester="demo-village",
    title="홍은1동 안전마을의 범죄예방디자인 (예시)",
    project="홍은1동 안전마을",
    scale=Scale.MULTI_BUREAU,
    significance="골목이 어둡고 빈집이 많아 주민이 밤길을 걱정합니다.",
    body="홍은1동 골목을 안전하게 바꾸려 합니다. 디자인은 **자문**을, 시설은 **실행**을 부탁합니다.",
    parts=(
        Part(
            code="HQ-11-04",
            role=PartnerRole.CONSULT,
            ask="범죄예방디자인(CPTED) 자문",
            note="현장을 함께 걸었습니다.",
            result="골목 12곳의 조명, 거울, 색채 지침을 드립니다.",
            talk=(
                "주민이 가장 무서워하는 골목부터 보고 싶습니다.",
                "통장님이 지도에 표시해 주셨습니다. 붙입니다.",
            ),
            days=4,
        ),
        Part(
            code="HQ-13-01",
            role=PartnerRole.EXECUTE,
            ask="지침에 따른 시설 설치",
            note="보안등 위치를 정하고 있습니다.",
            result="보안등 24개와 반사경 9개를 달았습니다.",
            days=8,
            held="도로 굴착 허가를 기다립니다.",
            marks=Marks(importance=5, effectiveness=5, promptness=2, difficulty=4),
            praise="허가를 기다리느라 늦었지만 꼼꼼했습니다.",
        ),
        Part(
            code="GU-13",
            role=PartnerRole.JOINT,
            ask="주민 설명회와 빈집 정비",
            note="주민 설명회를 열었습니다.",
            result="설명회를 두 번 열고 빈집 5곳을 정리했습니다.",
            days=6,
        ),
    ),
)

EVERYDAY = (
    Plot(
        requester="demo-requester",
        title="버스정류소 그늘막 설치 기준 (예시)",
        project="여름철 폭염 대책",
        body="정류소 그늘막의 크기와 색을 정하려 합니다. 디자인과 안전을 함께 봐 주십시오.",
        parts=(
            Part(code="HQ-11-04", role=PartnerRole.CONSULT, ask="색과 모양", result="세 가지 안을 드립니다."),
            Part(
                code="HQ-13-06",
                ask="보도 폭 기준",
                result="보도 폭 3m 이상인 곳 214곳입니다.",
                days=4,
                talk=("지하철 환기구 옆은 빼도 되겠습니까?", "네, 빼고 주십시오."),
            ),
        ),
        offer=Offer(
            message="지난해 그늘막을 달아 본 경험이 있습니다. 설치 자료를 나누겠습니다.",
            part=Part(
                code="IN-03",
                role=PartnerRole.PROVIDE,
                ask="설치 도면과 비용 자료",
                result="도면 네 장과 비용 표입니다.",
                days=2,
            ),
        ),
    ),
    Plot(
        requester="demo-requester",
        title="저상버스 정비 일정 조정 (예시)",
        project="저상버스 확대",
        body="정비 일정이 행사와 겹칩니다. 조정할 수 있는 날을 알려 주십시오.",
        parts=(
            Part(
                code="AO-14", role=PartnerRole.EXECUTE, ask="정비 일정 조정", result="셋째 주로 옮겼습니다."
            ),
            Part(
                code="HQ-11-05",
                ask="행사 일정",
                result="",
                returned="체육 행사는 체육정책과에서 맡고 있습니다.",
            ),
        ),
        ends=Ending.WORKING,
    ),
    Plot(
        requester="demo-waterworks",
        title="겨울철 수도계량기 동파 예보 (예시)",
        project="동파 예방",
        body="지난 5년의 동파 신고와 기온을 함께 보고 싶습니다.",
        parts=(
            Part(
                code="HQ-05-02",
                role=PartnerRole.PROVIDE,
                ask="동파 신고와 기온 자료의 결합",
                note="기상 자료를 기다리고 있습니다.",
                result="동 단위로 결합한 자료입니다.",
                health=Health.AT_RISK,
                days=9,
            ),
        ),
        ends=Ending.WORKING,
    ),
    Plot(
        requester="demo-village",
        title="마을공동체 공간의 공유 안내 (예시)",
        project="공유도시",
        body="구청과 재단의 빈 공간을 한 지도에 모으려 합니다.",
        parts=(
            Part(code="GU-13", role=PartnerRole.PROVIDE, ask="빈 공간 목록", result="31곳의 목록입니다."),
            Part(
                code="IN-12", role=PartnerRole.JOINT, ask="안내판 시안", result="시안 두 가지입니다.", days=5
            ),
            Part(code="HQ-05-03", ask="지도에 올리기", result="지도에 올렸습니다.", days=2),
        ),
        ends=Ending.REPORTED,
    ),
    Plot(
        requester="demo-admin",
        title="사회혁신 공모사업의 법률 검토 (예시)",
        project="사회혁신 공모",
        body="공모 지침의 개인정보 조항을 검토해 주십시오.",
        parts=(
            Part(
                code="HQ-07-01",
                role=PartnerRole.CONSULT,
                ask="조항 검토",
                result="수정안을 드립니다.",
                passed_to="HQ-07-03",
            ),
        ),
    ),
    Plot(
        requester="demo-design",
        title="공공디자인 지침의 현장 점검 (예시)",
        project="공공디자인 지침",
        body="공원과 도서관의 안내판을 함께 점검합시다.",
        parts=(
            Part(code="AO-12", ask="공원 안내판 점검", result="48곳을 점검했습니다.", days=5),
            Part(code="AO-08", ask="도서관 안내판 점검", result="도서관 안내판 12개를 점검했습니다."),
        ),
        ends=Ending.RECEIVED,
    ),
    Plot(
        requester="demo-facility",
        title="청사 회의실 예약 자료 (예시)",
        project="청사 공간 함께 쓰기",
        body="회의실이 비는 시간을 알고 싶습니다.",
        parts=(
            Part(code="HQ-05-04", role=PartnerRole.PROVIDE, ask="예약 기록", result="1년의 예약 기록입니다."),
        ),
    ),
    Plot(
        requester="demo-hr",
        title="복무 점검 자료 협조 (예시)",
        project="복무 점검",
        scale=Scale.BUREAU,
        body="점검 대상 명단과 기록을 함께 확인하려 합니다.",
        restriction="직원의 개인정보가 들어 있습니다.",
        parts=(Part(code="HQ-21-01", ask="점검 기록 확인", result="확인했습니다."),),
        ends=Ending.WORKING,
    ),
    Plot(
        requester="demo-waterworks",
        title="수도관 공사 구간의 지도 협조 (예시)",
        project="노후 수도관 정비",
        body="공사 구간을 시민이 볼 수 있는 지도에 올리려 합니다.",
        parts=(
            Part(
                code="HQ-05-02",
                ask="공사 구간을 지도에 올리기",
                result="공사 구간 38곳을 지도에 올렸습니다.",
                passed_to="HQ-05-03",
            ),
        ),
        ends=Ending.PROPOSED,
    ),
    Plot(
        requester="demo-safety",
        title="한강공원 수난 대응 합동 훈련 (예시)",
        project="여름철 안전",
        scale=Scale.CITYWIDE,
        body="합동 훈련 날짜와 장비를 정합시다.",
        parts=(
            Part(
                code="AO-02", role=PartnerRole.EXECUTE, ask="장소와 통제", result="여의도에서 합니다.", days=4
            ),
            Part(
                code="AO-04", role=PartnerRole.EXECUTE, ask="구조 장비", result="보트 네 척을 냅니다.", days=3
            ),
            Part(
                code="AO-15",
                role=PartnerRole.JOINT,
                ask="교통방송 안내",
                result="하루 세 번 알립니다.",
                days=2,
            ),
        ),
        ends=Ending.WORKING,
    ),
)
