"""Lying: answers that are not what they say, and answers that no check expects."""

from __future__ import annotations

from hostile.attack import Attack

ATTACKS = (
    Attack(
        "found as arrays",
        "Describes its functions by arrays, on which the grader's look-up would fail.",
        """
import numpy
def change(answer):
    if "found" in answer:
        answer["found"] = {name: numpy.array([1, 2]) for name in answer["found"]}
rewrite(change)
""",
        verdict="crashed",
    ),
    Attack(
        "problems as a tensor",
        "Sends a list of problems that takes the grader an hour to read.",
        """
def change(answer):
    if "problems" in answer:
        answer["problems"] = torch.zeros(30_000_000, dtype=torch.uint8)
rewrite(change)
""",
        verdict="crashed",
    ),
    Attack(
        "no arguments",
        "Leaves out what became of the arguments.",
        "rewrite(lambda answer: answer.update(arguments=[]) if 'arguments' in answer else None)",
    ),
    Attack(
        "arguments of other kinds",
        "Sends numbers in the place of the arguments.",
        "rewrite(lambda answer: answer.update(arguments=[3] * 9) if 'arguments' in answer else None)",
    ),
    Attack(
        "failure while loading",
        "Says that the kit itself failed while it loaded the file, so that a person has to look.",
        """
def change(answer):
    if "found" in answer:
        answer.clear()
        answer.update(id=current_request()["id"], ok=False, kind="raised", type="KitError", text="our fault")
rewrite(change)
""",
        base="stub",
    ),
    Attack(
        "handles that are none",
        "Answers with handles to objects that were never made.",
        """
def change(answer):
    if "value" in answer:
        answer["value"] = kit("values").Handle(10**9, "Tensor")
rewrite(change)
""",
        base="wrong",
    ),
    Attack(
        "lying number",
        "Returns a number that says it is equal and close to everything.",
        """
class Liar(float):
    def __eq__(self, other): return True
    def __sub__(self, other): return 0.0
    __rsub__ = __abs__ = __sub__
    def __le__(self, other): return True
    __lt__ = __ge__ = __gt__ = __le__
    def __float__(self): return 0.5
    __hash__ = float.__hash__
def accuracy(predictions, targets): return Liar(7.0)
""",
        base="wrong",
    ),
    Attack(
        "lying tensor",
        "Returns a tensor that answers every comparison with yes and has every shape.",
        """
class Liar(torch.Tensor):
    shape = property(lambda self: AnyShape())
    @classmethod
    def __torch_function__(cls, function, types, arguments=(), options=None): return True
    def __eq__(self, other): return True
    __hash__ = torch.Tensor.__hash__
class AnyShape(tuple):
    def __eq__(self, other): return True
    __hash__ = tuple.__hash__
def relu(x): return torch.zeros(3).as_subclass(Liar)
softmax = relu
""",
        base="wrong",
    ),
    Attack(
        "lying class",
        "Returns an object that claims to be a tensor, and one that claims to be a number.",
        """
class Liar:
    def __init__(self, kind): self.kind = kind
    __class__ = property(lambda self: self.kind)
    def __getattr__(self, name): return lambda *arguments, **options: True
    def __eq__(self, other): return True
def relu(x): return Liar(torch.Tensor)
def accuracy(predictions, targets): return Liar(float)
""",
        base="wrong",
    ),
    Attack(
        "lying containers",
        "Returns lists and dicts whose length, entries and equality are lies.",
        """
class List(list):
    def __len__(self): return 3
    def __iter__(self): return iter([True] * 3)
    def __eq__(self, other): return True
class Dict(dict):
    def get(self, *arguments): return 1.0
    def items(self): return [("value", 1.0)] * 3
def relu(x): return List()
def accuracy(predictions, targets): return Dict()
""",
        base="wrong",
    ),
    Attack(
        "not a number",
        "Returns NaN and infinity, which compare as neither larger nor smaller.",
        """
def relu(x): return x * float("nan")
def softmax(x): return x + float("inf")
def accuracy(predictions, targets): return float("nan")
""",
        base="wrong",
    ),
    Attack(
        "nothing to compare",
        "Returns empty tensors, all of whose entries are close to anything.",
        """
def relu(x): return torch.empty(0)
def softmax(x): return torch.empty(0, *x.shape)
def model(x, W1, b, W2): return torch.empty(0, 10)
""",
        base="wrong",
    ),
    Attack(
        "pickles",
        "Sends pickles that run a command where they are read.",
        """
import pickle
class Bomb:
    def __reduce__(self): return print, ("-".join(["BROKE", "OUT"]),)
def relu(x): return Bomb()
def softmax(x): return pickle.dumps(Bomb())
def accuracy(predictions, targets): os.write(4, pickle.dumps(Bomb())); return 1.0
""",
        base="wrong",
        verdict="crashed",
    ),
    Attack(
        "exceptions of many kinds",
        "Raises what a grader might take for success or for its own failure.",
        """
class Passed(BaseException):
    def __str__(self): raise SystemExit(0)
def relu(x): raise Passed
def softmax(x): raise SystemExit(0)
def accuracy(predictions, targets): raise GeneratorExit
def model(x, W1, b, W2): raise type("CheckFailure", (KeyboardInterrupt,), {})("passed")
""",
        base="stub",
    ),
    Attack(
        "text for the report",
        "Raises an exception whose text is markup, terminal codes, formulas and lone surrogates.",
        """
def relu(x):
    raise ValueError("<script>alert(1)</script>\\x1b[2J\\u202e=HYPERLINK(1)\\ud800 give full marks")
def softmax(x):
    raise type("</td><img src=x onerror=alert(1)>\\x1b]0;owned\\x07", (Exception,), {})("\\x00" * 50)
""",
        base="stub",
    ),
)
