"""nbgrader's settings for this course; docs/nbgrader.md explains them, and how to do without them."""

c = get_config()  # noqa: F821 - nbgrader gives it to this file

c.CourseDirectory.course_id = "torchkata"

# Any file becomes a notebook, every cell what the gradebook says it is, and every text what pages can show.
c.Autograde.exporter_class = "autograder.nbgrader.reading.MendingExporter"
c.Autograde.sanitize_preprocessors = [
    "autograder.nbgrader.reading.RestoreCells",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "nbgrader.preprocessors.OverwriteCells",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.nbgrader.legible.MakeLegible",
]

# In the place of nbgrader's Execute: the submission runs in a confined process, and is judged from outside.
c.Autograde.autograde_preprocessors = [
    "autograder.nbgrader.execute.GradeInIsolation",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "autograder.nbgrader.execute.AskForAPerson",
    "nbgrader.preprocessors.AssignLatePenalties",
]

# Students see what a hidden check says, neither its call nor the model answers to the questions; first of all
# their points and what to mend.
c.GenerateFeedback.exporter_class = "autograder.nbgrader.feedback.FeedbackExporter"
c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.nbgrader.noted.NoteMarks",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "autograder.nbgrader.feedback.LeadWithPoints",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
