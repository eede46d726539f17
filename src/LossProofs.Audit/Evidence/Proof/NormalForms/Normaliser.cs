// Terms as exact polynomials over atoms: what equalities are proved by.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

/// <summary>
/// Rewrites scalar terms into polynomials over atoms. At every point of the setting at which a term exists, it has the
/// value of its normal form: each law that is applied holds for all real values of the atoms, or under conditions that
/// are asked of the search as theorems (a divisor is not 0, what stands under a root or a logarithm is positive, a range
/// is not reversed). What does not exist somewhere is an atom with any value there. All arithmetic is exact.
/// </summary>
internal sealed partial class Normaliser(Setting setting, AtomTable table, IProofSearch search)
{
    private const int MostUnrolled = 24;

    private readonly Dictionary<(Setting, Term), (Polynomial Form, Theorem[] Used)> _known = [];
    private readonly Dictionary<(Setting, Condition), Theorem?> _answers = [];
    private readonly Dictionary<(Setting, string, IndexRange, Condition?), Setting> _entered = [];
    private readonly Dictionary<(Setting, string), Setting> _lean = [];
    private readonly List<Theorem> _premises = [];
    private Setting _setting = setting;
    private Kinds _kinds = new(setting.Variable);

    /// <summary>Begins anew to collect the theorems that are used.</summary>
    public void Begin() => _premises.Clear();

    /// <summary>The theorems that were used since <see cref="Begin"/>.</summary>
    public IReadOnlyList<Theorem> Premises => _premises;

    /// <summary>The normal form of a term that stands for a number.</summary>
    /// <exception cref="TooLarge">It is larger than what is followed.</exception>
    public Polynomial Of(Term term)
    {
        if (_known.TryGetValue((_setting, term), out var known))
        {
            _premises.AddRange(known.Used);
            return known.Form;
        }

        table.Spend(1);
        var before = _premises.Count;
        var form = Compute(term);
        table.Spend(form.Terms.Count / 16);
        _known[(_setting, term)] = (form, [.. _premises.Skip(before).Distinct()]);
        return form;
    }

    /// <summary>True when the two terms have one normal form: they are equal wherever both exist.</summary>
    public bool AreEqual(Term left, Term right)
    {
        var refinements = table.Refinements;
        if (IsZero(Of(left) - Of(right)))
        {
            return true;
        }

        // An angle was divided more finely on the way: both sides by the parts that it has now.
        if (refinements == table.Refinements)
        {
            return false;
        }

        _known.Clear();
        return IsZero(Of(left) - Of(right));
    }

    /// <summary>True when the polynomial is 0, wholes and cosines under negative exponents multiplied out.</summary>
    public bool IsZero(Polynomial value)
    {
        for (var step = 0; step < 40 && !value.IsZero; step++)
        {
            // The whole with the largest number first: it may contain the others.
            var whole = value
                .Terms.Keys.SelectMany(monomial => monomial.All)
                .Where(factor => factor.Atom.Kind is AtomKind.Whole or AtomKind.Cosine && factor.Exponent.Sign < 0)
                .OrderByDescending(factor => factor.Atom.Id)
                .Select(factor => factor.Atom)
                .FirstOrDefault();
            if (whole is null)
            {
                return false;
            }

            var least = value.Terms.Keys.Min(monomial => monomial.ExponentOf(whole));
            var power = -Floor(least);
            value = Reduced(value * Monomial.Of(whole, power));
        }

        return value.IsZero;
    }

    private Polynomial Compute(Term term)
    {
        switch (term)
        {
            case Number(var value):
                return Polynomial.Of(value);
            case Constant(ConstantKind.Pi):
                return Polynomial.Of(table.Intern("π", AtomKind.Plain, Term.Pi));
            case Constant(ConstantKind.E):
                return Exponential(Polynomial.One);
            case Symbol(var name):
                return _kinds.Shape(term) is { Count: 0 }
                    ? Polynomial.Of(table.Intern($"symbol {name}", Kind01(_setting.Variable(name)), term))
                    : throw new TooLarge();
            case Negate(var x):
                return -Of(x);
            case Add(var xs):
                return Polynomial.Sum(xs.Select(Of));
            case Multiply(var xs):
                return xs.Aggregate(Polynomial.One, (product, x) => Times(product, Of(x)));
            case Divide(var x, var y):
                return Times(Of(x), Inverse(Of(y), y));
            case Power(var x, var y):
                return Power(x, y);
            case Guarded(var value, _):
                return Of(value);
            case Element(var array, var indices):
                return Entry(array, indices);
            case Apply(var function, var arguments):
                return Function(function, arguments, term);
            case Fold fold:
                return OfFold(fold);
            case Piecewise(var branches, var otherwise):
                return Cases(branches, otherwise);
            case Call(var name, var arguments):
                return Opaque($"call {name}", arguments, term);
            default:
                return Polynomial.Of(table.Intern($"opaque {term}", AtomKind.Plain, term));
        }
    }

    // An entry of an array, by name and normal forms of the places.
    private Polynomial Entry(Term array, Sequence<Term> indices)
    {
        var simplified = Simplifying.ElementOf(array, indices);
        if (simplified is not Element(Symbol(var name), var places))
        {
            return simplified is Element
                ? Polynomial.Of(table.Intern($"opaque {simplified}", AtomKind.Plain, simplified))
                : Of(simplified);
        }

        var forms = places.Select(Of).ToList();
        var variable = _setting.Variable(name);
        if (variable is { Symmetric: true } && forms.Count >= 2)
        {
            var last = forms[^2..].OrderBy(form => form.Key(), StringComparer.Ordinal).ToList();
            (forms[^2], forms[^1]) = (last[0], last[1]);
        }

        return Polynomial.Of(
            table.Intern(
                $"entry {name} {string.Join(',', forms.Select(form => form.Key()))}",
                Kind01(variable),
                new Element(new Symbol(name), forms.Select(form => form.ToTerm()).ToSequence())
            )
        );
    }

    // What takes the values 0 and 1 only is its own square.
    private static AtomKind Kind01(Variable? variable) =>
        variable?.Domain is OneHot
        || variable?.Domain is Finite(var values) && values.All(value => value.Sign == 0 || value == Rational.One)
            ? AtomKind.Indicator
            : AtomKind.Plain;

    private Polynomial Opaque(string name, Sequence<Term> arguments, Term term)
    {
        var forms = arguments.Map(Of);
        return Polynomial.Of(
            table.Intern(
                $"{name}({string.Join(',', forms.Select(form => form.Key()))})",
                AtomKind.Plain,
                term switch
                {
                    Apply apply => apply with { Arguments = forms.Map(form => form.ToTerm()) },
                    Call call => call with { Arguments = forms.Map(form => form.ToTerm()) },
                    _ => term,
                }
            )
        );
    }

    // A theorem of the search that the condition holds in the present setting; remembered as a premise.
    private bool Shown(Condition condition)
    {
        if (!_answers.TryGetValue((_setting, condition), out var theorem))
        {
            theorem = search.Find(_setting, condition);
            theorem = theorem?.Shows(_setting, condition) == true ? theorem : null;
            _answers[(_setting, condition)] = theorem;
        }

        if (theorem is not null)
        {
            _premises.Add(theorem);
        }

        return theorem is not null;
    }

    private bool Shown(Term term, Relation relation) =>
        term is Number(var value)
            ? relation switch
            {
                Relation.Greater => value.Sign > 0,
                Relation.GreaterOrEqual => value.Sign >= 0,
                Relation.NotEqual => value.Sign != 0,
                _ => value.Sign == 0,
            }
            : Shown(new Compare(term, relation, Term.Zero));

    private bool IsPositive(Atom atom) =>
        atom.Kind is AtomKind.Exponential or AtomKind.Prime || Shown(atom.Term, Relation.Greater);

    private bool IsNotZero(Atom atom) =>
        atom.Kind is AtomKind.Exponential or AtomKind.Prime || Shown(atom.Term, Relation.NotEqual);

    private bool IsNonNegative(Atom atom) =>
        atom.Kind is AtomKind.Exponential or AtomKind.Prime or AtomKind.Absolute or AtomKind.Indicator
        || Shown(atom.Term, Relation.GreaterOrEqual);

    private Setting Entered(string index, IndexRange range, Condition? where)
    {
        var key = (_setting, index, range, where);
        if (!_entered.TryGetValue(key, out var inner))
        {
            Domain domain = range is Span(var from, var to) ? new Integers(from, to) : new Integers(Term.One, null);
            inner = _setting.With(new Variable(index, [], domain, Provenance.BuiltIn));
            if (where is not null)
            {
                inner = inner.With(where);
            }

            _entered.Add(key, inner);
        }

        return inner;
    }

    // The present setting without the bound indices (but those given) and what is assumed of them: fewer assumptions, so
    // that what holds there holds here.
    private Setting Lean(IReadOnlySet<string> kept)
    {
        var needed = new HashSet<string>(kept, StringComparer.Ordinal);
        for (var at = _setting.Variables.Count - 1; at >= 0; at--)
        {
            var variable = _setting.Variables[at];
            if (needed.Contains(variable.Name) && variable.Domain is Integers(var lower, var upper))
            {
                needed.UnionWith(lower?.FreeNames() ?? needed);
                needed.UnionWith(upper?.FreeNames() ?? needed);
            }
        }

        bool IsKept(string name) => name[0] != AtomTable.BoundMark || needed.Contains(name);
        if (_setting.Variables.All(variable => IsKept(variable.Name)))
        {
            return _setting;
        }

        var key = (_setting, string.Join(' ', needed.Order(StringComparer.Ordinal)));
        if (!_lean.TryGetValue(key, out var lean))
        {
            lean = Setting.Of(
                _setting.Variables.Where(variable => IsKept(variable.Name)).ToSequence(),
                _setting.Assumptions.Where(assumption => assumption.FreeNames().All(IsKept))
            );
            _lean.Add(key, lean);
        }

        return lean;
    }

    private T Within<T>(Setting inner, Func<T> evaluate)
    {
        var (outer, kinds) = (_setting, _kinds);
        (_setting, _kinds) = (inner, new Kinds(inner.Variable));
        try
        {
            return evaluate();
        }
        finally
        {
            (_setting, _kinds) = (outer, kinds);
        }
    }

    // The product, with the laws of the atoms: |p|² = p², cos² = 1 − sin², [c]² = [c], a whole multiplied out.
    private Polynomial Times(Polynomial left, Polynomial right)
    {
        var pairs = left.Terms.Count * right.Terms.Count;
        table.Spend(pairs < 64 ? pairs / 8 : pairs / 8 * (1 + (left.Bits + right.Bits) / WideNumber));
        return Reduced(left * right);
    }

    // A product of numbers of so many bits costs twice as much as one of machine words.
    private const int WideNumber = 256;

    private Polynomial Reduced(Polynomial value)
    {
        table.Spend(1 + value.Terms.Count / 16);
        Polynomial? changed = null;
        foreach (var (monomial, coefficient) in value.Terms)
        {
            if (Replacement(monomial) is var (atom, replacement))
            {
                changed ??= value;
                changed =
                    changed
                    - Polynomial.Of(monomial, coefficient)
                    + Times(Polynomial.Of(monomial.Without(atom), coefficient), replacement);
            }
        }

        return changed is null ? value : Reduced(changed);
    }

    // The first factor of a monomial that a law rewrites, with what it becomes.
    private (Atom Atom, Polynomial Value)? Replacement(Monomial monomial)
    {
        foreach (var (atom, exponent) in monomial.Factors)
        {
            switch (atom.Kind)
            {
                case AtomKind.Indicator when exponent.Sign > 0 && exponent != Rational.One:
                    return (atom, Polynomial.Of(atom));
                case AtomKind.Whole when exponent >= Rational.One:
                {
                    var whole = Floor(exponent);
                    return (
                        atom,
                        Times(
                            Raised(atom.Inner!, whole),
                            Polynomial.Of(Monomial.Of(atom, exponent - whole), Rational.One)
                        )
                    );
                }

                case AtomKind.Absolute when exponent.IsInteger && exponent.Sign != 0 && exponent != Rational.One:
                {
                    var half = Floor(exponent / 2);
                    var even = half * 2;
                    return (
                        atom,
                        Times(
                            half.Sign >= 0 ? Raised(atom.Inner!, even) : Raised(Inverted(atom.Inner!), -even),
                            Polynomial.Of(Monomial.Of(atom, exponent - even), Rational.One)
                        )
                    );
                }

                case AtomKind.Cosine when exponent.IsInteger && exponent >= 2:
                {
                    var half = Floor(exponent / 2);
                    var sine = Of(new Apply(Terms.Function.Sin, [atom.Inner!.ToTerm()]));
                    return (
                        atom,
                        Times(
                            Raised(Polynomial.One - Times(sine, sine), half),
                            Polynomial.Of(Monomial.Of(atom, exponent - half * 2), Rational.One)
                        )
                    );
                }

                case AtomKind.Prime when exponent >= Rational.One || exponent.Sign < 0:
                {
                    var whole = Floor(exponent);
                    var prime = ((Number)atom.Term).Value;
                    if (
                        System.Numerics.BigInteger.Abs(whole.Numerator) * prime.Numerator.GetBitLength()
                        > LargestNumber
                    )
                    {
                        throw new TooLarge();
                    }

                    return (
                        atom,
                        Polynomial.Of(Monomial.Of(atom, exponent - whole), Rational.Pow(prime, (int)whole.Numerator))
                    );
                }
            }
        }

        return null;
    }

    // In bits: 10^10000 is followed, 10^(10^10) is not.
    private const int LargestNumber = 1 << 17;

    private Polynomial Raised(Polynomial value, Rational exponent)
    {
        if (exponent > 64)
        {
            throw new TooLarge();
        }

        var power = Polynomial.One;
        for (var count = 0; count < exponent; count++)
        {
            power = Times(power, value);
        }

        return power;
    }

    private static Rational Floor(Rational value)
    {
        var quotient = System.Numerics.BigInteger.DivRem(value.Numerator, value.Denominator, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }
}
