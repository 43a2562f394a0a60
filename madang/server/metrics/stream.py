"""The live stream: who listens, what is handed on and how late, and what the stream rests on."""

import time
from collections.abc import Iterator

from madang.server.metrics.families import Family, counter, gauge, histogram, labelled
from madang.server.transports import GraphQLOverWebSocket
from subscriptions.broker import Link
from subscriptions.hub import Hub
from subscriptions.presence import Presence
from subscriptions.sequencer import Sequencer
from subscriptions.standing import Standing
from subscriptions.tally import Noticed

KINDS = ("query", "mutation", "subscription")


def of_sockets(sockets: GraphQLOverWebSocket) -> Iterator[Family]:
    tally = sockets.tally
    yield gauge("madang_sockets_open", "열려 있는 WebSocket 연결", sockets.open)
    yield counter("madang_sockets_opened_total", "지금까지 열린 연결", tally.opened)
    codes = {str(code): count for code, count in tally.closed.items()}
    yield labelled("counter", "madang_sockets_closed_total", "서버가 닫은 연결", "code", codes)
    about = "보낸 것을 읽지 않아 서버가 닫은 연결"
    yield counter("madang_sockets_stalled_total", about, tally.stalled)
    yield gauge("madang_socket_operations_running", "연결에서 도는 작업(거의 모두 구독)", sockets.operating)
    begun = {kind: tally.operations[kind] for kind in KINDS}
    yield labelled("counter", "madang_socket_operations_total", "연결에서 시작한 작업", "kind", begun)


def of_hub(hub: Hub) -> Iterator[Family]:
    tally = hub.tally
    yield gauge("madang_followers", "사건을 기다리는 수신자", hub.following)
    yield gauge("madang_groups", "같은 것을 함께 받는 수신자 무리", len(hub.groups))
    yield counter("madang_followers_dropped_total", "너무 느려서 끊긴 수신자", tally.dropped)
    yield counter("madang_events_total", "기록 순서대로 건넨 사건", tally.events)
    yield counter("madang_deliveries_total", "수신자 한 명에게 사건 하나를 건넨 횟수", tally.deliveries)
    about = "사건이 일어나서 수신자들에게 건네기까지 걸린 시간"
    yield histogram("madang_event_lag_seconds", about, [({}, tally.lag)])
    yield counter("madang_replays_total", "놓친 사건부터 이어받은 수신자", tally.replays)
    yield counter("madang_replayed_events_total", "이어받느라 기록에서 읽은 사건", tally.replayed)
    about = "이어받을 수 없어 처음부터 다시 읽으라고 알린 수신자"
    yield counter("madang_snapshots_required_total", about, tally.snapshots)
    repairs = {noticed.value: tally.repairs[noticed] for noticed in Noticed}
    about = "듣지 못한 사건을 기록에서 읽어 메운 횟수, 알아챈 방법별"
    yield labelled("counter", "madang_log_gap_repairs_total", about, "noticed", repairs)
    yield counter("madang_log_looks_total", "기록을 끝까지 살핀 횟수", tally.looks)
    yield gauge("madang_log_look_age_seconds", "기록을 끝까지 따라잡은 뒤 지난 시간", hub.unsure_for)
    yield counter("madang_log_begun_anew_total", "다른 기록으로 바뀌어 새로 시작한 횟수", tally.begun_anew)
    yield gauge("madang_hub_head", "이 프로세스가 건넨 마지막 번호", hub.head)


def of_presence(presence: Presence) -> Iterator[Family]:
    about = "이 프로세스의 연결로 요청에 있는 사람. 요청마다 셉니다."
    yield gauge("madang_present", about, presence.present)
    yield counter("madang_presence_pushes_total", "누가 있는지 수신자 한 명에게 알린 횟수", presence.pushes)


def of_log(standing: Standing, *, asked_after: int, hub: Hub) -> Iterator[Family]:
    """`asked_after`: where the hub stood when the log was asked; it may have gone on meanwhile."""
    next_happened = standing.next_happened if hub.head == asked_after else None
    since = next_happened or standing.waiting_since
    seconds = max(0.0, time.time() - since.timestamp()) if since else 0.0
    yield gauge("madang_log_head", "기록에 매겨진 마지막 번호", standing.head)
    behind = max(0, standing.head - hub.head)
    yield gauge("madang_log_lag_positions", "기록에는 있고 아직 건네지 않은 사건", behind)
    yield gauge("madang_log_lag_seconds", "아직 건네지 않은 가장 오래된 사건의 나이, 없으면 0", seconds)
    yield gauge("madang_log_unnumbered", "아직 번호를 받지 못한 사건", standing.waiting)


def of_link(link: Link) -> Iterator[Family]:
    yield gauge("madang_broker_connected", "다른 프로세스와(Redis) 이어졌으면 1", int(link.connected))
    again = max(0, link.made - 1)
    yield counter("madang_broker_reconnections_total", "다시 이은 횟수", again)
    yield counter("madang_broker_unsent_total", "보내지 못하고 버린 알림(기록에는 남음)", link.unsent)


def of_sequencer(sequencer: Sequencer | None) -> Iterator[Family]:
    """None on SQLite, which numbers events when they are committed."""
    if sequencer is not None:
        yield gauge("madang_sequencer_leads", "이 프로세스가 번호를 매기면 1", int(sequencer.leads))
        yield counter("madang_sequencer_terms_total", "번호 매기기를 맡은 횟수", sequencer.terms)
