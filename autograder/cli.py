"""The command line: arguments to the parts that do the work, and nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from autograder import __version__
from autograder.errors import AutograderError, MachineError, UsageError
from autograder.reporting import terminal

DEVICES = ("auto", "cpu", "cuda")
REINSTALL = "Install a matching pair from one index: `pip install --force-reinstall torch torchvision`."
DATASETS = ("auto", "mnist", "digits")


class Commands(click.Group):
    """Shows the kit's own errors as a sentence and a next step, and suggests near misses of command names."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AutograderError as error:
            terminal.show_error(error)
            ctx.exit(error.exit_code)
        except (ImportError, OSError) as error:
            if "torch" not in str(error):
                raise
            terminal.show_error(MachineError(f"torch cannot be imported ({error}).", REINSTALL))
            ctx.exit(MachineError.exit_code)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], self.list_commands(ctx), n=2)
            raise click.UsageError(
                f"{error.message}" + (f" Did you mean {' or '.join(near)}?" if near else ""), ctx
            ) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="autograder")
def main() -> None:
    """Auto-graded exercises for a first course in neural networks with PyTorch."""


json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for a program to read.")
device_option = click.option(
    "--device",
    type=click.Choice(DEVICES),
    default="auto",
    show_default=True,
    help="Where the code's tensors live.",
)


dataset_option = click.option("--dataset", type=click.Choice(DATASETS), default="auto", show_default=True)
root_option = click.option(
    "--data-root", type=click.Path(path_type=Path), help="Where MNIST lies: a torchvision root."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), help="Graders at work at once.  [default: one a core]"
)


allow_option = click.option(
    "--allow",
    multiple=True,
    metavar="NAME,...",
    help="Packages that submissions may use, as course.toml allows.",
)


@main.command("list")
@json_option
def list_(as_json: bool) -> None:
    """Show the exercises: order, points, minutes, difficulty."""
    from autograder.catalog import exercises

    if as_json:
        _print_json([{**exercise.to_json(), "points": exercise.points} for exercise in exercises()])
    else:
        terminal.show_catalog(exercises())


@main.command(short_help="Run the public checks on your own work.")
@click.argument("targets", nargs=-1, metavar="[NAME[.FUNCTION] | FILE]...")
@click.option("--verbose", "-v", is_flag=True, help="List the checks that pass, too.")
@device_option
@allow_option
@json_option
def check(
    targets: tuple[str, ...], verbose: bool, device: str, allow: tuple[str, ...], as_json: bool
) -> None:
    """Run the public checks on your own work: all of it, one exercise, one function, or one file."""
    from autograder.course import allowed
    from autograder.desk import check_work

    reports = check_work(targets, device, allowed(Path.cwd(), allow))
    if as_json:
        _print_json([report.to_json() for report in reports])
    else:
        for report in reports:
            terminal.show_report(report, verbose)
    if not all(report.passes for report in reports):
        sys.exit(1)


@main.command(short_help="Put the files to work on into a folder.")
@click.argument("folder", default=".", type=click.Path(path_type=Path))
def start(folder: Path) -> None:
    """Put the files to work on into a folder; files that are there stay as they are."""
    from autograder.desk.start import put_files

    terminal.show_started(put_files(folder), folder)


@main.command(short_help="Give a hint for a function.")
@click.argument("target", metavar="NAME.FUNCTION")
@click.argument("number", default=1)
def hint(target: str, number: int) -> None:
    """Give a hint for a function: the first one, or the one of that NUMBER."""
    from autograder.desk.start import find_hint

    function, text = find_hint(target, number)
    terminal.show_hint(target, number, text, len(function.hints))


@main.command(short_help="Grade submissions with all checks, and write reports.")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--exercise", metavar="NAME", help="The exercise, where the names of the files do not tell.")
@click.option("--out", type=click.Path(path_type=Path), default="autograder-report", show_default=True)
@jobs_option
@device_option
@dataset_option
@root_option
@click.option("--seed", type=int, help="Draw every submission's inputs from this seed: to replay a report.")
@allow_option
@click.option(
    "--unconfined", is_flag=True, help="Grade even where submissions cannot be confined; reports say so."
)
@json_option
def grade(
    paths: tuple[Path, ...],
    exercise: str | None,
    out: Path,
    jobs: int | None,
    device: str,
    dataset: str,
    data_root: Path | None,
    seed: int | None,
    allow: tuple[str, ...],
    unconfined: bool,
    as_json: bool,
) -> None:
    """Grade submissions with all checks, and write grades.json, grades.csv and report.html.

    PATHS are files; folders with a folder for each student and in it files named after exercises; or what
    Canvas, Moodle, Gradescope, Blackboard or GitHub Classroom lets you download, as it is, zip or folder.
    """
    from autograder.catalog import find
    from autograder.course import allowed
    from autograder.grading.run import grade_paths, require_grades
    from autograder.grading.settings import Settings, cores, resolve_device

    named = find(exercise) if exercise else None
    chosen = resolve_device(device, confined=not unconfined)
    settings = Settings(
        chosen, dataset, data_root, seed, unconfined=unconfined, allow=allowed(Path.cwd(), allow, paths)
    )
    reports = grade_paths(paths, named, settings, jobs or cores(), out, terminal.show_progress)
    if as_json:
        _print_json([report.to_json() for report in reports])
    else:
        terminal.show_cohort(reports, out)
    require_grades(reports)


@main.command(short_help="Carry a run's grades into nbgrader's gradebook.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--db", default="sqlite:///gradebook.db", show_default=True, help="nbgrader's database.")
@click.option("--assignment", default="", metavar="NAME", help="Which one, where several hold an exercise.")
def gradebook(folder: Path, db: str, assignment: str) -> None:
    """Carry the grades of a run, the --out FOLDER of `grade`, into nbgrader's gradebook."""
    from autograder.nbgrader.gradebook import carry

    click.echo(f"{carry(folder, db, assignment)} reports are in the gradebook.")


@main.group(cls=Commands, short_help="Keep an nbgrader course in order over a term.")
def term() -> None:
    """Keep an nbgrader course in order over a term; run it in the course's folder."""


@term.command(short_help="Show who is collected, graded, marked and fed back.")
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")
@click.option("--db", default="", help="nbgrader's database.  [default: the course's]")
@json_option
def status(assignments: tuple[str, ...], db: str, as_json: bool) -> None:
    """Show who is collected, autograded by which checks, marked, stale and fed back."""
    from autograder.nbgrader.term import next_steps, standings

    rows = standings(Path.cwd(), db, assignments)
    if as_json:
        _print_json([row._asdict() for row in rows])
    else:
        terminal.show_term([row.shown() for row in rows], next_steps(rows))


@main.command(short_help="Grade a small cohort that comes with the kit.")
@click.option("--out", type=click.Path(path_type=Path), default="demo-report", show_default=True)
@dataset_option
@root_option
@jobs_option
def demo(out: Path, dataset: str, data_root: Path | None, jobs: int | None) -> None:
    """Grade a small cohort that comes with the kit: right, unwritten and wrong in several ways."""
    from autograder.demo import grade_demo
    from autograder.grading.run import require_grades
    from autograder.grading.settings import Settings, cores

    reports = grade_demo(Settings("cpu", dataset, data_root), jobs or cores(), out, terminal.show_progress)
    terminal.show_first_failures(reports)
    terminal.show_cohort(reports, out)
    require_grades(reports)


@main.command(short_help="Derive stubs, notebooks and catalogue from solutions/.")
@click.option(
    "--check", "only_check", is_flag=True, help="Write nothing; fail where anything is not current."
)
@click.option("--root", type=click.Path(path_type=Path), default=".", help="The checkout.  [default: here]")
def build(only_check: bool, root: Path) -> None:
    """Derive stubs, notebooks and catalogue from solutions/; --check also asks whether the checks fit."""
    from autograder.authoring import build as authoring

    if not only_check:
        terminal.show_written(authoring.build(root))
        return
    from autograder.catalog import exercises
    from autograder.grading.collect import misfits

    problems = authoring.check(root) or [fact for one in exercises() for fact in misfits(one)]
    terminal.show_problems(problems)
    if problems:
        sys.exit(1)


@main.command(short_help="Grade all right and wrong answers that come with the kit.")
@click.argument("names", metavar="[EXERCISE]...", nargs=-1)
@dataset_option
@root_option
@click.option("--seed", type=int, default=7, show_default=True, help="Draw every answer's inputs from it.")
@click.option("--short", is_flag=True, help="Of the wrong answers, grade one for each check.")
@click.option(
    "-k", "like", metavar="TEXT", default="", help="Grade the wrong answers whose heading holds it."
)
@jobs_option
def audit(
    names: tuple[str, ...],
    dataset: str,
    data_root: Path | None,
    seed: int,
    short: bool,
    like: str,
    jobs: int | None,
) -> None:
    """Grade the right and wrong answers that come with the exercises, and print both error rates."""
    from autograder.audit.run import grade_corpus
    from autograder.catalog import exercises, find
    from autograder.grading.settings import Settings, cores

    chosen = [find(name) for name in names] or exercises()
    settings = Settings("cpu", dataset, data_root, seed)
    found = grade_corpus(chosen, settings, jobs or cores(), terminal.show_progress, short=short, like=like)
    terminal.show_rates([(one.title, one.count, one.total, one.holds) for one in found.rates], found.faults)
    if not found.holds:
        sys.exit(1)


@main.command(short_help="Say what this machine lacks, and how to get it.")
@json_option
def doctor(as_json: bool) -> None:
    """Say whether this machine has what the kit needs, and how to fix what it lacks."""
    from autograder.doctor import examine

    findings = examine()
    if as_json:
        _print_json([finding._asdict() for finding in findings])
    else:
        terminal.show_doctor(findings)
    if any(finding.state == "broken" for finding in findings):
        sys.exit(UsageError.exit_code)


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, indent=1))  # in ASCII: a pipe on Windows takes little more


if __name__ == "__main__":
    main()
