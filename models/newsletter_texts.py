"""Which issues can be found by search, and a number of what each of them says now.

Triggers of the database keep it, so that no way of writing an issue can forget: an issue that is out has a
row; when anything of it or of its files changes, the row goes and another one comes, with a number that
nobody has seen yet. Whoever keeps something of a text in memory keeps it by that number, and sees by the
numbers what is new. Beside the number stands a mark, drawn by lot: whoever keeps something in a file tells
by it whether a number still is that text, or one of another database or of a backup that was put back.
"""

from typing import cast
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, Table, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from madang.rules.newsletters import OUT
from models.base import Base
from models.events import Serial
from models.newsletters import NewsletterFile, NewsletterIssue

IS_OUT = "state IN (" + ", ".join(f"'{state.value}'" for state in sorted(OUT)) + ")"
WAS_OUT, COMES_OUT = f"old.{IS_OUT}", f"new.{IS_OUT}"
RENEW = (
    "DELETE FROM newsletter_texts WHERE issue_id = {issue}; INSERT INTO newsletter_texts (issue_id, mark) "
    f"SELECT id, {{lot}} FROM newsletter_issues WHERE id = {{issue}} AND {IS_OUT};"
)
SQLITE_LOT, POSTGRESQL_LOT = "random()", "(random() * 9e18)::bigint"
ISSUES = {"INSERT": COMES_OUT, "UPDATE": f"{WAS_OUT} OR {COMES_OUT}"}
FILES = {
    "INSERT": "new.issue_id",
    "UPDATE": "new.issue_id",
    "DELETE": "old.issue_id",
}  # they are searched, too

SQLITE = [
    *(
        f"CREATE TRIGGER newsletter_texts_{act.lower()} AFTER {act} ON newsletter_issues WHEN {when} "
        f"BEGIN {RENEW.format(issue='new.id', lot=SQLITE_LOT)} END"
        for act, when in ISSUES.items()
    ),
    *(
        f"CREATE TRIGGER newsletter_texts_file_{act.lower()} AFTER {act} ON newsletter_files "
        f"BEGIN {RENEW.format(issue=issue, lot=SQLITE_LOT)} END"
        for act, issue in FILES.items()
    ),
]
FUNCTION = (
    "CREATE FUNCTION renew_newsletter_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {then} "
    "RETURN NULL; END $$"
)
POSTGRESQL = [
    FUNCTION.format(name="text", then=RENEW.format(issue="new.id", lot=POSTGRESQL_LOT)),
    *(
        f"CREATE TRIGGER newsletter_texts_{act.lower()} AFTER {act} ON newsletter_issues "
        f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION renew_newsletter_text()"
        for act, when in ISSUES.items()
    ),
    FUNCTION.format(
        name="file", then=RENEW.format(issue="coalesce(new.issue_id, old.issue_id)", lot=POSTGRESQL_LOT)
    ),
    *(
        f"CREATE TRIGGER newsletter_texts_file_{act.lower()} AFTER {act} ON newsletter_files "
        "FOR EACH ROW EXECUTE FUNCTION renew_newsletter_file()"
        for act in FILES
    ),
]
BESIDE = {
    "sqlite": {"create": SQLITE},
    "postgresql": {
        "create": POSTGRESQL,
        "drop": [f"DROP FUNCTION IF EXISTS renew_newsletter_{name} CASCADE" for name in ("text", "file")],
    },
}


class NewsletterText(Base):
    """Numbers are never used twice. A migration that alters `newsletter_issues` or `newsletter_files` on
    SQLite makes that table anew, and must make the triggers anew, too.
    `sketched`: whether somebody has looked how alike it is to others (models.newsletter_sketches).
    """

    __tablename__ = "newsletter_texts"
    __table_args__ = (
        Index(
            "ix_newsletter_texts_unsketched",
            "number",
            sqlite_where=text("sketched = 0"),
            postgresql_where=text("NOT sketched"),
        ),
        {"info": BESIDE, "sqlite_autoincrement": True},
    )

    number: Mapped[int] = mapped_column(Serial, Identity(), primary_key=True)
    issue_id: Mapped[UUID] = mapped_column(
        ForeignKey("newsletter_issues.id", ondelete="CASCADE"), unique=True
    )
    mark: Mapped[int] = mapped_column(BigInteger)
    sketched: Mapped[bool] = mapped_column(server_default=text("FALSE"))

    issue: Mapped[NewsletterIssue] = relationship(lazy="raise", viewonly=True)


# Its triggers stand on both tables, which have to be there.
cast(Table, NewsletterText.__table__).add_is_dependent_on(cast(Table, NewsletterFile.__table__))
