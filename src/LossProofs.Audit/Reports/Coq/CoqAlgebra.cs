// Rewrites the parts of an equation until only rational functions are left, each step an equation that Coq checks.
using System.Globalization;
using System.Numerics;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>
/// Sums become combinations of sums without constant factors, exponentials products of powers of a few, logarithms sums,
/// derivatives what the rules give. Every change is a fact of its own, proved in Coq with those before it; after them both
/// sides of an equation are rational functions of the same atoms, for <c>field</c>.
/// </summary>
internal sealed class CoqAlgebra(CoqStatement statement)
{
    private const int LargestPower = 8;
    private const int LargestPrime = 10_000;

    private readonly List<(string Name, int Depth)> _facts = [];
    private readonly List<string> _steps = [];
    private readonly Dictionary<string, Polynomial> _known = new(StringComparer.Ordinal);
    private readonly List<(string Name, string Low, string High)> _bound = [];
    private readonly List<string> _roots = [];

    private CoqTerms Writer => statement.Terms;

    /// <summary>Tactics that prove the facts, each once.</summary>
    public IReadOnlyList<string> Steps => _steps;

    /// <summary>Tactics that rewrite the goal with the facts, the last one first.</summary>
    public string Rewrites => RewritesAt(0);

    /// <summary>1 where two indices are equal.</summary>
    public static Term Delta(Term left, Term right) =>
        new Piecewise([new Branch(new Compare(left, Relation.Equal, right), Term.One)], Term.Zero);

    /// <summary>The tactic that closes an equation between rational functions.</summary>
    public string Leaf => _roots.Count == 0 ? "leaf" : $"leaf_with ltac:(fun _ => field [{string.Join(' ', _roots)}])";

    /// <summary>The normal form of a term; its facts are recorded.</summary>
    /// <exception cref="NotExported">A part is not followed.</exception>
    public Polynomial Normal(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return Polynomial.Of(value);
            case Constant(ConstantKind.E):
                return Atom(Term.Exp(Term.One));
            case Negate(var x):
                return Normal(x).Times(Product.One, -Rational.One);
            case Guarded(var value, _):
                return Normal(value);
            case Add(var xs):
                return xs.Select(Normal).Aggregate(Polynomial.Zero, (sum, x) => sum.Plus(x));
            case Multiply(var xs):
                return xs.Select(Normal).Aggregate(Polynomial.Of(Rational.One), (product, x) => product.Times(x));
            case Divide(var x, var y):
                return Normal(x).Times(Raised(Normal(y), -1));
            case Power(Constant(ConstantKind.E), var y):
                return Exponential(Term.Exp(y), y);
            case Power(var x, Number({ IsInteger: true } n)) when Rational.Abs(n) <= LargestPower:
                return Raised(Normal(x), (int)n.Numerator);
            case Power(var x, var y) when Writer.IsNatural(y):
                return Atom(new Power(x, y));
            case Power(var x, var y):
            {
                var exponent = y * Term.Log(x);
                return Exponential(Term.Exp(exponent), exponent);
            }

            case Apply(Function.Exp, [var x]):
                return Exponential(term, x);
            case Apply(Function.Log, [var x]):
                return Logarithm(term, x);
            case Apply(Function.Sqrt, [var x]):
                return Root(term, x);
            case Apply(Function.StopGradient, _):
                throw new NotExported("a stopped gradient");
            case Apply(var function, [var x])
                when KnownFunctions.Of(function) is { Coq: null } known && known.Definition([x]) is { } definition:
                return Normal(definition);
            case Fold(FoldKind.Sum, _, Span, _, _):
                return Sum((Fold)term);
            case Derivative(var body, var variable):
            {
                var derived = CoqDerivative.Of(body, variable);
                var normal = Normal(derived);
                Fact(Written(term), Written(derived), "derive_law");
                return normal;
            }

            case Symbol
            or Element
            or Constant(ConstantKind.Pi):
                return Atom(term);
            case Piecewise([{ Condition: Compare(var i, Relation.Equal, var j), Value: var one }], { } zero)
                when one.IsOne() && zero.IsZero():
                return Atom(string.CompareOrdinal(Writer.Natural(i), Writer.Natural(j)) <= 0 ? term : Delta(j, i));
            default:
                return Atom(term);
        }
    }

    /// <summary>What a term's existence asks for, shown where it is a product: divisors, arguments of logarithms and roots.</summary>
    public void Signs(Term term)
    {
        foreach (var child in term.Children())
        {
            Signs(child);
        }

        var (asked, relation) = term switch
        {
            Divide(_, var divisor) => (divisor, "<>"),
            Apply(Function.Log, [var x]) => (x, "<"),
            Apply(Function.Sqrt, [var x]) => (x, "<="),
            Power(var x, Number({ IsInteger: false }) or not Number) => (x, "<"),
            _ => (null, ""),
        };
        if (asked is not (Add or Multiply or Divide) || asked.FreeNames().Any(name => statement.Known(name) is null))
        {
            return;
        }

        try
        {
            var (coefficient, product, left) = Factored(Normal(asked));
            var canonical = Polynomial.Of(coefficient).Times(Polynomial.Of(product)).Term();
            var whole = left.Constant is { } one
                ? Polynomial.Part(product, coefficient * one)
                : canonical * left.Term();
            var text = Written(asked);
            var claim = relation == "<>" ? $"{text} <> 0" : $"0 {relation} {text}";
            var step =
                $"try (assert ({claim}) by (sign_law ({text}) ({Written(whole)}) ltac:(fun _ => {Rewrites}{Leaf})))";
            if (!_steps.Contains(step))
            {
                _steps.Add(step);
            }
        }
        catch (NotExported)
        {
            // Then the prelude's own tactics are to show it.
        }
    }

    /// <summary>Whether two terms have one normal form.</summary>
    public bool AreAlike(Term one, Term other) =>
        Normal(one).Plus(Normal(other).Times(Product.One, -Rational.One)).Parts.Count == 0;

    /// <summary>Coefficient, product and what is left of a term, as one term.</summary>
    public string Factorised(Term term)
    {
        var (coefficient, product, left) = Factored(Normal(term));
        var whole = left.Constant is { } one
            ? Polynomial.Part(product, coefficient * one)
            : Polynomial.Part(product, coefficient) * left.Term();
        return Written(whole);
    }

    /// <summary>A term as text, powers as the script's first step leaves them: by exp and ln.</summary>
    public string Written(Term term) => Writer.Real(Expanded(term));

    private Term Expanded(Term term) =>
        term is Power(not Constant, var y) && y is not Number({ IsInteger: true }) && !Writer.IsNatural(y)
            ? Term.Exp(Expanded(y) * Term.Log(Expanded(((Power)term).Base)))
            : term.MapChildren(Expanded);

    private Polynomial Atom(Term atom) => Polynomial.Of(Product.One.Times(Written(atom), atom, 1));

    private Polynomial Raised(Polynomial x, int exponent)
    {
        if (exponent >= 0)
        {
            var all = Polynomial.Of(Rational.One);
            for (var i = 0; i < exponent; i++)
            {
                all = all.Times(x);
            }

            return all;
        }

        var (coefficient, product, rest) = Factored(x);
        var inverse = product.Factors.Aggregate(
            Product.One,
            (inner, factor) => inner.Times(factor.Key, factor.Value.Atom, factor.Value.Exponent * exponent)
        );
        if (rest.Constant is null)
        {
            var term = rest.Term();
            inverse = inverse.Times(Written(term), term, exponent);
        }

        return Polynomial.Zero.Plus(inverse, Rational.Pow(coefficient, exponent));
    }

    // x = coefficient · product · rest, in which no atom divides the rest and none has a negative exponent.
    private (Rational Coefficient, Product Product, Polynomial Left) Factored(Polynomial x)
    {
        if (x.Parts.Count == 0)
        {
            throw new NotExported("a division by what is 0");
        }

        var product = Product.One;
        // What was a sum comes back as one when a denominator is cleared, and may cancel.
        for (var round = 0; round < LargestPower && x.Parts.Count > 0; round++)
        {
            var keys = x.Parts.Values.SelectMany(part => part.Product.Factors.Keys).Distinct().ToList();
            var common = Product.One;
            foreach (var key in keys)
            {
                var least = x.Parts.Values.Min(part =>
                    part.Product.Factors.TryGetValue(key, out var known) ? known.Exponent : 0
                );
                if (least != 0)
                {
                    var atom = x
                        .Parts.Values.Select(part => part.Product.Factors.GetValueOrDefault(key).Atom)
                        .First(found => found is not null);
                    common = common.Times(key, atom, least);
                }
            }

            if (common.Factors.Count == 0)
            {
                break;
            }

            product = product.Times(common);
            var cleared = Polynomial.Zero;
            foreach (var (part, coefficient) in x.Parts.Values)
            {
                var left = common.Factors.Aggregate(
                    part,
                    (inner, factor) => inner.Times(factor.Key, factor.Value.Atom, -factor.Value.Exponent)
                );
                // Sums with a positive exponent are multiplied out.
                var (sums, others) = left.Split(atom => atom is Add);
                var term = Polynomial.Zero.Plus(others, coefficient);
                foreach (var (atom, exponent) in sums.Factors.Values)
                {
                    term =
                        exponent > 0
                            ? term.Times(Raised(Normal(atom), exponent))
                            : term.Times(Product.One.Times(Written(atom), atom, exponent), Rational.One);
                }

                cleared = cleared.Plus(term);
            }

            x = cleared;
        }

        if (x.Parts.Count == 0)
        {
            throw new NotExported("a division by what is 0");
        }

        if (x.Single is var (last, number))
        {
            return (number, product.Times(last), Polynomial.Of(Rational.One));
        }

        // The leading coefficient is 1.
        var lead = x.Parts.Values.First().Coefficient;
        return (lead, product, x.Times(Product.One, Rational.One / lead));
    }

    // exp(Σ c m) = Π exp(m)^c; exp(c ln a) = a^c.
    private Polynomial Exponential(Term term, Term argument)
    {
        var text = Written(term);
        if (Known(text) is { } known)
        {
            return known;
        }

        var sum = Normal(argument);
        var result = Polynomial.Of(Rational.One);
        var factors = new List<Term>();
        foreach (var (product, coefficient) in sum.Parts.Values)
        {
            if (
                coefficient.IsInteger
                && Rational.Abs(coefficient) <= LargestPower
                && product.Factors.Count == 1
                && product.Factors.Values.First() is (Apply(Function.Log, [var x]), 1)
            )
            {
                result = result.Times(Raised(Normal(x), (int)coefficient.Numerator));
                factors.Add(new Power(Term.Exp(Term.Log(x)), new Number(coefficient)));
                continue;
            }

            var (power, root) = (coefficient.Numerator, coefficient.Denominator);
            if (BigInteger.Abs(power) > LargestPower)
            {
                var whole = Term.Exp(Polynomial.Part(product, Rational.Abs(coefficient)));
                result = result.Times(Product.One.Times(Written(whole), whole, power.Sign), Rational.One);
                factors.Add(new Power(whole, power.Sign));
                continue;
            }

            var atom = Term.Exp(Polynomial.Part(product, new Rational(1, root)));
            factors.Add(new Power(atom, new Number(new Rational(power, 1))));
            if (
                root == 2
                && product.Factors.Count == 1
                && product.Factors.Values.First() is (Apply(Function.Log, [var under]), 1)
            )
            {
                result = result.Times(Raised(Rooted(new Apply(Function.Sqrt, [under]), under), (int)power));
                continue;
            }

            result = result.Times(Product.One.Times(Written(atom), atom, (int)power), Rational.One);
        }

        if (sum.Parts.Count == 0)
        {
            Fact(text, "1", "zero_law");
            return Remember(text, result);
        }

        var product1 = factors.Count == 1 ? factors[0] : new Multiply(factors.ToSequence());
        if (Written(product1) != text && Written(result.Term()) != text)
        {
            Fact(text, Written(result.Term()), $"exp_law ({Written(product1)}) ltac:(fun _ => {Inner()}{Leaf})");
        }

        return Remember(text, result);
    }

    // ln(c Π a^k) = ln c + Σ k ln a; ln exp x = x.
    private Polynomial Logarithm(Term term, Term argument)
    {
        var text = Written(term);
        if (Known(text) is { } known)
        {
            return known;
        }

        if (argument is Fold(FoldKind.Product, var index, Span range, null, var body))
        {
            var sum = new Fold(FoldKind.Sum, index, range, null, Term.Log(body));
            var logs = Normal(sum);
            Fact(text, Written(sum), "apply Prod_ln; intros; pos");
            return Remember(text, logs);
        }

        var (coefficient, product, rest) = Factored(Normal(argument));
        var result = Polynomial.Zero;
        var factors = new List<Term>();
        var plain = new List<Term>();
        if (coefficient.Sign < 0)
        {
            (coefficient, rest) = (-coefficient, rest.Times(Product.One, -Rational.One));
        }

        if (rest.Constant is { Sign: < 0 })
        {
            throw new NotExported("a logarithm of what is negative");
        }

        foreach (var (prime, power) in Primes(coefficient))
        {
            Add(new Number(prime), power);
        }

        foreach (var (atom, power) in product.Factors.Values)
        {
            if (atom is Apply(Function.Exp, [var x]))
            {
                result = result.Plus(Normal(x).Times(Product.One, power));
                factors.Add(new Power(atom, power));
                plain.Add(new Power(atom, power));
            }
            else
            {
                Add(atom, power);
            }
        }

        if (rest.Constant is null)
        {
            Add(rest.Term(), 1);
        }

        var value = Written(result.Term());
        if (value != text)
        {
            // As exp(value): the same product twice, with exp (ln a) and with a.
            string Joined(List<Term> parts) =>
                parts.Count == 0 ? "1" : Written(parts.Count == 1 ? parts[0] : new Multiply(parts.ToSequence()));
            Fact(text, value, $"ln_law ({Joined(factors)}) ({Joined(plain)}) ltac:(fun _ => {Inner()}{Leaf})");
        }

        return Remember(text, result);

        void Add(Term atom, int power)
        {
            var log = Term.Log(atom);
            result = result.Plus(Product.One.Times(Written(log), log, 1), power);
            factors.Add(new Power(Term.Exp(log), power));
            plain.Add(new Power(atom, power));
        }
    }

    private static List<(Rational Prime, int Power)> Primes(Rational value)
    {
        var found = new List<(Rational, int)>();
        foreach (var (part, sign) in new[] { (value.Numerator, 1), (value.Denominator, -1) })
        {
            var rest = BigInteger.Abs(part);
            for (var prime = 2; prime < LargestPrime && rest > 1; prime++)
            {
                var power = 0;
                while (rest % prime == 0)
                {
                    rest /= prime;
                    power++;
                }

                if (power > 0)
                {
                    found.Add((prime, sign * power));
                }
            }

            if (rest > 1)
            {
                found.Add((new Rational(rest, 1), sign));
            }
        }

        return found;
    }

    // √(c Π a^k): what is a square comes out.
    private Polynomial Root(Term term, Term argument)
    {
        var text = Written(term);
        if (Known(text) is { } known)
        {
            return known;
        }

        var (coefficient, product, rest) = Factored(Normal(argument));
        if (rest.Constant is null || coefficient.Sign < 0)
        {
            return Remember(text, Rooted(term, argument));
        }

        var result = Polynomial.Of(Rational.One);
        foreach (var (prime, power) in Primes(coefficient))
        {
            Take(new Number(prime), power);
        }

        foreach (var (atom, power) in product.Factors.Values)
        {
            Take(atom, power);
        }

        var value = Written(result.Term());
        if (value != text)
        {
            Fact(text, value, $"root_law ltac:(fun _ => {Inner()}{Leaf})");
        }

        return Remember(text, result);

        void Take(Term atom, int power)
        {
            var (whole, odd) = ((power - (power & 1)) / 2, (power & 1) == 1);
            result = result.Times(Raised(Normal(atom), whole));
            if (odd)
            {
                result = result.Times(Rooted(new Apply(Function.Sqrt, [atom]), atom));
            }
        }
    }

    private Polynomial Rooted(Term root, Term argument)
    {
        var text = Written(root);
        var name = "Q" + (_roots.Count + 1).ToString(CultureInfo.InvariantCulture);
        var square = $"{text} * {text} = {Written(argument)}";
        if (_bound.Count == 0 && !_steps.Exists(step => step.Contains($": {square})", StringComparison.Ordinal)))
        {
            _steps.Add($"assert ({name} : {square}) by (apply sqrt_sqrt; pos)");
            _roots.Add(name);
        }

        return Polynomial.Of(Product.One.Times(text, root, 1));
    }

    // Σ (c m(k) + …) = c Σ m(k) + …, with Σ m(k) [k = i] = m(i).
    private Polynomial Sum(Fold fold)
    {
        var text = Written(fold);
        if (Known(text) is { } known)
        {
            return known;
        }

        var (from, to) = (Span)fold.Range;
        var (low, high) = (Writer.Natural(from), Writer.Natural(to));
        // Bound names by what is nested below them, so that equal sums have equal texts wherever they stand.
        var index = Index(fold.Body);
        var body = fold.Body.Substitute(fold.Index, new Symbol(index));
        if (fold.Where is not null)
        {
            var where = fold.Where.Substitute(fold.Index, new Symbol(index));
            body = where is Compare(var a, Relation.NotEqual, var b)
                ? body * (Term.One - Delta(a, b))
                : throw new NotExported("a sum under a condition");
        }

        var result = Polynomial.Zero;
        var summands = new List<Term>();
        var name = "";
        var inner = "";
        Writer.Within(
            index,
            CoqSort.Natural,
            identifier =>
            {
                name = identifier;
                _bound.Add((identifier, low, high));
                var normal = Normal(body);
                foreach (var (product, coefficient) in normal.Parts.Values)
                {
                    var (moving, fixedPart) = product.Split(atom => atom.FreeNames().Contains(index));
                    var delta = moving.Factors.Values.Select(factor => factor.Atom).FirstOrDefault(IsDelta);
                    var constant = Polynomial.Part(fixedPart, coefficient);
                    var isOne = coefficient == Rational.One && fixedPart.Factors.Count == 0;
                    if (moving.Factors.Count == 0)
                    {
                        summands.Add(constant);
                        continue;
                    }

                    if (delta is Piecewise([{ Condition: Compare(var i, _, var j) }], _))
                    {
                        var place = i.Equals(new Symbol(index)) ? j : i;
                        var (_, rest) = moving.Split(atom => atom.Equals(delta));
                        var picked = Delta(new Symbol(index), place);
                        var term = rest.Factors.Count == 0 ? picked : Polynomial.Part(rest, Rational.One) * picked;
                        summands.Add(isOne ? term : constant * term);
                        continue;
                    }

                    var plain = Polynomial.Part(moving, Rational.One);
                    summands.Add(isOne ? plain : constant * plain);
                }

                inner = Inner();
                _bound.RemoveAt(_bound.Count - 1);
                return "";

                // [k = i] with another index than this sum's.
                bool IsDelta(Term atom) =>
                    atom is Piecewise([{ Condition: Compare(var i, Relation.Equal, var j) }], _)
                    && (i.Equals(new Symbol(index)) != j.Equals(new Symbol(index)));
            },
            (from, to)
        );
        // The same summands outside of the binder.
        foreach (var summand in summands)
        {
            result = result.Plus(Summed(summand, index, fold, low, high));
        }

        var value = Written(result.Term());
        if (value != text)
        {
            var sum = summands.Count switch
            {
                0 => Term.Zero,
                1 => summands[0],
                _ => new Add(summands.ToSequence()),
            };
            var split = Written(new Fold(FoldKind.Sum, index, fold.Range, null, sum));
            Fact(text, value, $"sum_law ({split}) ltac:(fun _ => {inner}{Leaf}) ltac:(fun _ => {Inner()}{Leaf})");
        }

        return Remember(text, result);
    }

    private static string Index(Term body) => string.Create(CultureInfo.InvariantCulture, $"i#{Height(body)}");

    private static int Height(Term term) =>
        term.Children().Select(Height).DefaultIfEmpty(0).Max() + (term is Fold ? 1 : 0);

    private Polynomial Summed(Term summand, string index, Fold fold, string low, string high)
    {
        var (constant, moving) =
            summand is Multiply([var c, var m]) && !c.FreeNames().Contains(index) ? (c, m) : (Term.One, summand);
        var factor = Normal(constant);
        if (!moving.FreeNames().Contains(index))
        {
            // Σ 1 is how many there are.
            if (fold.Range is Span(Number first, var last) && first.IsOne())
            {
                return factor.Times(Normal(moving)).Times(Normal(last));
            }

            throw new NotExported("a sum of what is constant, not from 1 on");
        }

        if (moving is Piecewise([{ Condition: Compare(Symbol(var only), _, _) }], _) && only == index)
        {
            return factor;
        }

        if (
            moving is Multiply([var at, Piecewise([{ Condition: Compare(Symbol(var k), _, var place) }], _)])
            && k == index
        )
        {
            return factor.Times(Normal(at.Substitute(index, place)));
        }

        var named = Index(moving);
        var rest = new Fold(FoldKind.Sum, named, fold.Range, null, moving.Substitute(index, new Symbol(named)));
        return factor.Times(Atom(rest));
    }

    private Polynomial? Known(string text) => _known.GetValueOrDefault(text);

    private Polynomial Remember(string text, Polynomial value) => _known[text] = value;

    // Rewriting below the binders that are open.
    private string Inner() => RewritesAt(_bound.Count);

    private string RewritesAt(int depth) =>
        string.Concat(
            Enumerable
                .Reverse(_facts)
                .Where(fact => fact.Depth <= depth)
                .Select(fact => $"try rewrite !{fact.Name} by lia; ")
        );

    private void Fact(string left, string right, string proof)
    {
        var name = "F" + (_facts.Count + 1).ToString(CultureInfo.InvariantCulture);
        var bound = _bound.Where(each => (left + " " + right).Contains(each.Name, StringComparison.Ordinal)).ToList();
        var binders = string.Concat(
            bound.Select(each => $"forall {each.Name} : nat, ({each.Low} <= {each.Name} <= {each.High})%nat -> ")
        );
        _steps.Add($"assert ({name} : {binders}{left} = {right}) by (intros; {proof})");
        _facts.Add((name, bound.Count == 0 ? 0 : _bound.Count));
    }
}
