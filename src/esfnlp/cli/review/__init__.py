"""`esfnlp review`: corrections by people, on the command line."""

import typer

from esfnlp.cli.review import exchanging, judging, looking

review_app = typer.Typer(
    help="Correct records: accept, reject, edit or add them; they hold over every later run.",
    no_args_is_help=True,
)
for _name, _command in (
    ("queue", looking.queue_command), ("list", looking.list_command),
    ("accept", judging.accept_command), ("reject", judging.reject_command), ("edit", judging.edit_command),
    ("add", judging.add_command), ("retract", judging.retract_command),
    ("agreement", looking.agreement_command), ("export", exchanging.export_command),
    ("import", exchanging.import_command),
):  # fmt: skip
    review_app.command(_name)(_command)
