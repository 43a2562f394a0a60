-- Fills empty tables of Madang with a city of the asked size. The same size gives the same rows.
-- Needs a temporary table `size` of one row, as benchmarks.data makes it. Numbers of rows begin at 0.

-- An identifier as the product makes them: ordered by instant, then by chance, here of a digest.
CREATE FUNCTION pg_temp.made_id(kind text, number bigint, at timestamptz) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
  SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(kind || number), 1, 3)
    || '8' || substr(md5(kind || number), 4, 15))::uuid $$;
CREATE FUNCTION pg_temp.opening() RETURNS timestamptz IMMUTABLE LANGUAGE sql AS
  $$ SELECT timestamptz '2014-07-01 09:00+09' $$;
CREATE FUNCTION pg_temp.department(number bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
  $$ SELECT pg_temp.made_id('department', number, pg_temp.opening()) $$;
CREATE FUNCTION pg_temp.department_name(number bigint) RETURNS text IMMUTABLE LANGUAGE sql AS $$
  SELECT (array['도시교통','정보기획','문화관광디자인','도시안전','사회혁신','기후환경','복지건강','주택건축','경제진흥','행정'])[1 + number % 10]
    || '본부 ' || number || '과' $$;
CREATE FUNCTION pg_temp.employee(number bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS
  $$ SELECT pg_temp.made_id('employee', number, pg_temp.opening()) $$;

INSERT INTO departments (id, version, code, name, kind, opened_on, is_sample)
SELECT pg_temp.department(d), 0, 'B-' || d, pg_temp.department_name(d), 'HEADQUARTERS', date '2014-07-01', true
FROM size, generate_series(0, departments - 1) d;

INSERT INTO department_facts (id, department_id, since, name, kind)
SELECT pg_temp.made_id('fact', d, pg_temp.opening()), pg_temp.department(d), date '2014-07-01',
  pg_temp.department_name(d), 'HEADQUARTERS'
FROM size, generate_series(0, departments - 1) d;

-- Employee e belongs to department e % departments.
INSERT INTO employees (id, version, number, name, is_sample)
SELECT pg_temp.employee(e), 0, 'b' || e,
  (array['김','이','박','최','정','강','조','윤','장','임'])[1 + e % 10]
    || (array['서연','민준','지우','하준','수아','도윤','예은','시우','지민','현우'])[1 + e / 10 % 10], true
FROM size, generate_series(0, employees - 1) e;

INSERT INTO memberships (id, employee_id, department_id, position, is_main, since)
SELECT pg_temp.made_id('membership', e, pg_temp.opening()), pg_temp.employee(e), pg_temp.department(e % departments),
  CASE e / departments WHEN 1 THEN 'HEAD' WHEN 2 THEN 'CLERK' ELSE 'MEMBER' END, true, date '2014-07-01'
FROM size, generate_series(0, employees - 1) e;

-- What all tables of a request have in common. `base` leads to its departments: partner k has base + k/5 of all,
-- the requester base + 4/5. The first `known` are answered by department 0; no restricted request has it as a party.
CREATE TEMPORARY TABLE asked ON COMMIT DROP AS
SELECT r, pg_temp.made_id('request', r, at) AS id, at, base, (base + 4 * fifth) % departments AS asking,
  CASE WHEN r >= known AND r % 20 = 3 AND base % fifth <> 0 THEN '개인정보가 있어 당사자만 봅니다.' END AS restriction,
  CASE WHEN r < known THEN 60 WHEN r >= requests - newest THEN 20
    ELSE spare / middle + (r - known < spare % middle)::int END AS talk
FROM size, generate_series(0, requests - 1) r,
  LATERAL (SELECT CASE WHEN r < known THEN 0 ELSE 7 * r % departments END AS base, departments / 5 AS fifth,
    requests - known - newest AS middle, comments - 60 * known - 20 * newest AS spare,
    date_trunc('milliseconds', pg_temp.opening() + r * (interval '4380 days' / requests)) AS at) place;

ANALYZE asked, departments, employees;

CREATE TEMPORARY TABLE part ON COMMIT DROP AS
SELECT r, k, 4 * r + k AS number, pg_temp.made_id('delivery', 4 * r + k, at) AS id, asked.id AS request_id,
  (base + k * (departments / 5)) % departments AS department,
  CASE WHEN r < known AND k = 0 THEN 'IN_PROGRESS' WHEN r < known THEN 'SENT'
    ELSE (array['SENT', 'IN_PROGRESS', 'REPORTED', 'CONFIRMED'])[1 + (r / 3 + k * (r % 2)) % 4] END AS state, at
FROM size, asked, LATERAL generate_series(0, r % 4) k;

ANALYZE part;

INSERT INTO requests (id, version, key, title, project, scale, significance, body, state, restriction, addressees,
  requester_id, requester_department_id, requester_department_name, created_at, updated_at, published_at, closed_at,
  changed_version)
SELECT id, 0, '협업-' || year || '-' || to_char(row_number() OVER (PARTITION BY year ORDER BY r), 'FM999990000'),
  '협업 요청 ' || r || ': 심야 올빼미버스 노선 데이터 공유', '심야 올빼미버스', 'CITYWIDE', '',
  repeat('사업 추진에 필요한 협조 내용과 일정, 협력기관을 기록합니다. ', 6) || r, state, restriction, '[]',
  pg_temp.employee(asking + departments * (r % (employees / departments))), pg_temp.department(asking),
  pg_temp.department_name(asking), at, at + interval '30 days', at,
  CASE WHEN state = 'COMPLETED' THEN at + interval '30 days' END, 0
FROM size, asked JOIN LATERAL (SELECT extract(year FROM at AT TIME ZONE 'Asia/Seoul')::int AS year) calendar ON true
JOIN (SELECT r, CASE WHEN bool_and(state = 'CONFIRMED') THEN 'COMPLETED'
    WHEN bool_and(state IN ('REPORTED', 'CONFIRMED')) THEN 'REPORTED'
    WHEN bool_and(state = 'SENT') THEN 'SENT' ELSE 'IN_PROGRESS' END AS state FROM part GROUP BY r) overall USING (r);

INSERT INTO request_numbers (year, last)
SELECT extract(year FROM published_at AT TIME ZONE 'Asia/Seoul')::int, count(*) FROM requests GROUP BY 1;

-- Drafts, one a hundred requests, which only their authors see.
INSERT INTO requests (id, version, title, project, scale, significance, body, state, addressees, requester_id,
  requester_department_id, requester_department_name, created_at, updated_at, changed_version)
SELECT pg_temp.made_id('draft', d, at), 0, '쓰고 있는 요청 ' || d, '심야 올빼미버스', 'BUREAU', '', '', 'DRAFT', '[]',
  pg_temp.employee(1), pg_temp.department(1), pg_temp.department_name(1), at, at, 0
FROM size, generate_series(0, requests / 100 - 1) d,
  LATERAL (SELECT pg_temp.opening() + interval '4400 days' + d * interval '1 second' AS at) written;

INSERT INTO deliveries (id, request_id, department_id, department_name, role, ask, offered_resource, state, progress,
  progress_note, result, sent_at, state_since, received_at, accepted_at, reported_at, confirmed_at, evaluated_at, version)
SELECT id, request_id, pg_temp.department(department), pg_temp.department_name(department),
  (array['CONSULT', 'EXECUTE', 'PROVIDE', 'JOINT'])[1 + k], '', '', state,
  progress, '', CASE WHEN progress = 100 THEN '자료를 보냈습니다.' ELSE '' END, at, at + since,
  CASE WHEN state <> 'SENT' THEN at + interval '1 hour' END, CASE WHEN state <> 'SENT' THEN at + interval '2 hours' END,
  CASE WHEN progress = 100 THEN at + interval '14 days' END,
  CASE WHEN state = 'CONFIRMED' THEN at + interval '21 days' END,
  CASE WHEN state = 'CONFIRMED' THEN at + interval '22 days' END, 0
FROM part JOIN (VALUES ('SENT', 0, interval '0'), ('IN_PROGRESS', 40, '2 hours'), ('REPORTED', 100, '14 days'),
  ('CONFIRMED', 100, '21 days')) reached (state, progress, since) USING (state);

-- Employee 0 handles what the known requests ask of department 0; elsewhere one of the department does.
INSERT INTO delivery_handlers (id, delivery_id, employee_id, leads, share)
SELECT pg_temp.made_id('handler', number, at), id,
  pg_temp.employee(department + CASE WHEN r < known AND k = 0 THEN 0 ELSE departments * (r % (employees / departments)) END),
  true, 100
FROM size, part WHERE state <> 'SENT';

INSERT INTO evaluations (id, request_id, delivery_id, author_id, importance, effectiveness, promptness, difficulty,
  total, comment, submitted_at, version)
SELECT pg_temp.made_id('evaluation', number, at), request_id, id,
  pg_temp.employee((base + 4 * (departments / 5)) % departments + departments * (r % (employees / departments))),
  3, 4, 5, 2, 14, '', part.at + interval '22 days', 0
FROM size, part JOIN (SELECT r, base FROM asked) origin USING (r) WHERE state = 'CONFIRMED';

CREATE TEMPORARY TABLE said ON COMMIT DROP AS
SELECT r, n, asked.id AS request_id, number, author, made.at, pg_temp.made_id('comment', number, made.at) AS id,
  '추가 요청사항이 있어 댓글로 의견을 조율합니다. ' || number AS body
FROM size, (SELECT *, sum(talk) OVER (ORDER BY r) - talk AS earlier FROM asked) asked,
  LATERAL generate_series(0, talk - 1) n,
  LATERAL (SELECT (earlier + n)::bigint AS number, at + (n + 1) * interval '6 hours' AS at) made,
  LATERAL (SELECT number * 7919 % employees AS author) person;

INSERT INTO comments (id, request_id, author_id, author_department_id, author_department_name, body, html, plain,
  created_at, version)
SELECT id, request_id, pg_temp.employee(author), pg_temp.department(author % departments),
  pg_temp.department_name(author % departments), body, '<p>' || body || E'</p>\n', body, at, 0
FROM size, said;

ANALYZE requests, deliveries, delivery_handlers, comments;

-- The log knows the known requests, which the benchmarks change; all others have version 0 and no event.
CREATE TEMPORARY TABLE history ON COMMIT DROP AS
SELECT asked.id AS subject_id, r, step.*, row_number() OVER (PARTITION BY r ORDER BY turn, step.at, touched) AS version,
  pg_temp.employee(CASE WHEN turn IN (6, 7) THEN 0 ELSE asking + departments * (r % (employees / departments)) END) AS actor
FROM size, asked JOIN requests USING (id), LATERAL (
  SELECT 0 AS turn, asked.at, 'RequestDrafted' AS kind, NULL::uuid AS touched, jsonb_build_object('title', title,
    'project', project, 'scale', scale, 'due_on', NULL, 'department_id', requester_department_id, 'restricted', false)
    AS data
  UNION ALL SELECT 1, asked.at, 'RequestPublished', NULL, jsonb_build_object('key', key)
  UNION ALL SELECT 2, sent_at, 'DeliverySent', d.id, jsonb_build_object('delivery_id', d.id, 'department_id',
    department_id, 'role', role, 'due_on', NULL, 'state', 'SENT') FROM deliveries d WHERE request_id = asked.id
  UNION ALL SELECT 3, asked.at, 'RequestStateChanged', NULL, '{"before": "DRAFT", "after": "SENT"}'
  UNION ALL SELECT 4, received_at, 'DeliveryMoved', d.id, jsonb_build_object('delivery_id', d.id, 'department_id',
    department_id, 'act', 'RECEIVE', 'before', 'SENT', 'after', 'RECEIVED', 'reason', NULL)
    FROM deliveries d WHERE request_id = asked.id AND received_at IS NOT NULL
  UNION ALL SELECT 5, asked.at + interval '1 hour', 'RequestStateChanged', NULL,
    '{"before": "SENT", "after": "IN_PROGRESS"}'
  UNION ALL SELECT 6, received_at, 'DeliveryAssigned', d.id, jsonb_build_object('delivery_id', d.id, 'department_id',
    department_id, 'before', 'RECEIVED', 'after', 'ASSIGNED', 'handlers', jsonb_build_array(jsonb_build_object(
    'employee_id', employee_id, 'leads', leads, 'share', share)))
    FROM deliveries d JOIN delivery_handlers h ON h.delivery_id = d.id WHERE request_id = asked.id
  UNION ALL SELECT 7, accepted_at, 'DeliveryMoved', d.id, jsonb_build_object('delivery_id', d.id, 'department_id',
    department_id, 'act', 'ACCEPT', 'before', 'ASSIGNED', 'after', 'IN_PROGRESS', 'reason', NULL)
    FROM deliveries d WHERE request_id = asked.id AND accepted_at IS NOT NULL
  UNION ALL SELECT 8, created_at, 'CommentAdded', c.id, jsonb_build_object('comment_id', c.id, 'parent_id', NULL,
    'delivery_id', NULL, 'quoted_id', NULL, 'length', length(plain), 'digest',
    left(encode(sha256(convert_to(plain, 'UTF8')), 'hex'), 16), 'follow_up', NULL, 'mentioned',
    '{"employees": [], "departments": []}'::jsonb) FROM comments c WHERE request_id = asked.id
) step WHERE r < known;

INSERT INTO events (subject_kind, subject_id, version, kind, actor_id, occurred_at, data)
SELECT 'request', subject_id, version, kind, actor, at, data FROM history ORDER BY r, version;
INSERT INTO event_positions (position, event_id) SELECT row_number() OVER (ORDER BY id), id FROM events;
INSERT INTO log_state (id, epoch, head, token)
SELECT 1, pg_temp.made_id('epoch', 1, pg_temp.opening()), count(*), 0 FROM event_positions;

UPDATE requests SET version = last FROM (SELECT subject_id, max(version) AS last FROM history GROUP BY 1) newest
WHERE id = subject_id;
UPDATE requests SET changed_version = version_of FROM (SELECT subject_id, max(version) AS version_of FROM history
  WHERE kind LIKE 'Request%' GROUP BY 1) newest WHERE id = subject_id;
UPDATE deliveries SET version = last FROM (SELECT touched, max(version) AS last FROM history GROUP BY 1) newest
WHERE id = touched;
UPDATE comments SET version = last FROM (SELECT touched, max(version) AS last FROM history GROUP BY 1) newest
WHERE id = touched;
