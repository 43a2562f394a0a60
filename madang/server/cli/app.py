"""All commands under one name."""

import typer

from madang.server.cli import doctor, events, migrate, org, people

app = typer.Typer(
    name="madang",
    help="마당: 부서가 함께 일하는 상생협력의 장",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(org.app, name="org")
app.add_typer(people.app, name="people")
app.command("migrate")(migrate.migrate)
app.command("events")(events.events)
app.command("doctor")(doctor.doctor)
