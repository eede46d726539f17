// Draws statements: identities by rewriting, tempting errors, inequalities with shaken constants, limits, integrals,
// derivatives, sums, arrays, implications, unknown functions.
namespace LossProofs.Attack.Statements;

/// <summary>Draws one statement after the other.</summary>
internal sealed class Author(Random random)
{
    private static readonly string[] s_signs = ["=", "<", @"\le", ">", @"\ge", @"\ne"];
    private static readonly Expr s_x = new Var("x");
    private static readonly Expr s_n = new Var("n");

    private readonly Dictionary<string, Quantity> _quantities = [];
    private bool _isTrue;

    /// <summary>The next statement.</summary>
    public Statement Next()
    {
        _quantities.Clear();
        _isTrue = true;
        var premises = new List<Relation>();
        var (kind, relation) = random.Next(13) switch
        {
            0 or 1 => ("identity", Identity()),
            2 => ("temptation", Temptation()),
            3 or 4 => ("inequality", Inequality()),
            5 => ("comparison", Comparison()),
            6 => ("limit", Limit()),
            7 => ("integral", Integral()),
            8 => ("derivative", Slope()),
            9 => ("sum", Ranges()),
            10 => ("array", Arrays()),
            11 => ("function", Functions()),
            _ => ("implication", Implication(premises)),
        };
        if (random.Next(2) == 0)
        {
            relation = Shaken(relation);
            _isTrue = false;
        }

        // Lengths first; a length that only arrays have is there.
        var lengths = _quantities.Values.Where(quantity =>
            quantity.Phrase.StartsWith("integer", StringComparison.Ordinal)
        );
        return new Statement(
            [.. lengths.Concat(_quantities.Values).DistinctBy(quantity => quantity.Name)],
            premises,
            relation,
            _isTrue,
            kind
        );
    }

    private T Of<T>(params T[] choices) => choices[random.Next(choices.Length)];

    private Expr Real(string name, Domain? domain = null)
    {
        _quantities.TryAdd(name, Quantities.Real(name, domain ?? Domain.Some[random.Next(Domain.Some.Count)]));
        return new Var(name);
    }

    private Expr Length(int? least = null)
    {
        _quantities.TryAdd("n", Quantities.Integer("n", least ?? Of(0, 1, 1, 1, 2)));
        return s_n;
    }

    private Domain Entries() =>
        Of(Domain.All, Domain.All, new(0, false, null, false), new(0, true, 1, true), new(-1, true, 1, false));

    private Func<Expr, Expr> List(string name, Domain? domain = null)
    {
        Length();
        _quantities.TryAdd(name, Quantities.List(name, "n", domain ?? Entries()));
        return place => new Entry(name, place);
    }

    private Expr Small() => new Num(new Fraction(random.Next(-4, 5), Of(1, 1, 1, 2, 3)));

    // A random expression in the quantities.
    private Expr Any(int depth)
    {
        if (depth == 0 || random.Next(5) == 0)
        {
            return random.Next(4) == 0 ? Small() : Real(Of("x", "y", "a", "b"));
        }

        Expr Inner() => Any(depth - 1);
        return random.Next(14) switch
        {
            0 or 1 => Inner() + Inner(),
            2 => Inner() - Inner(),
            3 or 4 => Inner() * Inner(),
            5 => Inner() / Inner(),
            6 => new Power(Inner(), Of<Expr>(2, 3, 4, -1, 0)),
            7 => new Apply(Of("exp", "log", "sqrt", "sigma", "tanh", "arctan", "sin", "cos"), Inner()),
            8 => new Apply("abs", Inner()),
            9 => new Larger(random.Next(2) == 0, Inner(), Inner()),
            10 => new Negative(Inner()),
            11 => new Cases(new(Inner(), Of(s_signs), Inner()), Inner(), Inner()),
            12 => new RealPower(Inner(), Of<Expr>(new Num(new(1, 2)), new Num(new(1, 3)), Real("a"))),
            _ => new Apply(Of("exp", "log", "sqrt", "floor"), Inner()),
        };
    }

    // Equal wherever one of them exists.
    private Relation Identity()
    {
        var (u, v, w) = (Any(2), Any(1), Any(1));
        var (left, right) = random.Next(16) switch
        {
            0 => (u * (v + w), u * v + u * w),
            1 => (new Power(u + v, 2), new Power(u, 2) + new Num(2) * u * v + new Power(v, 2)),
            2 => ((u + v) * (u - v), new Power(u, 2) - new Power(v, 2)),
            3 => (u / v, u * (1 / v)),
            4 => (new Apply("sqrt", new Power(u, 2)), (Expr)new Apply("abs", u)),
            5 => (new Apply("abs", u * v), new Apply("abs", u) * new Apply("abs", v)),
            6 => (new Apply("exp", u + v), new Apply("exp", u) * new Apply("exp", v)),
            7 => (new Apply("log", new Power(u, 2)), new Num(2) * new Apply("log", new Apply("abs", u))),
            8 => (new Larger(true, u, v), (u + v + new Apply("abs", u - v)) / 2),
            9 => (new Larger(false, u, v) + new Larger(true, u, v), u + v),
            10 => (new Larger(true, u, v) - new Larger(true, v, u), u + v - (v + u)),
            11 => (u / v + w / v, (u + w) / v),
            12 => (new Apply("sigma", u), (Expr)(1 - new Apply("sigma", new Negative(u)))),
            13 => (new Apply("log", new Apply("exp", u)), u),
            14 => (new Cases(new(u, @"\ge", v), w, u), new Cases(new(u, "<", v), u, w)),
            _ => (new Power(u * v, 3), new Power(u, 3) * new Power(v, 3)),
        };
        return new(left, "=", right);
    }

    // What one might take for an identity.
    private Relation Temptation()
    {
        var (u, v) = (Any(1), Any(1));
        _isTrue = false;
        var n = random.Next(2) == 0 ? Length() : s_x;
        var (left, right) = random.Next(22) switch
        {
            0 => (new Apply("sqrt", new Power(u, 2)), u),
            1 => (new Power(new Apply("sqrt", u), 2), u),
            2 => (new Apply("log", u * v), new Apply("log", u) + new Apply("log", v)),
            3 => (new Apply("log", new Power(u, 2)), new Num(2) * new Apply("log", u)),
            4 => (u / u, (Expr)1),
            5 => (new Apply("sqrt", u * v), new Apply("sqrt", u) * new Apply("sqrt", v)),
            6 => (new Apply("exp", new Apply("log", u)), u),
            7 => (new Power(u, 0), (Expr)1),
            8 => (new RealPower(new Power(u, 2), new Num(new(1, 2))), u),
            9 => (new Apply("abs", u + v), new Apply("abs", u) + new Apply("abs", v)),
            10 => (new Power(u, 2) / u, u),
            11 => (new Larger(true, u * v, u), u * new Larger(true, v, 1)),
            12 => (u * 0, (Expr)0),
            13 => (new Apply("exp", new Num(new(1, 2)) * new Apply("log", new Power(u, 2))), u),
            14 => (new RealPower(new RealPower(u, v), 2), new RealPower(u, v * 2)),
            15 => (new RealPower(u, v) * new RealPower(u, new Negative(v)), (Expr)1),
            16 => (new Cases(new(u, @"\ne", 0), v / u, 0) * u, new Cases(new(u, @"\ne", 0), v, 0)),
            17 => (new Cases(new(u, @"\ne", 0), v / u, 0) * u, v),
            18 => (new Apply("floor", u + 1), new Apply("floor", u) + 1),
            19 => (new Apply("floor", u + v), new Apply("floor", u) + new Apply("floor", v)),
            20 => (u / (v / u), new Power(u, 2) / v),
            _ => (new Apply("abs", u) / u * u, new Apply("abs", u)),
        };
        if (n is Var("x"))
        {
            Real("x");
        }

        return new(left, "=", right);
    }

    private Relation Inequality()
    {
        var (u, v) = (Any(1), Any(1));
        var list = default(Func<Expr, Expr>)!;
        var (left, right) = random.Next(16) switch
        {
            0 => (new Power(u, 2) + new Power(v, 2), new Num(2) * u * v),
            1 => (new Apply("exp", u), 1 + u),
            2 => (u - 1, new Apply("log", u)),
            3 => (new Apply("abs", u) + new Apply("abs", v), (Expr)new Apply("abs", u + v)),
            4 => (new Apply("log", 1 + new Apply("exp", u)), new Larger(true, u, 0)),
            5 => (new Power(u, 2), (Expr)0),
            6 => (1, new Apply("tanh", u)),
            7 => (new Larger(true, u, v), (u + v) / 2),
            8 => (new Num(new(1, 4)), new Apply("sigma", u) * (1 - new Apply("sigma", u))),
            9 => (
                1,
                (Expr)
                    new Power(
                        Real("b", Of(new(-1, true, 1, false), new Domain(0, true, 1, true), new(-1, false, 1, true))),
                        Of<Expr>(2, 3, 4)
                    )
            ),
            10 => (1, new Apply("abs", Real("b", Of(new Domain(-1, true, 1, false), new(-1, false, 1, true))))),
            11 => (Real("p", new(0, true, 1, true)) * (1 - Real("p")), (Expr)0),
            12 => (new Num(new(1, 4)), Real("p", new(0, true, 1, true)) * (1 - Real("p"))),
            13 => (
                new Apply("exp", new Power(u, 2) / 2),
                (new Apply("exp", u) + new Apply("exp", new Negative(u))) / 2
            ),
            14 => OverList(),
            _ => OverList(),
        };
        return Of(true, true, false) ? new(left, @"\ge", right) : Uncertain(new(left, ">", right));

        (Expr, Expr) OverList()
        {
            list = List("z");
            var i = new Var("i");
            Expr Total(Expr body, Expr? from = null, Expr? to = null) =>
                new Over("sum", "i", from ?? 1, to ?? s_n, body);
            switch (random.Next(8))
            {
                case 0:
                    return (Total(new Power(list(i), 2)), 0);
                case 1:
                    return (s_n * Total(new Power(list(i), 2)), new Power(Total(list(i)), 2));
                case 2:
                    return (Total(new Apply("abs", list(i))), new Apply("abs", Total(list(i))));
                case 3:
                    _isTrue = false;
                    return (new Over("max", "i", 1, s_n, list(i)), list(1));
                case 4:
                    _isTrue = false;
                    return (new Over("max", "i", 1, s_n, list(i)), Total(list(i)) / s_n);
                case 5:
                    _quantities["p"] = Quantities.Weights("p", "n");
                    _quantities["n"] = Quantities.Integer("n", 1);
                    return (1, Total(new Power(new Entry("p", i), 2)));
                case 6:
                    _isTrue = false;
                    return (Total(new Power(list(i), 2), Of<Expr>(1, 2, 3)), 0);
                default:
                    _isTrue = false;
                    _quantities["z"] = Quantities.List("z", "n", new(0, true, 1, true));
                    return (1, new Over("prod", "i", Of<Expr>(1, 2), s_n, 1 - list(i)));
            }
        }
    }

    private Relation Uncertain(Relation relation)
    {
        _isTrue = false;
        return relation;
    }

    private Relation Comparison()
    {
        _isTrue = false;
        var left = Any(2);
        return new(left, Of(s_signs), random.Next(2) == 0 ? Small() : Any(1));
    }

    private Relation Limit()
    {
        var (k, m) = (random.Next(3) == 0 ? Small() : Real("a"), Real("b"));
        var zero = new Num(0);
        var nonzero = new Relation(m, @"\ne", 0);
        var p = new Var("p");
        (string Text, Expr Value, Relation[] Where) chosen = random.Next(28) switch
        {
            20 => (MovingExponent(@"\lim_{t \to 0^+} p^{t}"), new Cases(new(p, ">", 0), 1, 0), [new(p, @"\ge", 0)]),
            21 => (
                MovingExponent(@"\lim_{t \to \infty} p^{t}"),
                new Cases(new(p, "=", 1), 1, 0),
                [new(p, @"\ge", 0), new(p, @"\le", 1)]
            ),
            22 => (MovingExponent(@"\lim_{t \to 0} p^{t}"), 1, [new(p, ">", 0)]),
            23 => (MovingExponent(@"\lim_{t \to 1} p^{t}"), p, [new(p, @"\ge", 0)]),
            24 => (
                MovingExponent(@"\lim_{t \to \infty} p^{1/t}"),
                new Cases(new(p, ">", 0), 1, 0),
                [new(p, @"\ge", 0)]
            ),
            25 => (MovingExponent(@"\lim_{t \to 0} \frac{p^{t} - 1}{t}"), new Apply("log", p), [new(p, ">", 0)]),
            26 => (@"\lim_{t \to 0^+} t^{t} \cdot " + k.Closed, k, []),
            27 => (
                @"\lim_{t \to 0^+} \left(1 + " + k.Closed + @" t\right)^{1/t}",
                new Apply("exp", k),
                Array.Empty<Relation>()
            ),
            0 => (@"\lim_{t \to 0} \frac{\sin(" + k.Closed + @" t)}{t}", k, []),
            1 => (@"\lim_{t \to 0} \frac{e^{" + k.Closed + @" t} - 1}{t}", k, []),
            2 => (@"\lim_{t \to 0} \frac{\log(1 + " + k.Closed + @" t)}{t}", k, []),
            3 => (@"\lim_{t \to " + m.Latex + @"} \frac{t^2 - " + m.Latex + @"^2}{t - " + m.Latex + "}", m * 2, []),
            4 => (@"\lim_{t \to \infty} \frac{" + k.Closed + @" t + 1}{" + m.Latex + " t + 2}", k / m, [nonzero]),
            5 => (@"\lim_{t \to \infty} " + k.Closed + @" e^{-t}", zero, []),
            6 => (@"\lim_{t \to 0^+} t^{" + m.Latex + "}", new Cases(new(m, ">", 0), 0, 1), [new(m, @"\ge", 0)]),
            7 => (@"\lim_{t \to 0^+} " + k.Closed + @" t \log t", zero, []),
            8 => (@"\lim_{t \to 0} \frac{|t|}{t}", 1, [new(0, "=", 1)]),
            9 => (@"\lim_{t \to 0^-} \frac{|t|}{t} \cdot " + k.Closed, new Negative(k), []),
            10 => (@"\lim_{t \to \infty} \frac{" + m.Latex + "}{" + m.Latex + " + e^{-t}}", 1, [nonzero]),
            11 => (@"\lim_{t \to " + m.Latex + @"} \sqrt{t}", new Apply("sqrt", m), [new(m, ">", 0)]),
            12 => (@"\lim_{t \to " + m.Latex + @"} \frac{1}{t}", 1 / m, []),
            13 => (
                @"\lim_{t \to 1} \lfloor " + k.Closed + " t \\rfloor",
                new Apply("floor", k),
                [new(new Apply("floor", k), @"\ne", k)]
            ),
            14 => (@"\lim_{t \to 0} \frac{" + k.Closed + " t}{" + m.Latex + " t}", k / m, [nonzero]),
            15 => (@"\lim_{t \to 0} \frac{1 - \cos(" + k.Closed + " t)}{t^2}", new Power(k, 2) / 2, []),
            16 => (@"\lim_{t \to 0} \max(" + k.Closed + " t, " + m.Latex + ")", new Larger(true, zero, m), []),
            17 => (@"\lim_{t \to \infty} \frac{\log(1 + e^{" + m.Latex + " t})}{t}", new Larger(true, zero, m), []),
            18 => (@"\lim_{t \to 0^+} \frac{e^{-1/t}}{t} \cdot " + k.Closed, zero, []),
            _ => (
                @"\lim_{t \to \infty} \tanh(" + m.Latex + " t)",
                new Cases(new(m, ">", 0), 1, new Cases(new(m, "<", 0), -1, 0)),
                Array.Empty<Relation>()
            ),
        };
        var (text, value, where) = chosen;
        return new(new Known(text, value, where), "=", random.Next(3) == 0 && value is not Cases ? value + 0 : value);

        string MovingExponent(string text)
        {
            Real(
                "p",
                Of(
                    new Domain(0, true, 1, true),
                    new(0, true, 1, false),
                    new(0, false, 1, true),
                    new(0, true, null, false)
                )
            );
            return text;
        }
    }

    private Relation Integral()
    {
        var (a, b) = (random.Next(2) == 0 ? Small() : Real("a"), Real("b"));
        var c = random.Next(2) == 0 ? Small() : Real("c");
        string Span(string body) => $@"\int_{{{a.Latex}}}^{{{b.Latex}}} {body} \, dt";
        var positive = new Relation(b, ">", 0);
        (string Text, Expr Value, Relation[] Where) chosen = random.Next(14) switch
        {
            0 => (Span($"{c.Closed} t"), c * (new Power(b, 2) - new Power(a, 2)) / 2, Array.Empty<Relation>()),
            1 => (Span("t^2"), (new Power(b, 3) - new Power(a, 3)) / 3, []),
            2 => (Span("e^{t}"), new Apply("exp", b) - new Apply("exp", a), []),
            3 => (Span(@"\frac{1}{t}"), new Apply("log", b / a), [new(a * b, ">", 0)]),
            4 => (Span(@"\cos(t)"), new Apply("sin", b) - new Apply("sin", a), []),
            5 => (Span(@"|t|"), (b * new Apply("abs", b) - a * new Apply("abs", a)) / 2, []),
            6 => (Span(@"\frac{1}{1 + t^2}"), new Apply("arctan", b) - new Apply("arctan", a), []),
            7 => ($@"\int_{{0}}^{{\infty}} e^{{-{b.Latex} t}} \, dt", 1 / b, [positive]),
            8 => ($@"\int_{{1}}^{{\infty}} t^{{-{b.Latex}}} \, dt", 1 / (b - 1), [new(b, ">", 1)]),
            9 => (
                $@"\int_{{0}}^{{{b.Latex}}} \frac{{1}}{{\sqrt{{t}}}} \, dt",
                new Num(2) * new Apply("sqrt", b),
                [new(b, @"\ge", 0)]
            ),
            10 => ($@"\int_{{0}}^{{{b.Latex}}} \log t \, dt", b * new Apply("log", b) - b, [positive]),
            11 => (Span(c.Closed), c * (b - a), []),
            12 => (Span(@"\frac{1}{t^2}"), 1 / a - 1 / b, [new(a * b, ">", 0)]),
            _ => (
                Span(@"\max(t, 0)"),
                (new Power(new Larger(true, b, 0), 2) - new Power(new Larger(true, a, 0), 2)) / 2,
                []
            ),
        };
        var (text, value, where) = chosen;
        return new(new Known(text, value, where), Of("=", "=", "=", @"\ge", @"\le"), value);
    }

    private Relation Slope()
    {
        var x = Real("x");
        var k = random.Next(2) == 0 ? Small() : Real("a");
        string D(string body) => $@"\frac{{d}}{{dx}} \left({body}\right)";
        var (body, value, where) = random.Next(14) switch
        {
            0 => ((Expr)new Power(x, 3), new Num(3) * new Power(x, 2), Array.Empty<Relation>()),
            1 => (new Apply("exp", k * x), k * new Apply("exp", k * x), []),
            2 => (new Apply("log", x), 1 / x, [new(x, ">", 0)]),
            3 => (new Apply("log", new Apply("abs", x)), 1 / x, []),
            4 => (new Apply("abs", x), x / new Apply("abs", x), []),
            5 => (new Apply("sqrt", x), 1 / (new Num(2) * new Apply("sqrt", x)), []),
            6 => (x * new Apply("abs", x), new Num(2) * new Apply("abs", x), [new(x, @"\ne", 0)]),
            7 => (new Larger(true, x, 0), new Cases(new(x, ">", 0), 1, 0), [new(x, @"\ne", 0)]),
            8 => (k / x, new Negative(k) / new Power(x, 2), []),
            9 => (new Apply("sigma", x), new Apply("sigma", x) * (1 - new Apply("sigma", x)), []),
            10 => (new Apply("floor", x), (Expr)0, [new(new Apply("floor", x), @"\ne", x)]),
            11 => (new Apply("tanh", x), 1 - new Power(new Apply("tanh", x), 2), []),
            12 => (new Power(x, 2) / x, (Expr)1, [new(x, @"\ne", 0)]),
            _ => (x * new Apply("log", x), new Apply("log", x) + 1, []),
        };
        return new(new Known(D(body.Latex), value, where), "=", value);
    }

    private Relation Ranges()
    {
        var n = Length(Of(0, 0, 1, 2));
        Expr i = new Var("i");
        var from = Of<Expr>(0, 1, 1, 2, 3);
        var to = Of(n, n, n - 1, n + 1, new Num(2) * n);
        Expr Total(Expr body, Expr? first = null, Expr? last = null) =>
            new Over("sum", "i", first ?? 1, last ?? n, body);
        Expr Factors(Expr body, Expr? first = null, Expr? last = null) =>
            new Over("prod", "i", first ?? 1, last ?? n, body);
        var (a, r) = (Real("a"), Real("r"));
        var z = List("z");
        if (random.Next(3) > 0)
        {
            _isTrue = false;
        }

        var (left, right) = random.Next(18) switch
        {
            0 => (Total(i), n * (n + 1) / 2),
            1 => (Total(new Power(i, 2)), n * (n + 1) * (new Num(2) * n + 1) / 6),
            2 => (Total(a), n * a),
            3 => Doubtful(Total(a, from, to), (to - from + 1) * a),
            4 => Doubtful(Total(1 / n), (Expr)1),
            5 => Doubtful(Total(i / n), (n + 1) / 2),
            6 => Doubtful(Total(new Power(r, i), 0), (new Power(r, n + 1) - 1) / (r - 1)),
            7 => Doubtful(Total(z(i), from, n), Total(z(i)) - z(1)),
            8 => Doubtful(Total(z(i), 1, n + -1), Total(z(i)) - z(n)),
            9 => Doubtful(Factors(a), new Power(a, n)),
            10 => Doubtful(Factors(a, from, to), new Power(a, to - from + 1)),
            11 => (Total(a * z(i)), a * Total(z(i))),
            12 => Doubtful(Total(z(i) / a), Total(z(i)) / a),
            13 => Doubtful(new Over("max", "i", 1, n, z(i) + a), new Over("max", "i", 1, n, z(i)) + a),
            14 => Doubtful(Factors(z(i) * a), new Power(a, n) * Factors(z(i))),
            15 => (new Apply("exp", Total(z(i))), Factors(new Apply("exp", z(i)))),
            16 => Doubtful(new Apply("log", Factors(z(i))), Total(new Apply("log", z(i)))),
            _ => Doubtful(Total(1 / (i * (i + 1)), from, to), 1 / from - 1 / (to + 1)),
        };
        var used = new Relation(left, "=", right).Latex;
        foreach (var name in new[] { "a", "r", "z" }.Where(name => !Mentions(used, name)))
        {
            _quantities.Remove(name);
        }

        return new(left, "=", right);

        (Expr, Expr) Doubtful(Expr x, Expr y)
        {
            _isTrue = false;
            return (x, y);
        }
    }

    private static bool Mentions(string latex, string name) =>
        System.Text.RegularExpressions.Regex.IsMatch(latex, $@"(?<![A-Za-z\\]){name}(?![A-Za-z])");

    private Relation Arrays()
    {
        // All entries of a table are summed, at thousands of points.
        var n = s_n;
        _quantities["n"] = Quantities.Integer("n", Of(1, 1, 2), beyond: 6);
        _quantities["A"] = Quantities.Table("A", "n", "n");
        _quantities["B"] = Quantities.Table("B", "n", "n");
        _quantities["j"] = Quantities.Index("j", "n");
        _quantities["k"] = Quantities.Index("k", "n");
        var (i, j, k) = ((Expr)new Var("i"), new Var("j"), new Var("k"));
        Expr A(Expr row, Expr column) => new Entry("A", row, column);
        Expr B(Expr row, Expr column) => new Entry("B", row, column);
        Expr Total(string index, Expr body, Expr? to = null) => new Over("sum", index, 1, to ?? n, body);
        var l = new Var("l");
        var (left, right, holds) = random.Next(10) switch
        {
            0 => (Total("i", Total("l", A(i, l))), Total("l", Total("i", A(i, l))), true),
            1 => (Total("i", A(j, i) * B(i, k)), Total("i", B(j, i) * A(i, k)), false),
            2 => (new Known(@"(A^\top)_{jk}", A(k, j)), A(k, j), true),
            3 => (new Known(@"(A^\top)_{jk}", A(k, j)), A(j, k), false),
            4 => (new Known(@"(A B)_{jk}", Total("i", A(j, i) * B(i, k))), Total("i", A(j, i) * B(i, k)), true),
            5 => (Total("i", Total("l", A(i, l), i)), Total("l", new Over("sum", "i", l, n, A(i, l))), true),
            6 => (Total("i", A(i, i)), Total("i", Total("l", A(i, l))), false),
            7 => (A(j, k) + B(j, k), new Known(@"(A + B)_{jk}", A(j, k) + B(j, k)), true),
            8 => (A(j, k) * B(j, k), A(k, j) * B(k, j), false),
            _ => (new Power(Total("i", A(j, i)), 2), Total("i", Total("l", A(j, i) * A(j, l))), true),
        };
        _isTrue &= holds;
        var used = new Relation(left, "=", right).Latex;
        foreach (var name in new[] { "B", "j", "k" }.Where(name => !used.Contains(name, StringComparison.Ordinal)))
        {
            _quantities.Remove(name);
        }

        return new(left, Of("=", "=", "=", @"\le"), right);
    }

    private Relation Functions()
    {
        _quantities["f"] = Quantities.Function("f");
        _quantities["g"] = Quantities.Function("g");
        var (x, y) = (Real("x"), Real("y"));
        Expr F(Expr at) => new Call("f", at);
        Expr G(Expr at) => new Call("g", at);
        var (left, right, holds) = random.Next(9) switch
        {
            0 => (F(x) + G(x), G(x) + F(x), true),
            1 => (F(x + y), F(x) + F(y), false),
            2 => (F(G(x)), G(F(x)), false),
            3 => (F(x) * G(y), G(y) * F(x), true),
            4 => (F(x + 0), F(x), true),
            5 => (new Power(F(x), 2), (Expr)0, false),
            6 => (F(new Apply("sqrt", new Power(x, 2))), F(x), false),
            7 => (F(new Apply("abs", x)), F(new Apply("sqrt", new Power(x, 2))), true),
            _ => (F(x) - F(y), F(x - y), false),
        };
        _isTrue &= holds;
        var used = new Relation(left, "=", right).Latex;
        foreach (var name in new[] { "g", "y" }.Where(name => !used.Contains(name, StringComparison.Ordinal)))
        {
            _quantities.Remove(name);
        }

        return new(left, Of("=", "=", @"\ge"), right);
    }

    private Relation Implication(List<Relation> premises)
    {
        var (x, y) = (Real("x"), Real("y"));
        var (premise, conclusion, holds) = random.Next(14) switch
        {
            0 => (new Relation(x, ">", y), new Relation(new Apply("exp", x), ">", new Apply("exp", y)), true),
            1 => (new(x, ">", y), new(new Power(x, 2), ">", new Power(y, 2)), false),
            2 => (new(x * y, "=", 0), new(x, "=", 0), false),
            3 => (new(x, "=", y), new(new Power(x, 2), "=", new Power(y, 2)), true),
            4 => (new(new Power(x, 2), "=", new Power(y, 2)), new(x, "=", y), false),
            5 => (new(x, ">", 1), new(new Apply("log", x), ">", 0), true),
            6 => (new(x, ">", 0), new(x + 1 / x, @"\ge", 2), true),
            7 => (new(x * y, ">", 0), new(x + y, ">", 0), false),
            8 => (new(x * y, "=", x), new(y, "=", 1), false),
            9 => (new(x, @"\le", y), new(new Power(x, 3), @"\le", new Power(y, 3)), true),
            10 => (new(x, "<", 1), new(1 / x, ">", 1), false),
            11 => (new(x, ">", 2), new(new Power(x, 2), ">", 4), true),
            12 => (new(x, "=", new Negative(y)), new(new Apply("abs", x), "=", new Apply("abs", y)), true),
            _ => (new Relation(x, @"\ne", 0), new Relation(new Power(x, 2), ">", 0), true),
        };
        _isTrue &= holds;
        premises.Add(premise);
        if (!conclusion.Latex.Contains('y') && !premise.Latex.Contains('y'))
        {
            _quantities.Remove("y");
        }

        return conclusion;
    }

    // Another constant, another sign, another side.
    private Relation Shaken(Relation relation)
    {
        Expr slight = new Num(
            random.Next(4) switch
            {
                0 => Fraction.Ten(-12),
                1 => new(1, 1000),
                2 => random.Next(1, 4),
                _ => new(-1, random.Next(1, 8)),
            }
        );
        return random.Next(6) switch
        {
            0 => relation with { Y = relation.Y + slight },
            1 => relation with { X = relation.X + slight },
            2 => relation with { Sign = s_signs[random.Next(s_signs.Length)] },
            3 => relation with { Y = relation.Y * new Num(new Fraction(random.Next(1, 5), random.Next(1, 4))) },
            4 => relation with { Y = new Negative(relation.Y) },
            _ => relation with
            {
                Sign = relation.Sign switch
                {
                    @"\ge" => ">",
                    @"\le" => "<",
                    ">" => @"\ge",
                    "<" => @"\le",
                    "=" => @"\ge",
                    var sign => sign,
                },
            },
        };
    }
}
