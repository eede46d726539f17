// Terms as LaTeX: repairs, and what explain shows.
using System.Globalization;
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>Prints terms, conditions and propositions as LaTeX that reads back to the same meaning.</summary>
public static class TermPrinter
{
    // How tightly a printed form binds: what stands in a looser place gets parentheses.
    private const int Sum = 1;
    private const int Product = 2;
    private const int Prefix = 3;
    private const int Postfix = 4;
    private const int Closed = 5;

    /// <summary>The term as LaTeX.</summary>
    public static string Latex(Term term) => Print(term).Text;

    /// <summary>The condition as LaTeX.</summary>
    public static string Latex(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => $"{Latex(left)} {Sign(relation)} {Latex(right)}",
            MemberOf(var element, var set) => $"{Latex(element)} \\in {set}",
            All(var conditions) => string.Join(", ", conditions.Select(Latex)),
            Any(var conditions) => string.Join(@" \text{ or } ", conditions.Select(Latex)),
            Not(MemberOf(var element, var set)) => $"{Latex(element)} \\notin {set}",
            Not(var inner) => $@"\neg({Latex(inner)})",
            ForAll(var index, var range, var inner) => $@"{Latex(inner)} \quad \forall {index} \in {Latex(range)}",
            _ => "?",
        };

    /// <summary>The proposition as LaTeX.</summary>
    public static string Latex(Proposition proposition) =>
        proposition switch
        {
            Comparison(var left, var relation, var right) => $"{Latex(left)} {Sign(relation)} {Latex(right)}",
            Implication(var premises, var conclusion) =>
                $@"{string.Join(", ", premises.Select(Latex))} \Rightarrow {Latex(conclusion)}",
            Equivalence(var left, var right) => $@"{Latex(left)} \Leftrightarrow {Latex(right)}",
            Rate(var left, var bound, var variable, var point, _) =>
                $@"{Latex(left)} = O({Latex(bound)}) \quad ({variable} \to {Latex(point)})",
            Approximation(var left, var right, _) => $@"{Latex(left)} \approx {Latex(right)}",
            Proportionality(var left, var right, _) => $@"{Latex(left)} \propto {Latex(right)}",
            OptimumAt(var kind, var variable, var body, var point) =>
                $@"{Latex(point)} = \arg\{(kind is ExtremumKind.Min or ExtremumKind.ArgMin ? "min" : "max")}_{{{variable}}} {Latex(body)}",
            Convexity(var body, var variable, var concave) =>
                $@"{Latex(body)} \text{{ is {(concave ? "concave" : "convex")} in }} {variable}",
            Membership(var element, var domain) => $@"{Latex(element)} \in {Latex(domain)}",
            _ => "?",
        };

    /// <summary>The sign of a relation as LaTeX.</summary>
    public static string Sign(Relation relation) =>
        relation switch
        {
            Relation.Equal => "=",
            Relation.NotEqual => @"\neq",
            Relation.Less => "<",
            Relation.LessOrEqual => @"\leq",
            Relation.Greater => ">",
            _ => @"\geq",
        };

    private static string Latex(Domain domain) =>
        domain switch
        {
            RealInterval(null, _, null, _) => @"\mathbb{R}",
            RealInterval(var lower, var lowerClosed, var upper, var upperClosed) => (lowerClosed ? "[" : "(")
                + (lower is { } a ? Latex(new Number(a)) : @"-\infty")
                + ", "
                + (upper is { } b ? Latex(new Number(b)) : @"\infty")
                + (upperClosed ? "]" : ")"),
            Finite(var values) => @"\{" + string.Join(", ", values.Select(value => Latex(new Number(value)))) + @"\}",
            _ => @"\mathbb{Z}",
        };

    private static string Latex(IndexRange range) =>
        range switch
        {
            Span(var from, var to) => $@"\{{{Latex(from)}, \ldots, {Latex(to)}\}}",
            Members(var set) => set,
            _ => "?",
        };

    private static (string Text, int Binding) Print(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return Print(value);
            case Constant(var kind):
                return (
                    kind switch
                    {
                        ConstantKind.Pi => @"\pi",
                        ConstantKind.E => "e",
                        _ => @"\infty",
                    },
                    Closed
                );
            case Symbol(var name):
                return (name, Closed);
            case Negate(var x):
                return ("-" + In(x, Product), Sum);
            case Add(var xs):
                return (
                    string.Concat(
                        xs.Select(
                            (x, at) =>
                                x is Negate(var inner) ? (at == 0 ? "-" : " - ") + In(inner, Product)
                                : x is Number { Value: { Sign: < 0 } value }
                                    ? (at == 0 ? "" : " ") + (at == 0 ? Print(value).Text : "- " + Print(-value).Text)
                                : (at == 0 ? "" : " + ") + In(x, Product)
                        )
                    ),
                    Sum
                );
            case Multiply(var xs):
                return (
                    string.Join(
                        " ",
                        xs.Select((x, at) => (at > 0 && StartsWithDigit(x) ? @"\cdot " : "") + In(x, Prefix))
                    ),
                    Product
                );
            case Divide(var x, var y):
                return ($@"\frac{{{Latex(x)}}}{{{Latex(y)}}}", Closed);
            case Power(var x, var y):
                return ($"{In(x, Closed)}^{{{Latex(y)}}}", Postfix);
            case Apply(var function, var arguments):
                return Print(function, arguments);
            case Call(var name, var arguments):
                return ($"{name}({string.Join(", ", arguments.Select(Latex))})", Closed);
            case Element(var array, var indices):
                return (
                    $"{In(array, Closed)}_{{{string.Join(indices.All(i => i is Symbol { Name.Length: 1 }) ? "" : ", ", indices.Select(Latex))}}}",
                    Closed
                );
            case Listed(var entries):
                return ($"({string.Join(", ", entries.Select(Latex))})", Closed);
            case Tabulate(var index, var length, var body):
                return ($@"\left({Latex(body)}\right)_{{{index}=1}}^{{{Latex(length)}}}", Closed);
            case Fold fold:
                return Print(fold);
            case Piecewise(var branches, var otherwise):
            {
                var rows = branches.Select(branch => $"{Latex(branch.Value)}, & {Latex(branch.Condition)}");
                rows = otherwise is null ? rows : rows.Append($@"{Latex(otherwise)}, & \text{{otherwise}}");
                return ($@"\begin{{cases}} {string.Join(@" \\ ", rows)} \end{{cases}}", Closed);
            }
            case Derivative(var body, var variable):
                return ($@"\frac{{\partial}}{{\partial {Latex(variable)}}} {In(body, Prefix)}", Product);
            case Gradient(var body, var variable):
                return ($@"\nabla_{{{variable}}} {In(body, Prefix)}", Product);
            case Hessian(var body, var variable):
                return ($@"\nabla_{{{variable}}}^2 {In(body, Prefix)}", Product);
            case At(var body, var variable, var value):
                return ($@"\left. {Latex(body)} \right|_{{{Latex(variable)} = {Latex(value)}}}", Product);
            case Guarded(var value, _):
                return Print(value);
            case Limit(var body, var variable, var point, var side):
            {
                var from = side switch
                {
                    Side.Above => "^+",
                    Side.Below => "^-",
                    _ => "",
                };
                return ($@"\lim_{{{variable} \to {Latex(point)}{from}}} {In(body, Prefix)}", Product);
            }
            case Integral(var body, var variable, var lower, var upper):
                return ($@"\int_{{{Latex(lower)}}}^{{{Latex(upper)}}} {In(body, Product)} \, d{variable}", Product);
            case Extremum(var kind, var variable, var body):
            {
                var name = kind switch
                {
                    ExtremumKind.Max => @"\max",
                    ExtremumKind.Min => @"\min",
                    ExtremumKind.ArgMax => @"\arg\max",
                    _ => @"\arg\min",
                };
                return ($"{name}_{{{variable}}} {In(body, Prefix)}", Product);
            }
            default:
                return ("?", Closed);
        }
    }

    private static (string Text, int Binding) Print(Rational value)
    {
        if (value.IsInteger)
        {
            return (value.Numerator.ToString(CultureInfo.InvariantCulture), value.Sign < 0 ? Sum : Closed);
        }

        var (sign, numerator) = value.Sign < 0 ? ("-", -value.Numerator) : ("", value.Numerator);
        return (
            string.Create(CultureInfo.InvariantCulture, $@"{sign}\frac{{{numerator}}}{{{value.Denominator}}}"),
            value.Sign < 0 ? Sum : Closed
        );
    }

    private static (string Text, int Binding) Print(Function function, Sequence<Term> arguments)
    {
        var x = arguments[0];
        return function switch
        {
            Function.Exp => ($"e^{{{Latex(x)}}}", Postfix),
            Function.Sqrt => ($@"\sqrt{{{Latex(x)}}}", Closed),
            Function.Abs => ($@"\left|{Latex(x)}\right|", Closed),
            Function.Cardinality => ($"|{Latex(x)}|", Closed),
            Function.Factorial => ($"{In(x, Closed)}!", Postfix),
            Function.StopGradient => ($@"\text{{sg}}\left[{Latex(x)}\right]", Closed),
            Function.Sigmoid => ($@"\sigma\left({Latex(x)}\right)", Closed),
            Function.Log
            or Function.Sin
            or Function.Cos
            or Function.Tan
            or Function.Tanh
            or Function.Sinh
            or Function.Cosh => (
                $@"\{function.ToString().ToLowerInvariant()}{(x is Symbol or Element(Symbol, _) ? " " + Latex(x) : $@"\left({Latex(x)}\right)")}",
                Prefix
            ),
            Function.Log2 => ($@"\log_2\left({Latex(x)}\right)", Prefix),
            Function.Log10 => ($@"\log_{{10}}\left({Latex(x)}\right)", Prefix),
            Function.Max => ($@"\max\left({string.Join(", ", arguments.Select(Latex))}\right)", Closed),
            Function.Min => ($@"\min\left({string.Join(", ", arguments.Select(Latex))}\right)", Closed),
            Function.Gamma => ($@"\Gamma\left({Latex(x)}\right)", Closed),
            Function.Atan => ($@"\arctan\left({Latex(x)}\right)", Closed),
            _ => ($@"\operatorname{{{function.ToString().ToLowerInvariant()}}}\left({Latex(x)}\right)", Closed),
        };
    }

    private static (string Text, int Binding) Print(Fold fold)
    {
        var sign = fold.Kind switch
        {
            FoldKind.Sum => @"\sum",
            FoldKind.Product => @"\prod",
            FoldKind.Max => @"\max",
            FoldKind.Min => @"\min",
            FoldKind.LogSumExp => @"\operatorname{logsumexp}",
            FoldKind.ArgMax => @"\arg\max",
            _ => @"\arg\min",
        };
        var bounds = fold.Range switch
        {
            Span(_, var to) when fold.Where is not null => $"_{{{Latex(fold.Where)}}}^{{{Latex(to)}}}",
            Span(var from, var to) => $"_{{{fold.Index}={Latex(from)}}}^{{{Latex(to)}}}",
            Members(var set) => $@"_{{{fold.Index} \in {set}{(fold.Where is null ? "" : ", " + Latex(fold.Where))}}}",
            _ => "",
        };
        return ($"{sign}{bounds} {In(fold.Body, Product)}", Product);
    }

    private static bool StartsWithDigit(Term term) =>
        term switch
        {
            Number(var value) => value.Sign >= 0 && value.IsInteger,
            Power(var x, _) => StartsWithDigit(x),
            _ => false,
        };

    private static string In(Term term, int binding)
    {
        var (text, own) = Print(term);
        // A sum sign reaches as far as it can: inside of a product it stands last or in parentheses.
        return own >= binding ? text : $@"\left({text}\right)";
    }
}
