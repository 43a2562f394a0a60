"""All commands under one name.

The module of a command imports what it declares; what the command does is imported when it is done, so that
`--help` comes at once (a test holds what may not be imported for it).
"""

import typer

from madang.server.cli import (
    demo,
    doctor,
    events,
    explain,
    migrate,
    mileage,
    newsletters,
    org,
    people,
    schema,
    serve,
    token,
)
from madang.server.cli.usage import Commands

app = typer.Typer(
    name="madang",
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.add_typer(org.app, name="org")
app.add_typer(people.app, name="people")
app.add_typer(token.app, name="token")
app.command("events")(events.events)
app.command("explain")(explain.explain)
app.add_typer(mileage.app, name="mileage")
app.add_typer(newsletters.app, name="newsletters")
app.command("migrate")(migrate.migrate)
app.command("doctor")(doctor.doctor)
app.add_typer(schema.app, name="schema")


@app.callback(invoke_without_command=True)
def madang(context: typer.Context) -> None:
    """마당: 부서가 함께 일하는 상생협력의 장.

    명령 없이 실행하면 예시 도시를 이 컴퓨터에서 엽니다.
    """
    if context.invoked_subcommand is None:
        demo.start(fill=False)
