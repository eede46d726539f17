// Notation -> meaning: derivatives, evaluations, cases, conditions and domains.
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Claims;

internal sealed partial class TermBuilder
{
    // ---- derivatives ----

    private Term BuildDerivative(DerivativeQuotient derivative, Expression operand)
    {
        if (InComposition(derivative, operand) is { } slope)
        {
            return slope;
        }

        var body = Build(operand);
        foreach (var (variable, order) in derivative.Variables)
        {
            var times = order switch
            {
                null => 1,
                Numeral { Digits: "1" or "2" or "3" or "4" } number => number.Digits[0] - '0',
                _ => throw new NotUnderstood("a derivative of an order that is not a small number"),
            };
            var by = Build(variable);
            // With respect to a defined quantity: the engine takes it as free where that has one meaning.
            if (by is not (Symbol or Element(Symbol, _)))
            {
                throw new NotUnderstood(
                    $"a derivative with respect to '{Shortened(variable)}', which is not a free variable: declare it"
                );
            }

            if (Through(body, by) is { } variables)
            {
                // dl/du where u = g(x, y) is said, and l is written in x and y: u varies through one of them. Which one makes
                // no difference where l depends on them through u alone; the other ways are readings of their own.
                ViaCount = Math.Max(ViaCount, variables.Count);
                Term via = new Symbol(variables[Math.Min(Via, variables.Count - 1)]);
                for (var i = 0; i < times; i++)
                {
                    body = new Derivative(body, via) / new Derivative(by, via);
                }

                continue;
            }

            RequireDependence(body, by.RootName());
            if (by is Symbol(var name) && Shape(by).Count > 0 && _definitions.ContainsKey(name))
            {
                throw new NotUnderstood($"a derivative with respect to '{Shortened(variable)}', which is defined");
            }

            for (var i = 0; i < times; i++)
            {
                body = Derived(body, by);
            }
        }

        return body;
    }

    /// <summary>Through which of its variables a defined quantity varies that a derivative is taken by.</summary>
    public int Via { get; init; }

    /// <summary>Through how many it could.</summary>
    public int ViaCount { get; private set; }

    // The numbers that both a defined quantity and what is differentiated by it depend on; null where it does not come to that.
    private List<string>? Through(Term body, Term by)
    {
        if (
            by is not Symbol(var name)
            || _definitions.GetValueOrDefault(name) is not { Parameters.Count: 0 }
            || Shape(by).Count > 0
            || Depends(body, name, [])
        )
        {
            return null;
        }

        var varied = _variables
            .Values.Where(variable =>
                variable.Dimensions.Count == 0 && variable.Domain is RealInterval && Depends(by, variable.Name, [])
            )
            .Select(variable => variable.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        var shared = varied.Where(variable => Depends(body, variable, [])).ToList();
        // x = r cos θ: at which of them fixed r varies with x is not said.
        return shared.Count == 0 ? null
            : shared.Count == varied.Count ? shared
            : throw new NotUnderstood(
                $"what is held fixed in a derivative by '{name}' is not said: it depends on {string.Join(", ", varied)}"
            );
    }

    private Term BuildGradient(Scripted? nabla, Expression argument)
    {
        Expression operand = argument is Delimited { Open: "(" or "[" or "\\{" } fenced ? fenced.Content : argument;
        var transposed =
            operand is Scripted { Superscript: { } mark } inner && IsTransposition(mark) ? inner.Base : operand;
        var body = Build(transposed);
        var parameter =
            nabla?.Subscript is { } subscript ? subscript
            : PointOf(transposed) is { } point ? point
            : throw new NotUnderstood("\\nabla does not say with respect to what");
        var name = Names.Of(parameter);
        Term by;
        if (
            scope.Declaration(name) is null
            && Definition(name) is null
            && !_variables.ContainsKey(name)
            && scope.Survey.Indices(Names.Of(Names.Plain(parameter))) == 0
        )
        {
            NoteParameter(name);
            by = new Symbol(name);
        }
        else
        {
            by = BuildArray(parameter);
        }

        if (by is not Symbol(var variable) || _definitions.ContainsKey(variable))
        {
            throw new NotUnderstood(
                $"a gradient with respect to '{Shortened(parameter)}', which is not a free variable"
            );
        }

        RequireDependence(body, variable);
        return nabla?.Superscript switch
        {
            null => Derived(body, by, isGradient: true),
            Numeral { Digits: "2" } => new Hessian(body, variable),
            _ => throw new NotUnderstood("a power of \\nabla is not known"),
        };
    }

    // \nabla \log f(x): the only thing that functions are taken of, by name; the only vector without any.
    private Expression? PointOf(Expression operand)
    {
        var points = Names
            .Nodes(operand)
            .Where(node => node is Application { Head: var head } && Names.IsName(head))
            .Select(node => ((Application)node).Argument)
            .Distinct()
            .ToList();
        return points switch
        {
            [Delimited { Content: Identifier point }] => point,
            [] => Names
                .Nodes(operand)
                .OfType<Identifier>()
                .Distinct()
                .Where(name => scope.Kinds.RankOf(name)?.Rank == Rank.Vector)
                .ToList()
                is [var vector]
                ? vector
                : null,
            _ => null,
        };
    }

    // A derivative of what is not known to depend on the variable would be zero by ignorance.
    private void RequireDependence(Term body, string variable)
    {
        if (!Depends(body, variable, []))
        {
            throw new NotUnderstood(
                $"nothing says how what is differentiated depends on {variable}: declare it, or define it before"
            );
        }
    }

    /// <summary>Whether a term depends on a variable, directly or through definitions and declared dependence.</summary>
    public bool DependsOn(Term term, string variable) => Depends(term, variable, []);

    private bool Depends(Term term, string variable, HashSet<string> seen)
    {
        foreach (var name in term.FreeNames().Concat(Calls(term)))
        {
            if (
                name == variable
                || (_variables.TryGetValue(name, out var found) && found.DependsOn.Contains(variable))
                || (
                    _definitions.TryGetValue(name, out var definition)
                    && seen.Add(name)
                    && Depends(definition.Body, variable, seen)
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<string> Calls(Term term) =>
        term.Children().SelectMany(Calls).Concat(term is Call(var name, _) ? [name] : []);

    private Term BuildEvaluation(EvaluatedAt evaluated)
    {
        // A bar with a word, "at the optimum": the point that the equation's own conditions describe.
        if (AtSolution && evaluated.At is Identifier { Style: LetterStyle.Roman } or Identifier { Name: "*" })
        {
            return Build(evaluated.Base);
        }

        // x^2|_0^3.
        if (
            evaluated is { Upper: { } upper, At: not Chain }
            && Between(evaluated.Base, evaluated.At, upper) is { } over
        )
        {
            return over;
        }

        if (evaluated.Upper is { } end)
        {
            throw new NotUnderstood($"the evaluation between '{Shortened(evaluated.At)}' and '{Shortened(end)}'");
        }

        if (
            evaluated.At is not Chain { Operands: [var variable, var value], Relations: [{ Symbol: "=" }] }
            || !Names.IsName(variable)
        )
        {
            throw new NotUnderstood($"the point '{Shortened(evaluated.At)}' of an evaluation is not written out");
        }

        var by = Build(variable);
        return by is Symbol or Element(Symbol, _)
            ? new At(Build(evaluated.Base), by, Build(value))
            : throw new NotUnderstood("an evaluation at what is not a variable");
    }

    // The difference of what stands in brackets between two ends, when it has one variable that the ends do not have.
    private Term? Between(Expression body, Expression from, Expression to)
    {
        if (Names.CanCount(from) && from is not Numeral || Names.IsLabel(to) || Names.IsTranspose(to))
        {
            return null;
        }

        var names = NotationNames
            .In(body)
            .Where(name =>
                name is Identifier { Style: LetterStyle.Plain }
                && Names.IsName(name)
                && scope.Declaration(Names.Of(name)) is not { Provenance: Provenance.Declared }
                && Definition(Names.Of(name)) is null
                && !Names.Nodes(from).Contains(name)
                && !Names.Nodes(to).Contains(name)
            )
            .Distinct()
            .ToList();
        if (names.Count > 1 && from is Numeral or Additive or Identifier { Name: "\\infty" })
        {
            throw new NotUnderstood(
                $"which of {string.Join(", ", names)} runs from '{Shortened(from)}' to '{Shortened(to)}' is not said"
            );
        }

        if (names is not [var variable])
        {
            return null;
        }

        var name = Names.Of(variable);
        var term = Bound(name, () => Build(body));
        return new At(term, new Symbol(name), Build(to)) - new At(term, new Symbol(name), Build(from));
    }

    // ---- cases and conditions ----

    private Piecewise BuildCases(Cases cases)
    {
        var branches = new List<Branch>();
        Term? otherwise = null;
        foreach (var (value, condition) in cases.Branches)
        {
            if (
                condition is null
                || condition is Clauses { Items: [{ Content: Missing, Lead: var lead }] } && IsOtherwise(lead)
                || condition is Identifier { Name: "otherwise" or "else" }
            )
            {
                otherwise = Build(value);
            }
            else
            {
                branches.Add(new Branch(BuildCondition(condition), Build(value)));
            }
        }

        return new Piecewise(branches.ToSequence(), otherwise);
    }

    // A formula's full stop often stands in its last case.
    private static bool IsOtherwise(string words) =>
        words.Trim(' ', '.', ',', ';', '。', '，', '；').ToLowerInvariant()
            is "otherwise"
                or "else"
                or "其他"
                or "其他情况"
                or "否则"
                or "其它"
                or "其它情况"
                or "其余"
                or "其余情况";

    /// <summary>What a written condition says.</summary>
    public Condition BuildCondition(Expression expression)
    {
        switch (expression)
        {
            case Clauses clauses:
                return Joined(
                    clauses
                        .Items.Where(clause => clause.Content is not Missing)
                        .Select(clause => BuildCondition(clause.Content))
                );
            case Listing { Separator: "," } listing:
                return Joined(listing.Items.Select(BuildCondition));
            case Connected { Connective: "\\land" } and:
                return Joined(and.Operands.Select(BuildCondition));
            case Connected or:
                return new Any(or.Operands.Map(BuildCondition));
            case Delimited { Open: "(" or "[" } fenced:
                return BuildCondition(fenced.Content);
            case Chain chain:
                return Joined(
                    Enumerable
                        .Range(0, chain.Relations.Count)
                        .Select(i => BuildRelation(chain.Operands[i], chain.Relations[i].Symbol, chain.Operands[i + 1]))
                );
            default:
                throw new NotUnderstood($"'{Shortened(expression)}' is not a condition that could be checked");
        }

        static Condition Joined(IEnumerable<Condition> conditions) =>
            conditions.ToSequence() is var all && all.Count == 1 ? all[0]
            : all.Count > 1 ? new All(all)
            : throw new NotUnderstood("a condition is empty");
    }

    /// <summary>The relation signs that compare two values at a point.</summary>
    public static readonly Dictionary<string, Relation> Comparisons = new(StringComparer.Ordinal)
    {
        ["="] = Relation.Equal,
        [":="] = Relation.Equal,
        ["\\equiv"] = Relation.Equal,
        ["\\neq"] = Relation.NotEqual,
        ["<"] = Relation.Less,
        ["\\leq"] = Relation.LessOrEqual,
        [">"] = Relation.Greater,
        ["\\geq"] = Relation.GreaterOrEqual,
    };

    private Condition BuildRelation(Expression left, string relation, Expression right)
    {
        if (relation is "\\in")
        {
            if (Set(right) is { } set)
            {
                return new MemberOf(BuildIndex(left), set);
            }

            return DomainOf(right) switch
            {
                RealInterval interval => InInterval(Build(left), interval),
                Finite finite => new Any(
                    finite.Values.Map(Condition (value) => new Compare(Build(left), Relation.Equal, new Number(value)))
                ),
                _ when CountedSet(right) is var (from, to) => new All([
                    BuildRelation(from, "\\leq", left),
                    BuildRelation(left, "\\leq", to),
                ]),
                _ when IsInterval(right) => Within(left, (Delimited)right),
                _ => throw new NotUnderstood($"the set '{Shortened(right)}' is not understood"),
            };
        }

        if (!Comparisons.TryGetValue(relation, out var comparison))
        {
            throw new NotUnderstood($"the relation {relation} is no condition that could be checked at a point");
        }

        // i \ne j compares indices, whose range is known from where they count.
        var counts =
            Names.CanCount(left)
            && Names.CanCount(right)
            && left is Identifier
            && right is Identifier or Numeral
            && IsNoQuantity(left)
            && IsNoQuantity(right);
        return counts && (_variables.ContainsKey(Names.Of(left)) || _bound.ContainsKey(Names.Of(left)))
            ? new Compare(BuildIndex(left), comparison, right is Numeral ? Build(right) : BuildIndex(right))
            : new Compare(Build(left), comparison, Build(right));
    }

    // \theta \in (0, \pi/2), x \in [a, b].
    private All Within(Expression left, Delimited interval)
    {
        var (low, high) = interval.Content is Listing { Items: [var first, var last] }
            ? (first, last)
            : throw new InvalidOperationException("an interval has two ends");
        return new All([
            BuildRelation(low, interval.Open == "[" ? "\\leq" : "<", left),
            BuildRelation(left, interval.Close == "]" ? "\\leq" : "<", high),
        ]);
    }

    /// <summary>The ends of a set of integers that its dots run through: \{1, \dots, n\}, \{0, 1, \dots, n\}.</summary>
    public static (Numeral From, Identifier To)? CountedSet(Expression set) =>
        set is Delimited { Open: "\\{", Content: Listing { Separator: ",", Items: var items } }
        && items.Count > 2
        && items[0] is Numeral { Digits: "0" or "1" or "2" } from
        && items[^2] is Ellipsis
        && items[^1] is Identifier to
        && Names.IsName(to)
        && items.Take(items.Count - 2).All(item => item is Numeral)
            ? (from, to)
            : null;

    /// <summary>Whether a set is written as an interval between two ends, whatever they are.</summary>
    public static bool IsInterval(Expression set) =>
        set
            is Delimited
            {
                Open: "(" or "[",
                Close: ")" or "]",
                Content: Listing { Separator: ",", Items: [not Ellipsis, not Ellipsis] }
            };

    private bool IsNoQuantity(Expression name) => scope.Declaration(Names.Of(name)) is not { Domain: not Integers };

    private static Condition InInterval(Term value, RealInterval interval)
    {
        var ends = new List<Condition>();
        if (interval.Lower is { } lower)
        {
            ends.Add(
                new Compare(value, interval.LowerClosed ? Relation.GreaterOrEqual : Relation.Greater, new Number(lower))
            );
        }

        if (interval.Upper is { } upper)
        {
            ends.Add(
                new Compare(value, interval.UpperClosed ? Relation.LessOrEqual : Relation.Less, new Number(upper))
            );
        }

        return ends.Count == 1 ? ends[0] : new All(ends.ToSequence());
    }

    /// <summary>A domain written as a set: (0,1], \{0,1\}, \mathbb{R}; null when its ends are not plain numbers.</summary>
    public static Domain? DomainOf(Expression set)
    {
        switch (set)
        {
            case Identifier { Name: "R" or "Z" or "N", Style: LetterStyle.Blackboard } letter:
                return NumbersOf(letter.Name, mark: null);
            // \mathbb{R}_{>0}, \mathbb{R}^+, \mathbb{N}_0, \mathbb{Z}_{\ge 0}
            case Scripted
            {
                Base: Identifier { Name: "R" or "Z" or "N", Style: LetterStyle.Blackboard } numbers,
                Primes: 0
            } part:
                if (part.Subscript is null || part.Superscript is null)
                {
                    return NumbersOf(numbers.Name, part.Subscript ?? part.Superscript);
                }

                // \mathbb{R}_0^+
                return (Bound(part.Subscript), Bound(part.Superscript)) switch
                {
                    ({ IsZero: true }, { Relation: ">" }) or ({ Relation: ">" }, { IsZero: true }) => PartOf(
                        numbers.Name,
                        "\\geq"
                    ),
                    _ => null,
                };
            case Delimited
            {
                Open: "(" or "[",
                Close: ")" or "]",
                Content: Listing { Items: [var low, var high] }
            } interval:
                if (End(low) is var (lower, lowerInfinite) && End(high) is var (upper, upperInfinite))
                {
                    return new RealInterval(
                        lower,
                        interval.Open == "[" && !lowerInfinite,
                        upper,
                        interval.Close == "]" && !upperInfinite
                    );
                }

                return null;
            case Delimited { Open: "\\{", Content: Listing listing }:
                var values = new List<Rational>();
                foreach (var item in listing.Items)
                {
                    if (End(item) is not var (value, infinite) || infinite || value is null)
                    {
                        return null;
                    }

                    values.Add(value.Value);
                }

                return new Finite(values.ToSequence());
            default:
                return null;
        }
    }

    private static Domain? NumbersOf(string letter, Expression? mark) =>
        mark is null
            ? letter switch
            {
                "R" => Domain.Real,
                "Z" => new Integers(null, null),
                _ => new Integers(1, null),
            }
        : Bound(mark) is not var (relation, isZero) ? null
        : isZero ? (letter == "N" ? new Integers(0, null) : null)
        : PartOf(letter, relation);

    private static Domain? PartOf(string letter, string relation) =>
        (letter, relation) switch
        {
            ("R", ">") => Domain.Positive,
            ("R", "\\geq") => Domain.NonNegative,
            ("R", "<") => new RealInterval(null, false, Rational.Zero, false),
            ("R", "\\leq") => new RealInterval(null, false, Rational.Zero, true),
            ("Z" or "N", ">") => new Integers(1, null),
            ("Z" or "N", "\\geq") => new Integers(0, null),
            _ => null,
        };

    // What a mark on a set of numbers leaves of it: +, ++, *+, > 0, \ge 0; or the zero that it adds.
    private static (string Relation, bool IsZero)? Bound(Expression? mark) =>
        mark switch
        {
            Identifier { Name: "+" } => (">", false),
            Numeral { Digits: "0" } => ("", true),
            Chain
            {
                Operands: [Missing, Numeral { Digits: "0" }],
                Relations: [{ Symbol: ">" or "<" or "\\geq" or "\\leq" } sign]
            } => (sign.Symbol, false),
            _ => null,
        };

    /// <summary>An end of an interval that is a plain number, or infinite.</summary>
    internal static (Rational? Value, bool Infinite)? End(Expression expression) =>
        expression switch
        {
            Numeral numeral => (Value(numeral.Digits), false),
            Identifier { Name: "\\infty" } => (null, true),
            Additive { Terms: [{ Sign: "-", Term: Numeral negative }] } => (-Value(negative.Digits), false),
            Additive { Terms: [{ Term: Identifier { Name: "\\infty" } }] } => (null, true),
            Fraction { Numerator: Numeral n, Denominator: Numeral d } when Value(d.Digits).Sign != 0 => (
                Value(n.Digits) / Value(d.Digits),
                false
            ),
            Quotient { Numerator: Numeral n, Denominator: Numeral d } when Value(d.Digits).Sign != 0 => (
                Value(n.Digits) / Value(d.Digits),
                false
            ),
            _ => null,
        };
}
