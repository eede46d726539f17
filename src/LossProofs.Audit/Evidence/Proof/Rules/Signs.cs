// Rules about signs: by ranges, of sums, products and quotients, of sums over ranges, by cases.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

public sealed partial class Theorem
{
    /// <summary>
    /// <b>Range.</b> The sign of a term that exists, read off an interval that contains all of its values
    /// (<see cref="Ranges"/>, rounded outwards).
    /// </summary>
    public static Theorem? ByRange(Theorem exists, Relation relation)
    {
        if (
            exists.Existing is not { } term
            || new Ranges(exists.Setting).Of(term) is not { } range
            || !Satisfies(range, relation)
        )
        {
            return null;
        }

        return new Theorem(exists.Setting, new Compare(term, relation, Term.Zero), "range", [exists]);
    }

    /// <summary>
    /// <b>Subdivision.</b> The sign of a term that exists, from its ranges over boxes that cover the domain of up to three
    /// real variables.
    /// </summary>
    public static Theorem? BySubdivision(Theorem exists, Relation relation, Sequence<string> names, int mostBoxes)
    {
        if (
            exists.Existing is not { } term
            || names.Count is 0 or > 3
            || names.Any(name => exists.Setting.Variable(name) is not { Domain: RealInterval, Dimensions.Count: 0 })
        )
        {
            return null;
        }

        var ranges = new Ranges(exists.Setting);
        var pending = new Stack<Dictionary<string, Range>>([
            names.ToDictionary(name => name, name => ranges.OfVariable(name) ?? Range.All),
        ]);
        for (var count = 0; pending.TryPop(out var box); count++)
        {
            if (count > mostBoxes || pending.Count > 200)
            {
                return null;
            }

            if (new Ranges(exists.Setting, box).Of(term) is { } range && Satisfies(range, relation))
            {
                continue;
            }

            var widest = names.MaxBy(name => box[name].SplittingWidth)!;
            if (box[widest].Halves() is not var (below, above))
            {
                return null;
            }

            pending.Push(new(box) { [widest] = below });
            pending.Push(new(box) { [widest] = above });
        }

        return new Theorem(exists.Setting, new Compare(term, relation, Term.Zero), "subdivision", [exists]);
    }

    /// <summary>
    /// <b>Subdivision by slopes.</b> The sign of a term f in a real number x of an interval of which no assumption speaks,
    /// f made of functions that are continuous where they exist, with a derivative everywhere in the interval: over boxes X
    /// that cover it, f(x) lies in f(c) + f'(X)(X − c) for any c of X in the interval, by the mean value theorem (Moore, the
    /// centred form; its excess shrinks with the square of the box).
    /// </summary>
    /// <param name="exists">f exists.</param>
    /// <param name="slope">f' exists; f' as <see cref="Slope"/> gives it.</param>
    /// <param name="name">x.</param>
    /// <param name="relation">R of f R 0.</param>
    /// <param name="mostBoxes">After so many boxes it is given up.</param>
    public static Theorem? BySlopes(Theorem exists, Theorem slope, string name, Relation relation, int mostBoxes)
    {
        var setting = exists.Setting;
        if (
            exists.Existing is not { } term
            || slope.Existing is not { } derivative
            || !ReferenceEquals(slope.Setting, setting)
            || setting.Variable(name) is not { Dimensions.Count: 0, Domain: RealInterval interval }
            || setting.Without(name) is null
            || !IsContinuous(term)
            || Slope(setting, term, name) is not { } own
            || !own.Equals(derivative)
        )
        {
            return null;
        }

        var pending = new Stack<Range>([new Ranges(setting).OfVariable(name) ?? Range.All]);
        for (var count = 0; pending.TryPop(out var box); count++)
        {
            if (count > mostBoxes || pending.Count > 200)
            {
                return null;
            }

            var range = Over(box).Of(term);
            if (range is { } plain && Centred(box) is { } centred)
            {
                range = Range.Meet(plain, centred);
            }

            if (range is { } known && Satisfies(known, relation))
            {
                continue;
            }

            if (box.Halves() is not var (below, above))
            {
                return null;
            }

            pending.Push(below);
            pending.Push(above);
        }

        return new Theorem(
            setting,
            new Compare(term, relation, Term.Zero),
            "subdivision by slopes",
            [exists, slope],
            $"in {name}"
        );

        Ranges Over(Range box) => new(setting, new Dictionary<string, Range> { [name] = box });

        Range? Centred(Range box)
        {
            var centre = (box.Lower / 2) + (box.Upper / 2);
            if (!double.IsFinite(centre) || !Contains(interval, Rational.FromDouble(centre)))
            {
                return null;
            }

            var at = new Range(centre, false, centre, false);
            return Over(at).Of(term) + (Over(box).Of(derivative) * (box + -at));
        }
    }

    /// <summary><b>Sum.</b> A sum of terms that are ≥ 0 is ≥ 0, and &gt; 0 where one of them is.</summary>
    public static Theorem? SumOf(IReadOnlyList<Theorem> addends)
    {
        if (addends.Count == 0 || Common(addends) is not { } setting)
        {
            return null;
        }

        var terms = new List<Term>();
        var strict = false;
        foreach (var addend in addends)
        {
            if (
                addend.Statement
                is not Compare
                (var term, Relation.Greater or Relation.GreaterOrEqual, Number { Value.Sign: 0 })
            )
            {
                return null;
            }

            strict |= ((Compare)addend.Statement).Relation == Relation.Greater;
            terms.Add(term);
        }

        var sum = terms.Count == 1 ? terms[0] : new Add(terms.ToSequence());
        return new Theorem(
            setting,
            new Compare(sum, strict ? Relation.Greater : Relation.GreaterOrEqual, Term.Zero),
            "sum of what is not negative",
            addends.ToSequence()
        );
    }

    /// <summary>
    /// <b>Product and quotient.</b> The sign of a·b and of a/b (b ≠ 0) from the signs of a and b; a product is not 0 when
    /// no factor is.
    /// </summary>
    public static Theorem? ProductOf(Theorem left, Theorem right, bool quotient)
    {
        if (
            Common([left, right]) is not { } setting
            || left.Statement is not Compare(var a, var signA, Number { Value.Sign: 0 })
            || right.Statement is not Compare(var b, var signB, Number { Value.Sign: 0 })
            || quotient && signB is not (Relation.Greater or Relation.Less or Relation.NotEqual)
        )
        {
            return null;
        }

        Relation? relation = (signA, signB) switch
        {
            (Relation.Equal, _) or (_, Relation.Equal) => Relation.Equal,
            (Relation.NotEqual, Relation.Greater or Relation.Less or Relation.NotEqual)
            or (Relation.Greater or Relation.Less, Relation.NotEqual) => Relation.NotEqual,
            (Relation.NotEqual, _) or (_, Relation.NotEqual) => null,
            _ => (Positive(signA) == Positive(signB), Strict(signA) && Strict(signB)) switch
            {
                (true, true) => Relation.Greater,
                (true, false) => Relation.GreaterOrEqual,
                (false, true) => Relation.Less,
                (false, false) => Relation.LessOrEqual,
            },
        };
        return relation is { } sign
            ? new Theorem(
                setting,
                new Compare(quotient ? new Divide(a, b) : new Multiply([a, b]), sign, Term.Zero),
                quotient ? "sign of a quotient" : "sign of a product",
                [left, right]
            )
            : null;

        static bool Positive(Relation relation) => relation is Relation.Greater or Relation.GreaterOrEqual;

        static bool Strict(Relation relation) => relation is Relation.Greater or Relation.Less;
    }

    /// <summary><b>Half turn.</b> sin πx &gt; 0 for 0 &lt; x &lt; 1.</summary>
    public static Theorem? SineInHalfTurn(Theorem positive, Theorem below) =>
        positive.Statement is Compare(var x, Relation.Greater, Number { Value.Sign: 0 })
        && below.Statement.Equals(new Compare(x, Relation.Less, Term.One))
        && Common([positive, below]) is { } setting
        && new Kinds(setting.Variable).Shape(x) is { Count: 0 }
            ? new Theorem(
                setting,
                new Compare(new Apply(Function.Sin, [new Multiply([Term.Pi, x])]), Relation.Greater, Term.Zero),
                "sine in a half turn",
                [positive, below]
            )
            : null;

    /// <summary><b>Gamma.</b> Γ(x) &gt; 0 for x &gt; 0, and x! = Γ(x + 1) &gt; 0 for x ≥ 0.</summary>
    public static Theorem? GammaPositive(Theorem positive, Function function) =>
        positive.Statement
            is Compare
                (var x, Relation.Greater or Relation.GreaterOrEqual, Number { Value.Sign: 0 })
                and Compare
                (_, var sign, _)
        && (function == Function.Factorial || function == Function.Gamma && sign == Relation.Greater)
        && new Kinds(positive.Setting.Variable).Shape(x) is { Count: 0 }
            ? new Theorem(
                positive.Setting,
                new Compare(new Apply(function, [x]), Relation.Greater, Term.Zero),
                "sign of the gamma function",
                [positive]
            )
            : null;

    /// <summary><b>Strict order.</b> a &gt; 0 from a ≥ 0 and a ≠ 0, a &lt; 0 from a ≤ 0 and a ≠ 0.</summary>
    public static Theorem? Stricter(Theorem order, Theorem different) =>
        order.Statement
            is Compare
                (var a, Relation.GreaterOrEqual or Relation.LessOrEqual, Number { Value.Sign: 0 })
                and Compare
                (_, var weak, _)
        && different.Statement.Equals(new Compare(a, Relation.NotEqual, Term.Zero))
        && Common([order, different]) is { } setting
            ? new Theorem(
                setting,
                new Compare(a, weak == Relation.GreaterOrEqual ? Relation.Greater : Relation.Less, Term.Zero),
                "strict order",
                [order, different]
            )
            : null;

    /// <summary><b>Negation.</b> −a R⁻¹ 0 from a R 0.</summary>
    public static Theorem? NegationOf(Theorem theorem) =>
        theorem.Statement is Compare(var term, var relation, Number { Value.Sign: 0 })
            ? new Theorem(
                theorem.Setting,
                new Compare(new Negate(term), Turned(relation), Term.Zero),
                "sign of a negation",
                [theorem]
            )
            : null;

    /// <summary>
    /// <b>Sum over a range.</b> Σ f ≥ 0 where f ≥ 0 for every index in the range (under the sum's condition), and
    /// Σ f &gt; 0 where f &gt; 0 and the range, without a condition, is not empty; the sum exists.
    /// </summary>
    /// <param name="exists">The sum exists.</param>
    /// <param name="each">f R 0 in the setting extended by the sum's index and condition.</param>
    /// <param name="notEmpty">from ≤ to; only for &gt;.</param>
    public static Theorem? SumOverRange(Theorem exists, Theorem each, Theorem? notEmpty)
    {
        if (
            exists.Existing is not Fold(FoldKind.Sum, var index, var range, var where, var body) sum
            || each.Statement is not Compare(var term, var relation, Number { Value.Sign: 0 })
            || each.Setting.Variables.Count == 0
        )
        {
            return null;
        }

        var bound = each.Setting.Variables[^1];
        var symbol = new Symbol(bound.Name);
        var within = range is Span(var from, var to) ? new Integers(from, to) : null;
        var isEntered =
            each.Setting.Extends(exists.Setting)
            && exists.Setting.Variable(bound.Name) is null
            && each.Setting.Variables.Count == exists.Setting.Variables.Count + 1
            && each.Setting.Variables.Take(exists.Setting.Variables.Count).SequenceEqual(exists.Setting.Variables)
            && bound.Dimensions.Count == 0
            && (within is not null ? bound.Domain.Equals(within) : bound.Domain.Equals(new Integers(Term.One, null)))
            && each.Setting.Assumptions.Skip(exists.Setting.Assumptions.Count)
                .All(added => where is not null && Parts(where.Substitute(index, symbol)).Contains(added))
            && term.Equals(body.Substitute(index, symbol));
        if (!isEntered)
        {
            return null;
        }

        switch (relation)
        {
            case Relation.GreaterOrEqual:
            case Relation.Greater when notEmpty is null:
                return new Theorem(
                    exists.Setting,
                    new Compare(sum, Relation.GreaterOrEqual, Term.Zero),
                    "sum over a range",
                    [exists, each]
                );
            case Relation.Greater
                when where is null
                    && range is Span(var first, var last)
                    && notEmpty!.Shows(exists.Setting, new Compare(first, Relation.LessOrEqual, last)):
                return new Theorem(
                    exists.Setting,
                    new Compare(sum, Relation.Greater, Term.Zero),
                    "sum over a range",
                    [exists, each, notEmpty!]
                );
            default:
                return null;
        }

        static IEnumerable<Condition> Parts(Condition condition) =>
            condition is All(var conditions) ? conditions.SelectMany(Parts) : [condition];
    }

    /// <summary>
    /// <b>Cases.</b> What holds where a R b and where not a R b, holds; a and b exist.
    /// </summary>
    public static Theorem? ByCases(Theorem leftExists, Theorem rightExists, Theorem where, Theorem otherwise)
    {
        if (
            leftExists.Existing is not { } a
            || rightExists.Existing is not { } b
            || Common([leftExists, rightExists]) is not { } setting
            || !where.Statement.Equals(otherwise.Statement)
            || Added(setting, where.Setting) is not Compare(var left, var relation, var right)
            || Added(setting, otherwise.Setting) is not Compare(var x, var opposite, var y)
            || !left.Equals(a)
            || !right.Equals(b)
            || !x.Equals(a)
            || !y.Equals(b)
            || opposite != Opposite(relation)
        )
        {
            return null;
        }

        return new Theorem(
            setting,
            where.Statement,
            "cases",
            [leftExists, rightExists, where, otherwise],
            TermPrinter.Print(new Compare(left, relation, right))
        );

        static Condition? Added(Setting outer, Setting inner) =>
            inner.Extends(outer)
            && inner.Variables.Equals(outer.Variables)
            && inner.Assumptions.Count == outer.Assumptions.Count + 1
                ? inner.Assumptions[^1]
                : null;
    }

    /// <summary><b>Numbers.</b> A relation between two rational numbers, decided.</summary>
    public static Theorem? Numbers(Setting setting, Rational left, Relation relation, Rational right) =>
        Holds(left, relation, right) ? new Theorem(setting, new Compare(left, relation, right), "numbers", []) : null;

    /// <summary>What holds in a setting holds in every setting that extends it.</summary>
    public Theorem? In(Setting setting) =>
        ReferenceEquals(setting, Setting) ? this
        : setting.Extends(Setting) ? new Theorem(setting, Statement, "restriction", [this])
        : null;

    private static bool Satisfies(Range range, Relation relation) =>
        relation switch
        {
            Relation.Greater => range.IsPositive,
            Relation.GreaterOrEqual => range.IsNonNegative,
            Relation.Less => range.IsNegative,
            Relation.LessOrEqual => range.IsNonPositive,
            Relation.NotEqual => range.IsPositive || range.IsNegative,
            _ => range.Lower == 0 && range.Upper == 0,
        };

    // The setting in which all of the theorems hold: that of one of them, which extends the others'.
    private static Setting? Common(IReadOnlyList<Theorem> theorems)
    {
        var common = theorems[0].Setting;
        foreach (var theorem in theorems)
        {
            if (theorem.Setting.Extends(common))
            {
                common = theorem.Setting;
            }
        }

        return theorems.All(theorem => common.Extends(theorem.Setting)) ? common : null;
    }
}
