"""Pages that stand alone: one HTML file with its own styles, no script and nothing from outside."""

from functools import cache
from typing import TYPE_CHECKING, Any

from esfnlp.errors import UsageError

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, **values: Any) -> str:
    """The page of a template in `dataset/templates`; all values are escaped.

    Raises
    ------
    UsageError : Jinja2 is not installed.
    """
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> "Environment":
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise UsageError("--format html needs Jinja2; install it with pip install jinja2") from error
    environment = Environment(
        loader=PackageLoader("esfnlp.dataset"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["number"] = number
    return environment


def number(value: float | int | None) -> str:
    """A number with thin spaces between thousands and without needless decimals; empty for None."""
    if value is None:
        return ""
    return f"{value:,.12g}".replace(",", "\u2009")
