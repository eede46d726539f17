// More than two hundred true formulas as terms: what the engine may never refute, and whose mutants it must.
using LossProofs.Audit.Terms;
using LossProofs.Reals;
using static LossProofs.Tests.Properties.Evidence.Formulas;
using Comparison = LossProofs.Audit.Terms.Comparison;

namespace LossProofs.Tests.Properties.Evidence;

/// <summary>A true formula.</summary>
internal sealed record TrueFormula(string Name, Context Context, Term Left, Relation Relation, Term Right)
{
    public Statement Statement => Claim(Context, Left, Relation, Right);

    public override string ToString() => Name;
}

/// <summary>The corpus.</summary>
internal static class TrueFormulas
{
    private static readonly Term x = S("x");
    private static readonly Term y = S("y");
    private static readonly Term p = S("p");
    private static readonly Term q = S("q");
    private static readonly Term g = S("g");
    private static readonly Term i = S("i");
    private static readonly Term j = S("j");
    private static readonly Term k = S("k");
    private static readonly Term n = S("n");
    private static readonly Term two = 2;

    public static IReadOnlyList<TrueFormula> All { get; } =
    [.. Derivatives(), .. Scalars(), .. Probabilities(), .. Vectors(), .. Limits(), .. Inequalities(), .. Losses()];

    private static Term SumE => Sum("j", Exp(At("z", j)));

    private static Term Softmax(Term index) => Exp(At("z", index)) / SumE;

    private static Term Delta(Term a, Term b) => new Piecewise([new Branch(Is(a, Relation.Equal, b), 1)], 0);

    private static TrueFormula Of(string name, Context context, Term left, Term right) =>
        new(name, context, left, Relation.Equal, right);

    // Every elementary function at several inner functions: the chain rule.
    private static IEnumerable<TrueFormula> Derivatives()
    {
        var positive = Given(Real("x", Domain.Positive));
        (string Name, Func<Term, Term> F, Func<Term, Term> Slope)[] outer =
        [
            ("exp", Exp, Exp),
            ("log", Log, u => Term.One / u),
            ("sqrt", u => F(Function.Sqrt, u), u => Term.One / (two * F(Function.Sqrt, u))),
            ("sigmoid", Sigmoid, u => Sigmoid(u) * (Term.One - Sigmoid(u))),
            ("softplus", u => F(Function.Softplus, u), Sigmoid),
            ("tanh", u => F(Function.Tanh, u), u => Term.One - Sqr(F(Function.Tanh, u))),
            ("sinh", u => F(Function.Sinh, u), u => F(Function.Cosh, u)),
            ("cosh", u => F(Function.Cosh, u), u => F(Function.Sinh, u)),
            ("sin", u => F(Function.Sin, u), u => F(Function.Cos, u)),
            ("cos", u => F(Function.Cos, u), u => -F(Function.Sin, u)),
            ("atan", u => F(Function.Atan, u), u => Term.One / (Term.One + Sqr(u))),
            ("square", Sqr, u => two * u),
            ("cube", u => new Power(u, 3), u => (Term)3 * Sqr(u)),
            ("reciprocal", u => Term.One / u, u => -(Term.One / Sqr(u))),
            ("erf", u => F(Function.Erf, u), u => two / F(Function.Sqrt, Term.Pi) * Exp(-Sqr(u))),
            ("asinh", u => F(Function.Asinh, u), u => Term.One / F(Function.Sqrt, Term.One + Sqr(u))),
            ("erfc", u => F(Function.Erfc, u), u => -(two / F(Function.Sqrt, Term.Pi) * Exp(-Sqr(u)))),
            ("fourth root", u => new Power(u, Q(1, 4)), u => Q(1, 4) * new Power(u, Q(-3, 4))),
            ("log1pexp", u => Log(Term.One + Exp(u)), u => Exp(u) / (Term.One + Exp(u))),
        ];
        (string Name, Term U, Term Slope)[] inner =
        [
            ("x", x, 1),
            ("2x", two * x, 2),
            ("x+1/2", x + Q(1, 2), 1),
            ("x^2", Sqr(x), two * x),
            ("log(1+x)", Log(Term.One + x), Term.One / (Term.One + x)),
            ("x/(1+x)", x / (Term.One + x), Term.One / Sqr(Term.One + x)),
        ];
        return from f in outer
            from u in inner
            select Of($"d {f.Name}({u.Name})", positive, D(f.F(u.U), x), f.Slope(u.U) * u.Slope);
    }

    private static IEnumerable<TrueFormula> Scalars()
    {
        var any = Given(Real("x"), Real("y"));
        var positive = Given(Real("x", Domain.Positive), Real("y", Domain.Positive));
        yield return Of("sigmoid symmetry", any, Sigmoid(-x), Term.One - Sigmoid(x));
        yield return Of("sigmoid as fraction", any, Sigmoid(x), Exp(x) / (Term.One + Exp(x)));
        yield return Of("sigmoid as tanh", any, Sigmoid(x), Q(1, 2) + F(Function.Tanh, x / two) / two);
        yield return Of("tanh as sigmoid", any, F(Function.Tanh, x), two * Sigmoid(two * x) - Term.One);
        yield return Of("softplus difference", any, F(Function.Softplus, x) - F(Function.Softplus, -x), x);
        yield return Of("log sigmoid", any, -Log(Sigmoid(x)), Log(Term.One + Exp(-x)));
        yield return Of("log one minus sigmoid", any, -Log(Term.One - Sigmoid(x)), Log(Term.One + Exp(x)));
        yield return Of("logit of sigmoid", any, Log(Sigmoid(x) / (Term.One - Sigmoid(x))), x);
        yield return Of("exp sum", any, Exp(x + y), Exp(x) * Exp(y));
        yield return Of("cosh squared", any, Sqr(F(Function.Cosh, x)) - Sqr(F(Function.Sinh, x)), 1);
        yield return Of("log product", positive, Log(x * y), Log(x) + Log(y));
        yield return Of("log quotient", positive, Log(x / y), Log(x) - Log(y));
        yield return Of("log power", positive, Log(new Power(x, 3)), (Term)3 * Log(x));
        yield return Of("general power", positive, new Power(x, y), Exp(y * Log(x)));
        yield return Of("power product", positive, new Power(x, y) * new Power(x, 2), new Power(x, y + two));
        yield return Of("binomial", any, Sqr(x + y), Sqr(x) + two * x * y + Sqr(y));
        yield return Of("difference of squares", any, Sqr(x) - Sqr(y), (x - y) * (x + y));
        yield return Of("log2", positive, F(Function.Log2, x), Log(x) / Log(2));
        yield return Of("log sum exp of two", any, Log(Exp(x) + Exp(y)), x + Log(Term.One + Exp(y - x)));
        yield return Of("max as half sum", any, F(Function.Max, x, y), (x + y + F(Function.Abs, x - y)) / two);
        yield return Of("min as half sum", any, F(Function.Min, x, y), (x + y - F(Function.Abs, x - y)) / two);
        yield return Of("square root of square", positive, F(Function.Sqrt, Sqr(x)), x);
        yield return Of("derivative of power", positive, D(new Power(x, y), x), y * new Power(x, y - Term.One));
        yield return Of("derivative of exponential power", positive, D(new Power(x, y), y), new Power(x, y) * Log(x));
        yield return Of("second derivative of log", positive, D(D(Log(x), x), x), -(Term.One / Sqr(x)));
        yield return Of(
            "second derivative of softplus",
            any,
            D(D(F(Function.Softplus, x), x), x),
            Sigmoid(x) * Sigmoid(-x)
        );
        yield return Of("mixed derivative", any, D(D(Exp(x * y), x), y), (Term.One + x * y) * Exp(x * y));
        yield return Of(
            "hinge",
            any,
            F(Function.Max, 0, Term.One - x),
            new Piecewise([new Branch(Is(x, Relation.Less, 1), Term.One - x)], 0)
        );
    }

    private static IEnumerable<TrueFormula> Probabilities()
    {
        var unit = Given(Real("p", Domain.OpenUnit), Real("q", Domain.OpenUnit), Real("g", Domain.OpenUnit));
        var c = g + (Term.One - g) * p;
        var smooth = -(Log(c) / (Term.One - g));
        yield return Of("cross-entropy slope", unit, D(-Log(p), p), -(Term.One / p));
        yield return Of("smoothed slope", unit, D(smooth, p), -(Term.One / c));
        yield return Of(
            "smoothed slope in g",
            unit,
            D(smooth, g),
            -(Log(c) / Sqr(Term.One - g)) - (Term.One - p) / ((Term.One - g) * c)
        );
        yield return Of("smoothed curvature", unit, D(D(smooth, p), p), (Term.One - g) / Sqr(c));
        yield return Of("weight", unit, p / c * (Term.One / p), Term.One / c);
        yield return Of(
            "focal slope",
            unit,
            D(-(Sqr(Term.One - p) * Log(p)), p),
            two * (Term.One - p) * Log(p) - Sqr(Term.One - p) / p
        );
        yield return Of("generalised slope", unit, D((Term.One - new Power(p, q)) / q, p), -new Power(p, q - Term.One));
        yield return Of(
            "binary entropy slope",
            unit,
            D(-(p * Log(p)) - (Term.One - p) * Log(Term.One - p), p),
            Log((Term.One - p) / p)
        );
        yield return Of("mixture", unit, p + g * (q - p), (Term.One - g) * p + g * q);
        yield return Of(
            "binary divergence",
            unit,
            p * Log(p / q) + (Term.One - p) * Log((Term.One - p) / (Term.One - q)),
            p * Log(p) + (Term.One - p) * Log(Term.One - p) - p * Log(q) - (Term.One - p) * Log(Term.One - q)
        );
        yield return Of("odds", unit, p / (Term.One - p), Exp(Log(p) - Log(Term.One - p)));
        yield return Of("clip factor", unit, c, (Term.One - g) * (p + g / (Term.One - g)));
        yield return Of("stop gradient", unit, D(-(F(Function.StopGradient, p / c) * Log(p)), p), -(Term.One / c));
    }

    private static IEnumerable<TrueFormula> Vectors()
    {
        var logits = Given(Length("n"), Vector("z"), Index("i"), Index("k"), Real("m"), Real("T", Domain.Positive));
        yield return Of("softmax sums to one", logits, Sum("i", Softmax(i)), 1);
        yield return Of(
            "softmax shift",
            logits,
            Softmax(i),
            Exp(At("z", i) - S("m")) / Sum("j", Exp(At("z", j) - S("m")))
        );
        yield return Of("softmax jacobian", logits, D(Softmax(i), At("z", k)), Softmax(i) * (Delta(i, k) - Softmax(k)));
        yield return Of("log softmax", logits, -Log(Softmax(i)), Log(SumE) - At("z", i));
        yield return Of("log softmax slope", logits, D(-Log(Softmax(i)), At("z", k)), Softmax(k) - Delta(i, k));
        yield return Of("logsumexp slope", logits, D(Log(SumE), At("z", i)), Softmax(i));
        yield return Of(
            "logsumexp shift",
            logits,
            Log(Term.One + SumE),
            S("m") + Log(Exp(-S("m")) + Sum("j", Exp(At("z", j) - S("m"))))
        );
        yield return Of(
            "temperature slope",
            logits,
            D(Log(Sum("j", Exp(At("z", j) / S("T")))), S("T")),
            -(Sum("j", At("z", j) * Exp(At("z", j) / S("T"))) / Sum("j", Exp(At("z", j) / S("T"))) / Sqr(S("T")))
        );
        yield return Of(
            "jacobian split",
            logits,
            Sum("j", At("z", j), Is(j, Relation.NotEqual, i)),
            Sum("j", At("z", j)) - At("z", i)
        );
        yield return Of(
            "log of product",
            logits,
            Log(Prod("j", Term.One + Exp(At("z", j)))),
            Sum("j", Log(Term.One + Exp(At("z", j))))
        );
        yield return Of(
            "derivative of product",
            logits,
            D(Log(Prod("j", Term.One + Sqr(At("z", j)))), At("z", i)),
            two * At("z", i) / (Term.One + Sqr(At("z", i)))
        );
        yield return Of("squared norm slope", logits, D(Sum("j", Sqr(At("z", j))), At("z", i)), two * At("z", i));
        yield return Of(
            "norm slope",
            logits,
            D(F(Function.Sqrt, Sum("j", Sqr(At("z", j)))), At("z", i)),
            At("z", i) / F(Function.Sqrt, Sum("j", Sqr(At("z", j))))
        );
        yield return Of("mean shift", logits, Sum("j", At("z", j) - S("m")), Sum("j", At("z", j)) - n * S("m"));
        yield return Of("double sum", logits, Sum("j", Sum("k", At("z", j) * At("z", k))), Sqr(Sum("j", At("z", j))));

        var soft = Given(Length("n"), Vector("s"), Vector("t", Domain.Unit), Index("i"), Index("k"));
        var z1 = Term.One + Sum("j", At("t", j) * Exp(-At("s", j)));
        var z2 = Term.One + Sum("j", (Term.One - At("t", j)) * Exp(At("s", j)));
        var loss = Log(z1) + Log(z2);
        yield return Of(
            "soft multi-label slope",
            soft,
            D(loss, At("s", i)),
            -(At("t", i) * Exp(-At("s", i)) / z1) + (Term.One - At("t", i)) * Exp(At("s", i)) / z2
        );
        yield return Of(
            "soft binary cross-entropies",
            soft,
            -Sum("j", At("t", j) * Log(Sigmoid(At("s", j))))
                - Sum("j", (Term.One - At("t", j)) * Log(Term.One - Sigmoid(At("s", j)))),
            Sum("j", At("t", j) * Log(Term.One + Exp(-At("s", j))))
                + Sum("j", (Term.One - At("t", j)) * Log(Term.One + Exp(At("s", j))))
        );
        yield return Of("soft slope in t", soft, D(z1, At("t", i)), Exp(-At("s", i)));

        var distributions = Given(
            Length("n"),
            Vector("p", new ProbabilityVector(true)),
            Vector("q", new ProbabilityVector(true)),
            Vector("t", new OneHot()),
            Real("a", Domain.Unit)
        );
        yield return Of("probabilities sum to one", distributions, Sum("j", At("p", j)), 1);
        yield return Of(
            "divergence splits",
            distributions,
            Sum("j", At("p", j) * Log(At("p", j) / At("q", j))),
            Sum("j", At("p", j) * Log(At("p", j))) - Sum("j", At("p", j) * Log(At("q", j)))
        );
        yield return Of("one-hot sums to one", distributions, Sum("j", At("t", j)), 1);
        yield return Of("one-hot squares", distributions, Sum("j", Sqr(At("t", j))), 1);
        yield return Of(
            "brier expansion",
            distributions,
            Sum("j", Sqr(At("p", j) - At("t", j))),
            Sum("j", Sqr(At("p", j))) - two * Sum("j", At("p", j) * At("t", j)) + Term.One
        );
        yield return Of(
            "label smoothing",
            distributions,
            -Sum("j", ((Term.One - S("a")) * At("t", j) + S("a") / n) * Log(At("p", j))),
            -((Term.One - S("a")) * Sum("j", At("t", j) * Log(At("p", j)))) - S("a") / n * Sum("j", Log(At("p", j)))
        );
    }

    private static IEnumerable<TrueFormula> Limits()
    {
        var unit = Given(Real("p", Domain.OpenUnit), Real("g", Domain.OpenUnit), Real("q", Domain.OpenUnit));
        var smooth = -(Log(g + (Term.One - g) * p) / (Term.One - g));
        yield return Of("smoothed at g = 0", unit, new Limit(smooth, "g", 0, Side.Above), -Log(p));
        yield return Of("smoothed at g = 1", unit, new Limit(smooth, "g", 1, Side.Both), Term.One - p);
        yield return Of(
            "generalised at q = 0",
            unit,
            new Limit((Term.One - new Power(p, q)) / q, "q", 0, Side.Above),
            -Log(p)
        );
        var any = Given(Real("x"), Real("y"));
        yield return Of("sinc", any, new Limit(F(Function.Sin, x) / x, "x", 0, Side.Both), 1);
        yield return Of("derivative as limit", any, new Limit((Exp(y + x) - Exp(y)) / x, "x", 0, Side.Both), Exp(y));
        yield return Of("second order", any, new Limit((Exp(x) - Term.One - x) / Sqr(x), "x", 0, Side.Both), Q(1, 2));
        yield return Of("sigmoid at 0", any, new Limit(Sigmoid(x), "x", 0, Side.Both), Q(1, 2));
    }

    private static IEnumerable<TrueFormula> Inequalities()
    {
        var unit = Given(Real("p", Domain.OpenUnit), Real("q", Domain.OpenUnit), Real("g", Domain.OpenUnit));
        var any = Given(Real("x"), Real("y"));
        var positive = Given(Real("x", Domain.Positive), Real("y", Domain.Positive));
        var c = g + (Term.One - g) * p;
        var smooth = -(Log(c) / (Term.One - g));
        yield return new("smoothed falls in g", unit, D(smooth, g), Relation.Less, 0);
        yield return new("smoothed bound", unit, smooth, Relation.LessOrEqual, -(Log(g) / (Term.One - g)));
        yield return new("clip bound", unit, c, Relation.GreaterOrEqual, g);
        yield return new("between the losses", unit, smooth, Relation.LessOrEqual, -Log(p));
        yield return new("log below line", positive, Log(x), Relation.LessOrEqual, x - Term.One);
        yield return new("exp above line", any, Exp(x), Relation.GreaterOrEqual, Term.One + x);
        yield return new("means", positive, F(Function.Sqrt, x * y), Relation.LessOrEqual, (x + y) / two);
        yield return new("sigmoid slope", any, Sigmoid(x) * (Term.One - Sigmoid(x)), Relation.LessOrEqual, Q(1, 4));
        yield return new("softplus positive", any, F(Function.Softplus, x), Relation.Greater, 0);
        yield return new("softplus above relu", any, F(Function.Softplus, x), Relation.Greater, F(Function.Max, 0, x));
        yield return new(
            "triangle",
            any,
            F(Function.Abs, x + y),
            Relation.LessOrEqual,
            F(Function.Abs, x) + F(Function.Abs, y)
        );
        yield return new(
            "entropy bound",
            unit,
            -(p * Log(p)) - (Term.One - p) * Log(Term.One - p),
            Relation.LessOrEqual,
            Log(2)
        );
        var distributions = Given(
            Length("n"),
            Vector("p", new ProbabilityVector(true)),
            Vector("q", new ProbabilityVector(true)),
            Vector("z"),
            Index("i")
        );
        yield return new(
            "divergence",
            distributions,
            Sum("j", At("p", j) * Log(At("p", j) / At("q", j))),
            Relation.GreaterOrEqual,
            0
        );
        yield return new(
            "entropy",
            distributions,
            -Sum("j", At("p", j) * Log(At("p", j))),
            Relation.LessOrEqual,
            Log(n)
        );
        yield return new("largest below logsumexp", distributions, At("z", i), Relation.LessOrEqual, Log(SumE));
        yield return new(
            "entropy of a softmax",
            distributions,
            -Sum("k", Softmax(k) * Log(Softmax(k))),
            Relation.LessOrEqual,
            Log(n)
        );
        yield return new(
            "cross-entropy above entropy",
            distributions,
            -Sum("j", At("p", j) * Log(At("q", j))),
            Relation.GreaterOrEqual,
            -Sum("j", At("p", j) * Log(At("p", j)))
        );
        yield return new(
            "mean below logsumexp",
            distributions,
            Sum("j", At("z", j)) / n,
            Relation.LessOrEqual,
            Log(SumE / n)
        );
        yield return new(
            "logarithms of probabilities",
            distributions,
            Sum("j", Log(At("p", j))),
            Relation.LessOrEqual,
            -(n * Log(n))
        );
        var largest = new Fold(FoldKind.Max, "k", new Span(1, n), null, At("z", k));
        yield return new("logsumexp below largest", distributions, Log(SumE), Relation.LessOrEqual, largest + Log(n));
        yield return new(
            "mean below largest",
            distributions,
            Sum("k", Softmax(k) * At("z", k)),
            Relation.LessOrEqual,
            largest
        );
        yield return new("softmax below one", distributions, Softmax(i), Relation.LessOrEqual, 1);
        yield return new("softplus above line", any, Log(Term.One + Exp(-x)), Relation.GreaterOrEqual, -x);
        yield return new(
            "density",
            any,
            Exp(-Sqr(x)) / F(Function.Sqrt, Term.Pi),
            Relation.LessOrEqual,
            Term.One / F(Function.Sqrt, Term.Pi)
        );
        yield return new("Bernoulli", unit, new Power(Term.One + p, q), Relation.LessOrEqual, Term.One + q * p);
        yield return new("collision", distributions, Sum("j", Sqr(At("p", j))), Relation.GreaterOrEqual, Term.One / n);
    }

    // Quantities that depend on parameters.
    private static IEnumerable<TrueFormula> Losses()
    {
        var model = Given(
            Length("n"),
            Length("d"),
            new Variable("θ", [S("d")], Domain.Real, Provenance.Declared),
            Real("q", Domain.OpenUnit) with
            {
                DependsOn = ["θ"],
            },
            new Variable("P", [n], new ProbabilityVector(true), Provenance.Declared) { DependsOn = ["θ"] },
            Real("g", Domain.OpenUnit),
            new Variable("a", [], new Integers(1, S("d")), Provenance.BuiltIn),
            new Variable("b", [], new Integers(1, S("d")), Provenance.BuiltIn),
            Index("i")
        );
        var c = g + (Term.One - g) * q;
        var (ta, tb) = (At("θ", S("a")), At("θ", S("b")));
        yield return Of("gradient of log", model, new Gradient(-Log(q), "θ"), -(Term.One / q) * new Gradient(q, "θ"));
        yield return Of(
            "gradient of smoothed",
            model,
            new Gradient(-(Log(c) / (Term.One - g)), "θ"),
            -(new Gradient(q, "θ") / c)
        );
        yield return Of(
            "second derivative of log",
            model,
            D(D(-Log(q), ta), tb),
            -(Term.One / q) * D(D(q, ta), tb) + Term.One / Sqr(q) * D(q, ta) * D(q, tb)
        );
        yield return Of(
            "second derivative of smoothed",
            model,
            D(D(-(Log(c) / (Term.One - g)), ta), tb),
            -(Term.One / c) * D(D(q, ta), tb) + (Term.One - g) / Sqr(c) * D(q, ta) * D(q, tb)
        );
        yield return Of("derivatives of probabilities sum to zero", model, Sum("j", D(At("P", j), ta)), 0);
        yield return Of("score has mean zero", model, Sum("j", At("P", j) * D(Log(At("P", j)), ta)), 0);
        yield return Of(
            "entropy gradient",
            model,
            D(-Sum("j", At("P", j) * Log(At("P", j))), ta),
            -Sum("j", D(At("P", j), ta) * Log(At("P", j)))
        );
        yield return Of("ratio of gradients", model, D(-(Log(c) / (Term.One - g)), ta) * c, D(-Log(q), ta) * q);
    }
}
