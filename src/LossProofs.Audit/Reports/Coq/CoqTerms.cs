// Terms and conditions in the language of Coq, and where they exist.
using System.Globalization;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>What a name is in Coq.</summary>
internal enum CoqSort
{
    /// <summary>R.</summary>
    Real,

    /// <summary>nat.</summary>
    Natural,

    /// <summary>nat -> R, nat -> nat -> R, …; counted from 1.</summary>
    Array,

    /// <summary>nat -> bool.</summary>
    Set,
}

/// <summary>
/// Writes elaborated terms (derivatives may stand in them). Coq's functions are total: x / 0, ln of what is not positive
/// and the derivative of what has none have values there, too. So <see cref="Existence(Term)"/> says as propositions of Coq
/// where a term exists; statements carry both.
/// </summary>
internal sealed class CoqTerms
{
    private const int LongestNumber = 400;

    private readonly CoqNames _names;
    private readonly Dictionary<string, CoqSort> _sorts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _bound = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Term From, Term To)> _ranges = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Variable> _variables = new(StringComparer.Ordinal);

    public CoqTerms(CoqNames names, IEnumerable<Variable> variables)
    {
        _names = names;
        foreach (var variable in variables)
        {
            _variables[variable.Name] = variable;
            _sorts[variable.Name] = variable switch
            {
                { Domain: IndexSet } => CoqSort.Set,
                { Domain: SmoothFunction } => throw new NotExported($"{variable.Name} is any function"),
                { Dimensions.Count: > 0, Domain: Integers } => throw new NotExported(
                    $"{variable.Name} is an array of integers"
                ),
                { Dimensions.Count: > 0 } => CoqSort.Array,
                { Domain: Integers domain } => IsNatural(domain)
                    ? CoqSort.Natural
                    : throw new NotExported($"{variable.Name} may be a negative integer"),
                _ => CoqSort.Real,
            };
        }

        bool IsNatural(Integers domain) =>
            domain.Lower switch
            {
                Number(var least) => least.Sign >= 0,
                Symbol(var name) => variables.FirstOrDefault(other => other.Name == name)?.Domain is Integers other
                    && IsNatural(other),
                _ => false,
            };
    }

    /// <summary>The identifier of a name, bound or free.</summary>
    public string Name(string name) => _bound.GetValueOrDefault(name) ?? _names.Of(name);

    /// <summary>What a name is.</summary>
    public CoqSort Sort(string name) =>
        _sorts.TryGetValue(name, out var sort) ? sort : throw new NotExported($"nothing says what {name} is");

    /// <summary>Writes with a name bound.</summary>
    public T Within<T>(string name, CoqSort sort, Func<string, T> write, (Term From, Term To)? range = null)
    {
        var (hadSort, hadName, hadRange) = (
            _sorts.TryGetValue(name, out var oldSort),
            _bound.TryGetValue(name, out var oldName),
            _ranges.TryGetValue(name, out var oldRange)
        );
        // The same text for the same term: what is bound at one depth has one name.
        var identifier = _names.Of(hadName || hadSort ? name + "'" : name);
        (_sorts[name], _bound[name]) = (sort, identifier);
        if (range is { } given)
        {
            _ranges[name] = given;
        }

        try
        {
            return write(identifier);
        }
        finally
        {
            Restore(_sorts, hadSort, oldSort);
            Restore(_bound, hadName, oldName!);
            Restore(_ranges, hadRange, oldRange);
        }

        void Restore<TValue>(Dictionary<string, TValue> map, bool had, TValue old)
        {
            map.Remove(name);
            if (had)
            {
                map[name] = old;
            }
        }
    }

    /// <summary>A real number.</summary>
    public string Real(Term term) => Write(term, 0);

    /// <summary>A natural number, as an index or a length.</summary>
    public string Natural(Term term) =>
        term switch
        {
            Number({ IsInteger: true, Sign: >= 0 } value) => value.ToString() + "%nat",
            Symbol(var name) when Sort(name) == CoqSort.Natural => Name(name),
            Add(var xs) => Sum(xs),
            Multiply(var xs) => $"({string.Join(" * ", xs.Select(Natural))})%nat",
            _ => throw new NotExported($"{TermPrinter.Print(term)} is no natural number"),
        };

    // n + 1 - 2: truncated subtraction agrees while the least value is not below 0.
    private string Sum(Sequence<Term> operands)
    {
        var text = new List<string>();
        var taken = Rational.Zero;
        foreach (var operand in operands)
        {
            switch (operand)
            {
                case Negate(Number(var value)):
                    taken += value;
                    break;
                case Number({ Sign: < 0 } value):
                    taken -= value;
                    break;
                default:
                    text.Add(Natural(operand));
                    break;
            }
        }

        var sum = string.Join(" + ", text);
        if (taken.Sign == 0)
        {
            return $"({sum})%nat";
        }

        return Least(new Add(operands)) is { Sign: >= 0 }
            ? $"({sum} - {taken})%nat"
            : throw new NotExported($"{TermPrinter.Print(new Add(operands))} may be negative");
    }

    private Rational? Least(Term term) =>
        term switch
        {
            Number(var value) => value,
            Negate(Number(var value)) => -value,
            Symbol(var name) => _ranges.TryGetValue(name, out var range) ? Least(range.From)
            : _variables.GetValueOrDefault(name)?.Domain is Integers { Lower: { } lower } ? Least(lower)
            : null,
            Add(var xs) => xs.Select(Least)
                .Aggregate((Rational?)Rational.Zero, (sum, x) => sum is { } a && x is { } b ? a + b : null),
            _ => null,
        };

    /// <summary>Whether a term is written as a natural number.</summary>
    public bool IsNatural(Term term)
    {
        try
        {
            Natural(term);
            return true;
        }
        catch (NotExported)
        {
            return false;
        }
    }

    // Levels: 0 anything, 1 an argument of +, 2 of *, 3 of / on the right or under -, 4 a base, 5 an argument of a function.
    private string Write(Term term, int level)
    {
        var (text, own) = Text(term);
        return own < level ? $"({text})" : text;
    }

    private (string Text, int Level) Text(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return Number(value);
            case Constant(ConstantKind.Pi):
                return ("PI", 5);
            case Constant(ConstantKind.E):
                return ("exp 1", 4);
            case Symbol(var name):
                return Sort(name) switch
                {
                    CoqSort.Real => (Name(name), 5),
                    CoqSort.Natural => ($"INR {Name(name)}", 4),
                    _ => throw new NotExported($"{name} stands for a whole array"),
                };
            case Element(Symbol(var name), var indices) when Sort(name) == CoqSort.Array:
                return ($"{Name(name)} {string.Join(' ', indices.Select(index => Argument(Natural(index))))}", 4);
            case Negate(var x):
                return ($"- {Write(x, 3)}", 2);
            case Add([var first, ..] xs):
                return (
                    Write(first, 1)
                        + string.Concat(
                            xs.Skip(1).Select(x => x is Negate(var y) ? $" - {Write(y, 2)}" : $" + {Write(x, 2)}")
                        ),
                    1
                );
            case Multiply([var first, ..] xs):
                return (Write(first, 2) + string.Concat(xs.Skip(1).Select(x => $" * {Write(x, 3)}")), 2);
            case Divide(var x, var y):
                return ($"{Write(x, 2)} / {Write(y, 3)}", 2);
            case Power(Constant(ConstantKind.E), var y):
                return ($"exp {Write(y, 5)}", 4);
            case Power(var x, Number({ IsInteger: true } n)) when Rational.Abs(n) <= LongestNumber * 10:
                return n.Sign >= 0 ? ($"{Write(x, 4)} ^ {n}", 3) : ($"/ {Write(x, 4)} ^ {-n}", 3);
            case Power(var x, var y) when IsNatural(y):
                return ($"{Write(x, 4)} ^ {Argument(Natural(y))}", 3);
            case Power(var x, var y):
                return ($"Rpower {Write(x, 5)} {Write(y, 5)}", 4);
            case Apply(Function.Cardinality, [Symbol(var set)]):
                return ($"Sum 1 {Size(set)} (fun i => if {Name(set)} i then 1 else 0)", 4);
            case Apply(Function.Max or Function.Min, [var only]):
                return Text(only);
            case Apply(Function.Max or Function.Min, [var first, ..] xs) apply:
            {
                var name = KnownFunctions.Of(apply.Function).Coq!;
                return (xs.Skip(1).Aggregate(Write(first, 5), (all, x) => $"({name} {all} {Write(x, 5)})"), 5);
            }

            case Apply(var function, [var x]):
                return KnownFunctions.Of(function).Coq is { } known ? ($"{known} {Write(x, 5)}", 4)
                    : KnownFunctions.Of(function).Definition([x]) is { } definition ? Text(definition)
                    : throw new NotExported($"{function} has no form in Coq here");
            case Guarded(var value, _):
                return Text(value);
            case Fold(var kind, var index, var range, var where, var body):
                return (Fold(kind, index, range, where, body), 4);
            case Piecewise(var branches, { } otherwise):
                return (branches.Reverse().Aggregate(Write(otherwise, 0), (rest, branch) => Case(branch, rest)), 0);
            case Piecewise(var branches, null):
                return (
                    branches
                        .Reverse()
                        .Skip(1)
                        .Aggregate(Write(branches[^1].Value, 0), (rest, branch) => Case(branch, rest)),
                    0
                );
            case Derivative(var body, var variable):
                return Derive(body, variable);
            case Integral(var body, var variable, var lower, var upper):
                return (
                    $"RInt ({Within(variable, CoqSort.Real, name => $"fun {name} => {Write(body, 0)}")}) {Write(lower, 5)} {Write(upper, 5)}",
                    4
                );
            case Constant(ConstantKind.Infinity):
                throw new NotExported("∞ stands inside of a term");
            case Limit:
                throw new NotExported("a limit stands inside of a term");
            default:
                throw new NotExported($"{term.GetType().Name} has no form in Coq here");
        }
    }

    private static (string, int) Number(Rational value)
    {
        var (above, below) = (value.Numerator.ToString(CultureInfo.InvariantCulture), value.Denominator);
        return above.Length > LongestNumber ? throw new NotExported("a number is too long")
            : below.IsOne ? (value.Sign < 0 ? $"({above})" : above, 5)
            : ((value.Sign < 0 ? $"({above})" : above) + " / " + below.ToString(CultureInfo.InvariantCulture), 2);
    }

    private static string Argument(string text) => text.Contains(' ') && text[0] != '(' ? $"({text})" : text;

    private string Size(string set) =>
        _variables.GetValueOrDefault(set)?.Domain is IndexSet(var size, _, _)
            ? Argument(Natural(size))
            : throw new NotExported($"nothing says what {set} is");

    private string Fold(FoldKind kind, string index, IndexRange range, Condition? where, Term body)
    {
        if (kind == FoldKind.LogSumExp)
        {
            return $"ln ({Fold(FoldKind.Sum, index, range, where, Term.Exp(body))})";
        }

        var word = kind switch
        {
            FoldKind.Sum => "Sum",
            FoldKind.Product => "Prod",
            FoldKind.Max when where is null && range is Span => "Max",
            FoldKind.Min when where is null && range is Span => "Min",
            _ => throw new NotExported($"{kind} over a range has no form in Coq here"),
        };
        var (low, high) = Ends(range);
        var inner = Within(
            index,
            CoqSort.Natural,
            name =>
            {
                var text = Write(body, 0);
                if (where is not null)
                {
                    text = $"if {Test(where)} then {text} else {(kind == FoldKind.Sum ? 0 : 1)}";
                }

                if (range is Members(var set))
                {
                    text = $"if {Name(set)} {name} then {text} else {(kind == FoldKind.Sum ? 0 : 1)}";
                }

                return $"fun {name} => {text}";
            },
            RangeOf(range)
        );
        return $"{word} {low} {high} ({inner})";
    }

    private (Term From, Term To) RangeOf(IndexRange range) =>
        range switch
        {
            Span(var from, var to) => (from, to),
            Members(var set) when _variables.GetValueOrDefault(set)?.Domain is IndexSet(var size, _, _) => (
                Term.One,
                size
            ),
            _ => throw new NotExported("a range has no form in Coq here"),
        };

    private (string Low, string High) Ends(IndexRange range)
    {
        var (from, to) = RangeOf(range);
        return (Argument(Natural(from)), Argument(Natural(to)));
    }

    // A test between indices that computes.
    private string Test(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => (
                relation,
                Argument(Natural(left)),
                Argument(Natural(right))
            ) switch
            {
                (Relation.Equal, var a, var b) => $"Nat.eqb {a} {b}",
                (Relation.NotEqual, var a, var b) => $"negb (Nat.eqb {a} {b})",
                (Relation.Less, var a, var b) => $"Nat.ltb {a} {b}",
                (Relation.LessOrEqual, var a, var b) => $"Nat.leb {a} {b}",
                (Relation.Greater, var a, var b) => $"Nat.ltb {b} {a}",
                var (_, a, b) => $"Nat.leb {b} {a}",
            },
            MemberOf(var element, var set) => $"{Name(set)} {Argument(Natural(element))}",
            Not(var inner) => $"negb ({Test(inner)})",
            All([var only]) => Test(only),
            All([var first, ..] all) => $"andb ({Test(first)}) ({Test(new All(all.Skip(1).ToSequence()))})",
            Any([var only]) => Test(only),
            Any([var first, ..] any) => $"orb ({Test(first)}) ({Test(new Any(any.Skip(1).ToSequence()))})",
            _ => throw new NotExported("a condition of a case has no form in Coq here"),
        };

    private string Case(Branch branch, string otherwise)
    {
        if (
            branch is { Condition: Compare(var left, Relation.Equal, var right), Value: var value }
            && value.IsOne()
            && otherwise == "0"
            && IsNatural(left)
            && IsNatural(right)
        )
        {
            return $"delta {Argument(Natural(left))} {Argument(Natural(right))}";
        }

        var then = Write(branch.Value, 0);
        return branch.Condition is Compare(var a, var relation, var b) && !(IsNatural(a) && IsNatural(b))
            ? relation switch
            {
                Relation.Less => $"if Rlt_dec {Write(a, 5)} {Write(b, 5)} then {then} else {otherwise}",
                Relation.Greater => $"if Rlt_dec {Write(b, 5)} {Write(a, 5)} then {then} else {otherwise}",
                Relation.LessOrEqual => $"if Rle_dec {Write(a, 5)} {Write(b, 5)} then {then} else {otherwise}",
                Relation.GreaterOrEqual => $"if Rle_dec {Write(b, 5)} {Write(a, 5)} then {then} else {otherwise}",
                Relation.Equal => $"if Req_EM_T {Write(a, 5)} {Write(b, 5)} then {then} else {otherwise}",
                _ => $"if Req_EM_T {Write(a, 5)} {Write(b, 5)} then {otherwise} else {then}",
            }
            : $"if {Test(branch.Condition)} then {then} else {otherwise}";
    }

    private (string, int) Derive(Term body, Term variable)
    {
        switch (variable)
        {
            case Symbol(var name) when Sort(name) == CoqSort.Real:
            {
                var at = Name(name);
                return ($"Derive ({Within(name, CoqSort.Real, bound => $"fun {bound} => {Write(body, 0)}")}) {at}", 4);
            }

            case Element(Symbol(var array), [var index]) when Sort(array) == CoqSort.Array:
            {
                var (old, place) = (Name(array), Argument(Natural(index)));
                var moved = _names.Of("t#" + _bound.Count.ToString(CultureInfo.InvariantCulture));
                var wasBound = _bound.TryGetValue(array, out var outer);
                _bound[array] = $"(upd {old} {place} {moved})";
                var inner = Write(body, 0);
                _bound.Remove(array);
                if (wasBound)
                {
                    _bound[array] = outer!;
                }

                return ($"Derive (fun {moved} => {inner}) ({old} {place})", 4);
            }

            default:
                throw new NotExported($"a derivative by {TermPrinter.Print(variable)} has no form in Coq here");
        }
    }

    /// <summary>A condition as a proposition.</summary>
    public string Proposition(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => Relate(left, relation, right),
            MemberOf(var element, var set) => $"{Name(set)} {Argument(Natural(element))} = true",
            All({ Count: 0 }) => "True",
            All(var conditions) => string.Join(" /\\ ", conditions.Select(inner => $"({Proposition(inner)})")),
            Any(var conditions) => string.Join(" \\/ ", conditions.Select(inner => $"({Proposition(inner)})")),
            Not(var inner) => $"~ ({Proposition(inner)})",
            ForAll(var index, var range, var inner) => Everywhere(index, range, () => Proposition(inner)),
            _ => throw new NotExported("a condition has no form in Coq here"),
        };

    /// <summary>left relation right: between indices where both are natural numbers, else between real numbers.</summary>
    public string Relate(Term left, Relation relation, Term right)
    {
        var sign = relation switch
        {
            Relation.Equal => "=",
            Relation.NotEqual => "<>",
            Relation.Less => "<",
            Relation.LessOrEqual => "<=",
            Relation.Greater => ">",
            _ => ">=",
        };
        return (left, right) is not (Terms.Number, Terms.Number) && IsNatural(left) && IsNatural(right)
            ? $"({Natural(left)} {sign} {Natural(right)})%nat"
            : $"{Write(left, 1)} {sign} {Write(right, 1)}";
    }

    private string Everywhere(string index, IndexRange range, Func<string> write)
    {
        var (low, high) = Ends(range);
        return Within(
            index,
            CoqSort.Natural,
            name =>
                $"forall {name} : nat, ({low} <= {name} <= {high})%nat -> "
                + (range is Members(var set) ? $"{Name(set)} {name} = true -> " : "")
                + write(),
            RangeOf(range)
        );
    }

    /// <summary>What must hold for the term to exist, each once.</summary>
    public IReadOnlyList<string> Existence(Term term)
    {
        var found = new List<string>();
        Collect(term, found);
        return found;
    }

    /// <summary>What must hold for the terms of a condition to exist.</summary>
    public IReadOnlyList<string> Existence(Condition condition)
    {
        var found = new List<string>();
        foreach (var term in condition is ForAll ? [] : condition.Terms())
        {
            Collect(term, found);
        }

        if (condition is ForAll(var index, var range, var inner))
        {
            var all = Existence(inner);
            if (all.Count > 0)
            {
                found.Add(Everywhere(index, range, () => string.Join(" /\\ ", all)));
            }
        }

        return found;
    }

    private void Collect(Term term, List<string> found)
    {
        void Need(string condition)
        {
            if (!found.Contains(condition))
            {
                found.Add(condition);
            }
        }

        switch (term)
        {
            case Guarded(var value, _):
                Collect(value, found);
                return;
            case Divide(var x, var y):
                Collect(x, found);
                Collect(y, found);
                if (y is not Number { Value.Sign: not 0 })
                {
                    Need($"{Write(y, 1)} <> 0");
                }

                return;
            case Power(Constant(ConstantKind.E), var y):
                Collect(y, found);
                return;
            case Power(var x, Number({ IsInteger: true } n)):
                Collect(x, found);
                if (n.Sign < 0)
                {
                    Need($"{Write(x, 1)} <> 0");
                }

                return;
            case Power(var x, var y):
                Collect(x, found);
                Collect(y, found);
                if (!IsNatural(y) && x is not Number { Value.Sign: > 0 })
                {
                    Need($"0 < {Write(x, 1)}");
                }

                return;
            case Element(Symbol(var name), var indices)
                when _variables.GetValueOrDefault(name) is { } array && Sort(name) == CoqSort.Array:
                foreach (var (index, dimension) in indices.Zip(array.Dimensions))
                {
                    if (!IsWithin(index, dimension))
                    {
                        Need($"(1 <= {Natural(index)} <= {Natural(dimension)})%nat");
                    }
                }

                return;
            case Apply(Function.Cardinality or Function.Length, _):
                return;
            case Apply(var function, var arguments):
                foreach (var argument in arguments)
                {
                    Collect(argument, found);
                }

                foreach (var condition in KnownFunctions.Of(function).Domain(arguments))
                {
                    if (condition is not Compare(Number { Value.Sign: > 0 }, _, Number { Value.Sign: 0 }))
                    {
                        Need(Domain(condition));
                    }
                }

                return;
            case Fold(var kind, var index, var range, _, var body):
                if (range is Span(var from, var to))
                {
                    Collect(from, found);
                    Collect(to, found);
                    if (kind is FoldKind.Max or FoldKind.Min)
                    {
                        Need($"({Natural(from)} <= {Natural(to)})%nat");
                    }
                }

                {
                    var inner = new List<string>();
                    var text = Everywhere(
                        index,
                        range,
                        () =>
                        {
                            Collect(body, inner);
                            return string.Join(" /\\ ", inner);
                        }
                    );
                    if (inner.Count > 0)
                    {
                        Need(text);
                    }
                }

                return;
            case Derivative(var body, var variable):
            {
                var text = Derive(body, variable).Item1;
                Need("ex_derive" + text["Derive".Length..]);
                Collect(body, found);
                return;
            }

            case Integral(var body, var variable, var lower, var upper):
                Collect(lower, found);
                Collect(upper, found);
                Need("ex_RInt" + Text(term).Text["RInt".Length..]);
                return;
            case Piecewise(var branches, var otherwise):
                foreach (var branch in branches)
                {
                    foreach (var part in branch.Condition.Terms())
                    {
                        Collect(part, found);
                    }
                }

                var cases = branches.Select(branch => branch.Value).Concat(otherwise is null ? [] : [otherwise]);
                if (cases.Any(value => Existence(value).Count > 0))
                {
                    throw new NotExported("a case of a definition by cases does not exist everywhere");
                }

                if (otherwise is null && branches is not [{ Condition: All { Conditions.Count: 0 } }])
                {
                    // One of the cases holds.
                    Need(string.Join(" \\/ ", branches.Select(branch => $"({Proposition(branch.Condition)})")));
                }

                return;
            default:
                foreach (var child in term.Children())
                {
                    Collect(child, found);
                }

                return;
        }
    }

    // 0 < x rather than x > 0.
    private string Domain(Condition condition) =>
        condition is Compare(var x, Relation.Greater, var y) ? Relate(y, Relation.Less, x)
        : condition is Compare(var a, Relation.GreaterOrEqual, var b) ? Relate(b, Relation.LessOrEqual, a)
        : Proposition(condition);

    // An index that runs over just the array, or a number that is declared to lie in it.
    private bool IsWithin(Term index, Term dimension) =>
        index switch
        {
            Symbol(var name) when _ranges.TryGetValue(name, out var range) => range.To.Equals(dimension)
                && Least(range.From) is { Sign: > 0 },
            Symbol(var name) => _variables.GetValueOrDefault(name)?.Domain is Integers(var lower, var upper)
                && upper is not null
                && upper.Equals(dimension)
                && lower is not null
                && Least(lower) is { Sign: > 0 },
            Number(var value) => value.Sign > 0 && Least(dimension) is { } least && value <= least,
            _ => false,
        };
}
