// Identities by exact means: both sides at one random point of a prime field, exponentials, logarithms and sums over
// symbolic ranges being independent unknowns once they are in a common form.
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// Evaluates terms as rational functions of atoms (symbols, exp of monomials, log of what does not factor, sums over a
/// range of a monomial, …) at a random point of the field with 2^127 − 1 elements. Sides that differ as rational
/// functions of degree below 2^20 agree there with probability below 2^−106. Sides that agree are equal wherever they
/// are defined: the rewriting into atoms uses only laws that hold there (with log |x| for log x).
/// </summary>
public sealed partial class Algebra(Problem problem)
{
    private const int MostMonomials = 600;

    // exp(c·m) is a power of the atom exp(m/5040) for every coefficient c whose denominator divides 5040 = 7!.
    private const int Denominator = 5040;

    private static readonly BigInteger s_prime = (BigInteger.One << 127) - 1;

    // Points that must agree where square roots are taken in the field, and how many roots such points are looked for.
    private const int RootPoints = 24;
    private const int MostRoots = 3;

    private readonly Dictionary<string, BigInteger> _atoms = [];
    private readonly List<(string Name, BigInteger Value, string Range)> _bound = [];
    private int _work;

    // Which random point; at point 0 square roots are unknowns.
    private int _point;
    private readonly HashSet<BigInteger> _roots = [];
    private bool _rootless;

    /// <summary>True when the two sides are the same rational function of the atoms (entry by entry for arrays).</summary>
    public bool AreEqual(Term left, Term right)
    {
        _roots.Clear();
        if (AreEqualHere(left, right))
        {
            return true;
        }

        return _roots.Count is > 0 and <= MostRoots && AreEqualWithRoots(left, right);
    }

    // Square roots as unknowns of their own do not know that √u·√u = u. At points where every u has a square root in the
    // field, one of the two is taken for √u; each such point gives a wrong sign away with probability one half at least.
    private bool AreEqualWithRoots(Term left, Term right)
    {
        var spent = _work;
        var agreed = 0;
        try
        {
            for (_point = 1; _point < 40 << MostRoots && agreed < RootPoints; _point++)
            {
                _atoms.Clear();
                (_work, _rootless) = (0, false);
                var equal = AreEqualHere(left, right);
                if (_rootless)
                {
                    continue;
                }

                if (!equal)
                {
                    return false;
                }

                agreed++;
            }
        }
        finally
        {
            _atoms.Clear();
            (_point, _work) = (0, spent);
        }

        return agreed == RootPoints;
    }

    private bool AreEqualHere(Term left, Term right)
    {
        try
        {
            for (var axis = 0; Rank(left) > 0 || Rank(right) > 0; axis++)
            {
                if (axis > 3)
                {
                    return false;
                }

                Term index = new Symbol($"entry{axis}#");
                (left, right) = (Entry(left, index), Entry(right, index));
            }

            return (Value(left) - Value(right)) % s_prime == 0 || Value(Merged(left, right)).IsZero;
        }
        catch (NotAlgebraic)
        {
            return false;
        }
    }

    // left − right with the sums over one range put together: Σ a_j − Σ b_j = Σ (a_j − b_j), which may vanish term by term.
    private Term Merged(Term left, Term right)
    {
        var sums = new List<Fold>();
        var rest = new List<Term>();
        Take(left, false);
        Take(right, true);
        foreach (var group in sums.GroupBy(sum => (RangeKey(sum.Range), sum.Where is null)))
        {
            if (!group.Key.Item2)
            {
                rest.AddRange(group);
                continue;
            }

            var first = group.First();
            rest.Add(
                first with
                {
                    Body = Simplifying.Sum([
                        .. group.Select(sum => sum.Body.Substitute(sum.Index, new Symbol(first.Index))),
                    ]),
                }
            );
        }

        return Simplifying.Sum([.. rest]);

        void Take(Term term, bool negative)
        {
            switch (term)
            {
                case Add(var xs):
                    foreach (var x in xs)
                    {
                        Take(x, negative);
                    }

                    break;
                case Negate(var x):
                    Take(x, !negative);
                    break;
                case Guarded(var value, _):
                    Take(value, negative);
                    break;
                case Fold { Kind: FoldKind.Sum } sum:
                    sums.Add(negative ? sum with { Body = Simplifying.Negative(sum.Body) } : sum);
                    break;
                default:
                    rest.Add(negative ? Simplifying.Negative(term) : term);
                    break;
            }
        }
    }

    /// <summary>True when the term is zero as a rational function of the atoms.</summary>
    public bool IsZero(Term term) => AreEqual(term, Term.Zero);

    /// <summary>
    /// The term as a sum of products with equal products collected and those that cancel dropped; the term itself where
    /// it cannot be expanded.
    /// </summary>
    public Term Collect(Term term)
    {
        try
        {
            if (Rank(term) > 0)
            {
                return term;
            }

            var order = new List<BigInteger>();
            var collected = new Dictionary<BigInteger, (Rational Coefficient, Sequence<Term> Factors)>();
            foreach (var (coefficient, factors) in Expand(term))
            {
                var value = factors.Aggregate(BigInteger.One, (product, factor) => product * Value(factor) % s_prime);
                if (collected.TryGetValue(value, out var known))
                {
                    collected[value] = (known.Coefficient + coefficient, Shorter(known.Factors, factors));
                }
                else
                {
                    order.Add(value);
                    collected.Add(value, (coefficient, factors.ToSequence()));
                }
            }

            return Simplifying.Sum([
                .. order
                    .Select(value => collected[value])
                    .Where(monomial => monomial.Coefficient.Sign != 0)
                    .Select(monomial => Simplifying.Product([monomial.Coefficient, .. Reduced(monomial.Factors)])),
            ]);
        }
        catch (NotAlgebraic)
        {
            return term;
        }

        static Sequence<Term> Shorter(Sequence<Term> known, List<Term> factors) =>
            known.Count <= factors.Count ? known : factors.ToSequence();
    }

    /// <summary>The addends of the term without those that cancel; products are not multiplied out.</summary>
    public Term Cancelled(Term term)
    {
        try
        {
            var addends = new List<(BigInteger Value, Term Term)>();
            Take(term, false);
            return Simplifying.Sum([.. addends.Select(addend => addend.Term)]);

            void Take(Term part, bool negative)
            {
                switch (part)
                {
                    case Add(var xs):
                        foreach (var x in xs)
                        {
                            Take(x, negative);
                        }

                        return;
                    case Negate(var x):
                        Take(x, !negative);
                        return;
                    case Guarded(var value, _):
                        Take(value, negative);
                        return;
                }

                var signed = negative ? Simplifying.Negative(part) : part;
                var size = Value(signed);
                var opposite = addends.FindIndex(addend => (addend.Value + size) % s_prime == 0);
                if (opposite >= 0)
                {
                    addends.RemoveAt(opposite);
                }
                else if (!size.IsZero)
                {
                    addends.Add((size, signed));
                }
            }
        }
        catch (NotAlgebraic)
        {
            return term;
        }
    }

    // x · x⁻¹ cancels; equal bases collect their integer exponents.
    private static IEnumerable<Term> Reduced(Sequence<Term> factors)
    {
        var powers = new List<(Term Base, int Exponent)>();
        foreach (var factor in factors)
        {
            var (at, exponent) =
                factor is Power(var inner, Number({ IsInteger: true } n)) && Rational.Abs(n) <= 64
                    ? (inner, (int)n.Numerator)
                    : (factor, 1);
            var known = powers.FindIndex(power => power.Base.Equals(at));
            if (known >= 0)
            {
                powers[known] = (at, powers[known].Exponent + exponent);
            }
            else
            {
                powers.Add((at, exponent));
            }
        }

        return powers
            .Where(power => power.Exponent != 0)
            .Select(power => power.Exponent == 1 ? power.Base : new Power(power.Base, power.Exponent));
    }

    private static BigInteger Modulo(BigInteger value)
    {
        var rest = value % s_prime;
        return rest.Sign < 0 ? rest + s_prime : rest;
    }

    private static BigInteger Of(Rational value) =>
        Modulo(value.Numerator) * Inverse(Modulo(value.Denominator)) % s_prime;

    private static BigInteger Inverse(BigInteger value) =>
        value.IsZero ? throw new NotAlgebraic() : BigInteger.ModPow(value, s_prime - 2, s_prime);

    private static BigInteger PowerOf(BigInteger value, BigInteger exponent) =>
        exponent.Sign >= 0
            ? BigInteger.ModPow(value, exponent, s_prime)
            : BigInteger.ModPow(Inverse(value), -exponent, s_prime);

    // A random field element for what the key names: the same for the same key.
    private BigInteger Atom(string key)
    {
        if (!_atoms.TryGetValue(key, out var value))
        {
            value = Modulo(
                new BigInteger(
                    SHA256.HashData(Encoding.UTF8.GetBytes(_point == 0 ? key : $"{key} at {_point}")),
                    isUnsigned: true
                )
            );
            _atoms.Add(key, value);
        }

        return value;
    }

    private BigInteger Value(Term term)
    {
        if (++_work > 100_000)
        {
            throw new NotAlgebraic();
        }

        switch (term)
        {
            case Number(var value):
                return Of(value);
            case Constant(ConstantKind.Pi):
                return Atom("π");
            case Constant(ConstantKind.E):
                return ExpOf(Term.One);
            case Symbol(var name):
                return Bound(name)
                    ?? (
                        problem.Variable(name) is { Dimensions.Count: > 0 }
                            ? throw new NotAlgebraic()
                            : Atom("symbol " + name)
                    );
            case Negate(var x):
                return Modulo(-Value(x));
            case Add(var xs):
                return Modulo(xs.Aggregate(BigInteger.Zero, (sum, x) => sum + Value(x)));
            case Multiply(var xs):
                return xs.Aggregate(BigInteger.One, (product, x) => product * Value(x) % s_prime);
            case Divide(var x, var y):
                return Value(x) * Inverse(Value(y)) % s_prime;
            case Power(Constant(ConstantKind.E), var y):
                return ExpOf(y);
            case Power(var x, Number({ IsInteger: true } n)) when Rational.Abs(n) <= 1000:
                return PowerOf(Value(x), n.Numerator);
            case Power(var x, var y):
                return ExpOf(Simplifying.Product(y, LogTerm(x)));
            case Guarded(var value, _):
                return Value(value);
            case Element(var array, var indices):
                return ElementOf(array, indices);
            case Apply(var function, var arguments):
                return Value(function, arguments);
            case Fold fold:
                return Value(fold);
            case Piecewise(var branches, var otherwise):
                return Cases(branches, otherwise);
            default:
                throw new NotAlgebraic();
        }
    }

    private BigInteger? Bound(string name)
    {
        var at = _bound.FindLastIndex(bound => bound.Name == name);
        return at >= 0 ? _bound[at].Value : null;
    }

    private BigInteger ElementOf(Term array, Sequence<Term> indices)
    {
        var simplified = Simplifying.ElementOf(array, indices);
        if (simplified is not Element(Symbol(var name), var places))
        {
            return simplified is Element ? throw new NotAlgebraic() : Value(simplified);
        }

        var keys = places.Select(place => Value(place).ToString(CultureInfo.InvariantCulture)).ToList();
        if (problem.Variable(name) is { Symmetric: true } && keys.Count >= 2)
        {
            keys.Sort(keys.Count - 2, 2, StringComparer.Ordinal);
        }

        return Atom($"element {name} {string.Join(",", keys)}");
    }

    private BigInteger Value(Function function, Sequence<Term> arguments)
    {
        if (function is Function.Max or Function.Min)
        {
            var values = arguments.Select(Key).Distinct().Order(StringComparer.Ordinal).ToList();
            return values.Count == 1 ? Value(arguments[0]) : Atom($"{function} {string.Join(",", values)}");
        }

        if (function == Function.Cardinality && arguments is [Symbol(var set)])
        {
            return Atom("cardinality " + set);
        }

        if (arguments is not [var x])
        {
            throw new NotAlgebraic();
        }

        switch (function)
        {
            case Function.Exp:
                return ExpOf(x);
            case Function.Log:
                return LogOf(x);
            case Function.Log2:
                return LogOf(x) * Inverse(LogOf(2)) % s_prime;
            case Function.Log10:
                return LogOf(x) * Inverse(LogOf(10)) % s_prime;
            case Function.Sqrt:
                return ExpOf(Simplifying.Product(new Rational(1, 2), LogTerm(x)));
            case Function.StopGradient:
                return Value(x);
            case Function.Sigmoid:
                return Inverse(Modulo(1 + ExpOf(Simplifying.Negative(x))));
            case Function.Softplus:
                return LogOf(Term.One + Term.Exp(x));
            case Function.Sinh:
                return Of(new Rational(1, 2)) * Modulo(ExpOf(x) - ExpOf(Simplifying.Negative(x))) % s_prime;
            case Function.Cosh:
                return Of(new Rational(1, 2)) * (ExpOf(x) + ExpOf(Simplifying.Negative(x))) % s_prime;
            case Function.Tanh:
            {
                var squared = ExpOf(Simplifying.Product(2, x));
                return Modulo(squared - 1) * Inverse(Modulo(squared + 1)) % s_prime;
            }
            case Function.Abs:
                return AbsOf(x);
            case Function.Length:
                throw new NotAlgebraic();
            default:
                return Atom($"{function} {Key(x)}");
        }
    }

    private string Key(Term term) => Value(term).ToString(CultureInfo.InvariantCulture);

    // |xy| = |x||y|; |x| = x where the range says so; otherwise an atom that does not see the sign.
    private BigInteger AbsOf(Term x)
    {
        switch (x)
        {
            case Negate(var inner):
                return AbsOf(inner);
            case Multiply(var xs):
                return xs.Aggregate(BigInteger.One, (product, factor) => product * AbsOf(factor) % s_prime);
            case Divide(var a, var b):
                return AbsOf(a) * Inverse(AbsOf(b)) % s_prime;
            case Power(var b, Number({ IsInteger: true } n)) when Rational.Abs(n) <= 1000:
                return PowerOf(AbsOf(b), n.Numerator);
            case Guarded(var value, _):
                return AbsOf(value);
        }

        if (_bound.Count == 0 && Ranges.Over(problem).Of(x) is { } range)
        {
            if (range.IsNonNegative)
            {
                return Value(x);
            }

            if (range.IsNonPositive)
            {
                return Modulo(-Value(x));
            }
        }

        var value2 = Value(x);
        return Atom($"abs {value2 * value2 % s_prime}");
    }

    // exp of a sum is the product of the exps; exp of c·m is an integer power of an atom; exp(c log w) is w^c.
    private BigInteger ExpOf(Term exponent)
    {
        var product = BigInteger.One;
        foreach (var (coefficient, factors) in Expand(exponent))
        {
            if (coefficient.Sign == 0)
            {
                continue;
            }

            if (factors is [Apply(Function.Log, [var inner])])
            {
                if (coefficient.IsInteger && Rational.Abs(coefficient) <= 1000)
                {
                    product = product * PowerOf(Value(inner), coefficient.Numerator) % s_prime;
                    continue;
                }

                // w^(k/2): whole powers and one square root.
                if (coefficient.Denominator == 2 && Rational.Abs(coefficient) <= 1000)
                {
                    var whole = BigInteger.Divide(coefficient.Numerator - 1, 2);
                    whole = coefficient.Numerator - 2 * whole == 1 ? whole : whole - 1;
                    product = product * PowerOf(Value(inner), whole) % s_prime * Root(inner) % s_prime;
                    continue;
                }
            }

            var scaled = coefficient * Denominator;
            var monomial = factors.Aggregate(BigInteger.One, (value, factor) => value * Value(factor) % s_prime);
            product =
                scaled.IsInteger && BigInteger.Abs(scaled.Numerator) < BigInteger.One << 40
                    ? product * PowerOf(Atom($"exp {monomial}"), scaled.Numerator) % s_prime
                    : product * Atom($"exp {Of(coefficient) * monomial % s_prime} whole") % s_prime;
        }

        return product;
    }

    // √w: an unknown, or a root in the field, one of the two as the unknown's parity has it.
    private BigInteger Root(Term inner)
    {
        var value = Value(inner);
        var unknown = Atom($"root {value.ToString(CultureInfo.InvariantCulture)}");
        if (_point == 0)
        {
            _roots.Add(value);
            return unknown;
        }

        var root = PowerOf(value, (s_prime + 1) / 4);
        _rootless |= root * root % s_prime != value;
        return unknown.IsEven ? root : Modulo(-root);
    }

    // A condition is an unknown that is 0 or 1.
    private BigInteger Cases(Sequence<Branch> branches, Term? otherwise)
    {
        // Without an otherwise the last branch holds wherever the term is defined.
        var value = otherwise is not null ? Value(otherwise) : Value(branches[^1].Value);
        for (var at = branches.Count - (otherwise is null ? 2 : 1); at >= 0; at--)
        {
            value = Decided(branches[at].Condition) switch
            {
                true => Value(branches[at].Value),
                false => value,
                null => Modulo(Indicator(branches[at].Condition) * Modulo(Value(branches[at].Value) - value) + value),
            };
        }

        return value;
    }

    // What the conditions of the claim, or the terms themselves, decide.
    private bool? Decided(Condition condition)
    {
        if (condition is not Compare(var left, Relation.Equal or Relation.NotEqual, var right) compare)
        {
            return null;
        }

        var equal = compare.Relation == Relation.Equal;
        if (left.Equals(right))
        {
            return equal;
        }

        var distinct = problem.Conditions.Any(known =>
            known is Compare(var a, Relation.NotEqual, var b)
            && ((a.Equals(left) && b.Equals(right)) || (a.Equals(right) && b.Equals(left)))
        );
        return distinct ? !equal : null;
    }

    private BigInteger Indicator(Condition condition)
    {
        switch (condition)
        {
            case Compare(var left, Relation.NotEqual, var right):
                return Modulo(1 - Indicator(new Compare(left, Relation.Equal, right)));
            case Not(var inner):
                return Modulo(1 - Indicator(inner));
            case Compare(var left, Relation.Equal, var right):
            {
                string[] keys = [Key(left), Key(right)];
                Array.Sort(keys, StringComparer.Ordinal);
                return Atom("equal " + string.Join(",", keys));
            }
            case All(var conditions):
                return conditions.Aggregate(BigInteger.One, (product, inner) => product * Indicator(inner) % s_prime);
            default:
                return Atom("condition " + ConditionKey(condition));
        }
    }

    private string ConditionKey(Condition condition) =>
        condition switch
        {
            Compare(var left, var relation, var right) => $"({Key(left)} {relation} {Key(right)})",
            MemberOf(var element, var set) => $"({Key(element)} in {set})",
            All(var conditions) =>
                $"all({string.Join(";", conditions.Select(ConditionKey).Order(StringComparer.Ordinal))})",
            Any(var conditions) =>
                $"any({string.Join(";", conditions.Select(ConditionKey).Order(StringComparer.Ordinal))})",
            Not(var inner) => $"not({ConditionKey(inner)})",
            _ => throw new NotAlgebraic(),
        };

    private int Rank(Term term) =>
        term switch
        {
            Tabulate(_, _, var body) => 1 + Rank(body),
            Listed(var entries) => 1 + (entries.Count > 0 ? Rank(entries[0]) : 0),
            Symbol(var name) when Bound(name) is null => problem.Variable(name)?.Dimensions.Count ?? 0,
            Element(Symbol(var name), var indices) => (problem.Variable(name)?.Dimensions.Count ?? 0) - indices.Count,
            Negate(var x) => Rank(x),
            Guarded(var value, _) => Rank(value),
            Add(var xs) => xs.Max(Rank),
            Multiply(var xs) => xs.Max(Rank),
            Divide(var x, _) => Rank(x),
            Power(var x, _) => Rank(x),
            Fold(_, _, _, _, var body) => Rank(body),
            Apply(Function.Length or Function.Cardinality, _) => 0,
            Apply(_, var xs) => xs.Max(Rank),
            Piecewise(var branches, _) => branches.Max(branch => Rank(branch.Value)),
            _ => 0,
        };

    // The entry of an array term at an index, pushed down to where the arrays are.
    private Term Entry(Term term, Term index)
    {
        if (Rank(term) == 0)
        {
            return term;
        }

        return term switch
        {
            Negate(var x) => new Negate(Entry(x, index)),
            Guarded(var value, _) => Entry(value, index),
            Add(var xs) => new Add(xs.Map(x => Entry(x, index))),
            Multiply(var xs) when xs.Count(x => Rank(x) > 0) == 1 => new Multiply(xs.Map(x => Entry(x, index))),
            Divide(var x, var y) when Rank(y) == 0 => new Divide(Entry(x, index), y),
            Fold(var kind, var bound, var range, var where, var body) => new Fold(
                kind,
                bound,
                range,
                where,
                Entry(body, index)
            ),
            Apply(var function, [var x]) => new Apply(function, [Entry(x, index)]),
            Tabulate or Symbol or Element => Simplifying.ElementOf(term, [index]),
            _ => throw new NotAlgebraic(),
        };
    }

    private sealed class NotAlgebraic : Exception;
}
