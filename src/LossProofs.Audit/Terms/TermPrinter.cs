// Terms, conditions and propositions as LaTeX, for repairs and explanations.
using System.Globalization;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Terms;

/// <summary>Prints terms as LaTeX with the fewest parentheses that keep their meaning.</summary>
public static class TermPrinter
{
    /// <summary>The term as LaTeX.</summary>
    public static string Print(Term term) => Print(term, Tightness.Sum);

    /// <summary>The condition as LaTeX.</summary>
    public static string Print(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => $"{Print(left)} {Sign(relation)} {Print(right)}",
            MemberOf(var element, var set) => $"{Print(element)} \\in {set}",
            All(var conditions) => string.Join(", ", conditions.Select(Print)),
            Any(var conditions) => string.Join(@" \text{ or } ", conditions.Select(Print)),
            ForAll(var index, Span(var from, var to), var inner) =>
                $@"{Print(inner)} \text{{ for }} {index} = {Print(from)}, \ldots, {Print(to)}",
            ForAll(var index, Members(var set), var inner) => $@"{Print(inner)} \text{{ for }} {index} \in {set}",
            Not(Compare(var left, Relation.Equal, var right)) => $@"{Print(left)} \neq {Print(right)}",
            Not(var inner) => $@"\text{{not }} ({Print(inner)})",
            Said(var proposition) => Print(proposition),
            _ => throw new ArgumentException($"unknown condition {condition.GetType().Name}", nameof(condition)),
        };

    /// <summary>The proposition as LaTeX.</summary>
    public static string Print(Proposition proposition) =>
        proposition switch
        {
            Comparison(var left, var relation, var right) => $"{Print(left)} {Sign(relation)} {Print(right)}",
            Implication(var premises, var conclusion) =>
                $@"{string.Join(", ", premises.Select(Print))} \Rightarrow {Print(conclusion)}",
            Equivalence(var left, var right) => $@"{Print(left)} \Leftrightarrow {Print(right)}",
            // f = g + O(h) is kept as f − g.
            Rate(Add([var left, Negate(var right)]), var bound, var variable, var point, var side) =>
                $@"{Print(left)} = {Print(right)} + O\left({Print(bound)}\right) \quad ({Approach(variable, point, side)})",
            Rate(var left, var bound, var variable, var point, var side) =>
                $@"{Print(left)} = O\left({Print(bound)}\right) \quad ({Approach(variable, point, side)})",
            Approximation(var left, var right, null) => $@"{Print(left)} \approx {Print(right)}",
            Approximation(var left, var right, var regime) =>
                $@"{Print(left)} \approx {Print(right)} \quad ({Approach(regime.Variable, regime.Point, regime.Side)})",
            Proportionality(var left, var right, _) => $@"{Print(left)} \propto {Print(right)}",
            OptimumAt(ExtremumKind.Min or ExtremumKind.ArgMin, var variable, var body, var point) =>
                $@"\arg\min_{{{variable}}} {Print(body, Tightness.Product)} = {Print(point)}",
            OptimumAt(_, var variable, var body, var point) =>
                $@"\arg\max_{{{variable}}} {Print(body, Tightness.Product)} = {Print(point)}",
            Convexity(var body, var variable, var concave) =>
                $@"{Print(body)} \text{{ is {(concave ? "concave" : "convex")} in }} {variable}",
            Membership(var element, var domain) => $@"{Print(element)} \in {Print(domain)}",
            _ => throw new ArgumentException($"unknown proposition {proposition.GetType().Name}", nameof(proposition)),
        };

    /// <summary>The domain in the notation of the field.</summary>
    public static string Print(Domain domain) =>
        domain switch
        {
            RealInterval(null, _, null, _) => @"\mathbb{R}",
            RealInterval(var lower, var lowerClosed, var upper, var upperClosed) =>
                $"{(lowerClosed ? '[' : '(')}{lower?.ToString() ?? @"-\infty"}, {upper?.ToString() ?? @"\infty"}{(upperClosed ? ']' : ')')}",
            Integers(var lower, var upper) =>
                $@"\{{{(lower is null ? @"\ldots" : Print(lower))}, \ldots, {(upper is null ? "" : Print(upper))}\}}",
            Finite(var values) => $@"\{{{string.Join(", ", values)}\}}",
            ProbabilityVector(var strict) => strict
                ? @"\text{positive probability vectors}"
                : @"\text{probability vectors}",
            OneHot => @"\text{one-hot vectors}",
            ZeroSum => @"\text{vectors that sum to zero}",
            IndexSet(var size, _, _) => $@"\text{{subsets of }} 1, \ldots, {Print(size)}",
            SmoothFunction => @"\text{smooth functions}",
            _ => domain.ToString(),
        };

    /// <summary>The term, in parentheses where it is looser than its place asks for.</summary>
    internal static string Print(Term term, Tightness least)
    {
        var (text, tightness) = Render(term);
        return tightness >= least ? text : $@"\left({text}\right)";
    }

    private static (string Text, Tightness Tightness) Render(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return value.IsInteger ? (value.ToString(), value.Sign < 0 ? Tightness.Sum : Tightness.Atom)
                    : value.Sign < 0
                        ? (
                            "-"
                                + Fraction(
                                    (-value).Numerator.ToString(CultureInfo.InvariantCulture),
                                    value.Denominator.ToString(CultureInfo.InvariantCulture)
                                ),
                            Tightness.Sum
                        )
                    : (
                        Fraction(
                            value.Numerator.ToString(CultureInfo.InvariantCulture),
                            value.Denominator.ToString(CultureInfo.InvariantCulture)
                        ),
                        Tightness.Prefix
                    );
            case Constant(var kind):
                return (
                    kind switch
                    {
                        ConstantKind.Pi => @"\pi",
                        ConstantKind.E => "e",
                        _ => @"\infty",
                    },
                    Tightness.Atom
                );
            case Symbol(var name):
                return (name, Tightness.Atom);
            case Negate(var operand):
                return ("-" + Print(operand, Tightness.Product), Tightness.Sum);
            case Add(var operands):
                return (Sum(operands), Tightness.Sum);
            case Multiply(var operands):
                return (Product(operands), Tightness.Product);
            case Divide(var numerator, var denominator):
                return (Fraction(Print(numerator), Print(denominator)), Tightness.Prefix);
            case Power(Constant(ConstantKind.E), var exponent):
                return ($"e^{{{Print(exponent)}}}", Tightness.Power);
            case Power(var @base, var exponent):
                return ($"{Print(@base, Tightness.Atom)}^{{{Print(exponent)}}}", Tightness.Power);
            case Apply(var function, var arguments):
                return KnownFunctions.Of(function).Print(arguments);
            case Call(var name, var arguments):
                return ($@"{name}\left({List(arguments)}\right)", Tightness.Atom);
            case Element(Symbol(var name), var indices):
                return ($"{name}_{{{List(indices)}}}", Tightness.Atom);
            case Element(var array, var indices):
                return ($@"\left({Print(array)}\right)_{{{List(indices)}}}", Tightness.Atom);
            case Guarded(var value, _):
                return Render(value);
            case Listed(var elements):
                return ($@"\left({List(elements)}\right)", Tightness.Atom);
            case Tabulate(var index, var length, var body):
                return ($@"\left({Print(body)}\right)_{{{index} = 1, \ldots, {Print(length)}}}", Tightness.Atom);
            case Fold(var kind, var index, var range, var where, var body):
                return (Folded(kind, index, range, where, body), Tightness.Product);
            case Piecewise(var branches, var otherwise):
                return (Cases(branches, otherwise), Tightness.Atom);
            case Derivative(var body, var variable):
                return (
                    $@"\frac{{\partial}}{{\partial {Print(variable)}}} {Print(body, Tightness.Prefix)}",
                    Tightness.Product
                );
            case Gradient(var body, var variable):
                return ($@"\nabla_{{{variable}}} {Print(body, Tightness.Prefix)}", Tightness.Product);
            case Hessian(var body, var variable):
                return ($@"\nabla_{{{variable}}}^2 {Print(body, Tightness.Prefix)}", Tightness.Product);
            case At(var body, var variable, var value):
                return ($@"\left. {Print(body)} \right|_{{{Print(variable)} = {Print(value)}}}", Tightness.Atom);
            case Limit when Series.Of(term) is { Range: Span(var from, _) } fold:
                return (
                    Folded(fold.Kind, fold.Index, new Span(from, Term.Infinity), null, fold.Body),
                    Tightness.Product
                );
            case Limit(var body, var variable, var point, var side):
                return (
                    $@"\lim_{{{Approach(variable, point, side)}}} {Print(body, Tightness.Product)}",
                    Tightness.Product
                );
            case Integral(var body, var variable, var lower, var upper):
                return (
                    $@"\int_{{{Print(lower)}}}^{{{Print(upper)}}} {Print(body, Tightness.Product)} \, d{variable}",
                    Tightness.Product
                );
            case Extremum(var kind, var variable, var body):
                var name2 = kind switch
                {
                    ExtremumKind.Max => @"\max",
                    ExtremumKind.Min => @"\min",
                    ExtremumKind.Sup => @"\sup",
                    ExtremumKind.Inf => @"\inf",
                    ExtremumKind.ArgMax => @"\arg\max",
                    _ => @"\arg\min",
                };
                return ($"{name2}_{{{variable}}} {Print(body, Tightness.Product)}", Tightness.Product);
            default:
                throw new ArgumentException($"unknown term {term.GetType().Name}", nameof(term));
        }
    }

    private static string Sum(Sequence<Term> operands)
    {
        var text = "";
        foreach (var operand in operands)
        {
            var (negative, magnitude) = operand switch
            {
                Negate(var inner) => (true, inner),
                Number(var value) when value.Sign < 0 => (true, new Number(-value)),
                _ => (false, operand),
            };
            var printed = Print(magnitude, negative ? Tightness.Product : Tightness.Sum);
            text +=
                text.Length == 0
                    ? (negative ? "-" : "") + printed
                    : (negative ? " - " : " + ") + (magnitude is Add ? $@"\left({printed}\right)" : printed);
        }

        return text.Length == 0 ? "0" : text;
    }

    private static string Product(Sequence<Term> operands)
    {
        var text = "";
        for (var at = 0; at < operands.Count; at++)
        {
            // What swallows everything to its right (a sum sign, a limit) is enclosed unless it stands last.
            var swallows = operands[at] is Fold or Limit or Integral or Extremum or Derivative or Gradient or Hessian;
            var factor = Print(
                operands[at],
                swallows && at < operands.Count - 1 ? Tightness.Prefix : Tightness.Product
            );
            text += text.Length == 0 ? factor : (char.IsAsciiDigit(factor[0]) ? @" \cdot " : " ") + factor;
        }

        return text.Length == 0 ? "1" : text;
    }

    private static string Folded(FoldKind kind, string index, IndexRange range, Condition? where, Term body)
    {
        var (lower, upper) = range switch
        {
            Span(var from, var to) => ($"{index}={Print(from)}", $"^{{{Print(to)}}}"),
            Members(var set) => ($@"{index} \in {set}", ""),
            _ => (index, ""),
        };
        if (where is not null)
        {
            lower += ", " + Print(where);
        }

        var sign = kind switch
        {
            FoldKind.Sum => @"\sum",
            FoldKind.Product => @"\prod",
            FoldKind.Max => @"\max",
            FoldKind.Min => @"\min",
            FoldKind.ArgMax => @"\arg\max",
            FoldKind.ArgMin => @"\arg\min",
            _ => @"\log \sum",
        };
        var inner = Print(body, Tightness.Product);
        return $"{sign}_{{{lower}}}{upper} {(kind == FoldKind.LogSumExp ? $"e^{{{Print(body)}}}" : inner)}";
    }

    private static string Cases(Sequence<Branch> branches, Term? otherwise)
    {
        var rows = branches.Select(branch => $"{Print(branch.Value)}, & {Print(branch.Condition)}");
        if (otherwise is not null)
        {
            rows = rows.Append($@"{Print(otherwise)}, & \text{{otherwise}}");
        }

        return $@"\begin{{cases}} {string.Join(@" \\ ", rows)} \end{{cases}}";
    }

    private static string Approach(string variable, Term point, Side side) =>
        $@"{variable} \to {Print(point)}{(side == Side.Above ? "^+" : side == Side.Below ? "^-" : "")}";

    private static string Fraction(string numerator, string denominator) => $@"\frac{{{numerator}}}{{{denominator}}}";

    private static string List(Sequence<Term> terms) => string.Join(", ", terms.Select(Print));

    private static string Sign(Relation relation) =>
        relation switch
        {
            Relation.Equal => "=",
            Relation.NotEqual => @"\neq",
            Relation.Less => "<",
            Relation.LessOrEqual => @"\le",
            Relation.Greater => ">",
            _ => @"\ge",
        };
}

/// <summary>How tightly a printed term holds together, loosest first.</summary>
internal enum Tightness
{
    /// <summary>A sum, or what begins with a minus sign.</summary>
    Sum,

    /// <summary>A product, or what swallows the factors to its right.</summary>
    Product,

    /// <summary>A function before its argument, a fraction.</summary>
    Prefix,

    /// <summary>A power.</summary>
    Power,

    /// <summary>What needs no parentheses anywhere.</summary>
    Atom,
}
