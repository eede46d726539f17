// The coefficients of expansions: exact numbers that may depend on the quantities of a setting.
using LossProofs.Audit.Evidence.Proof.NormalForms;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof.Asymptotics;

/// <summary>An expansion cannot be followed; nothing follows from that.</summary>
internal sealed class NoExpansion : Exception;

/// <summary>
/// Real numbers as normal forms in a setting: each exists at every point of it. Signs are theorems, and are kept as
/// premises; what is not shown has no sign.
/// </summary>
internal sealed class Field
{
    private readonly IProofSearch _search;
    private readonly NormalFormSession _session;
    private readonly Normaliser _normal;
    private readonly List<Theorem> _used;
    private readonly List<Normaliser> _normalisers;
    private readonly Dictionary<(Polynomial, Relation), bool> _signs = [];

    public Field(Setting setting, IProofSearch search, int work)
        : this(setting, search, new NormalFormSession(search, work), [], []) { }

    private Field(
        Setting setting,
        IProofSearch search,
        NormalFormSession session,
        List<Theorem> used,
        List<Normaliser> normalisers
    )
    {
        (Setting, _search, _session, _used, _normalisers) = (setting, search, session, used, normalisers);
        _normal = session.For(setting);
        _normalisers.Add(_normal);
    }

    /// <summary>Where the numbers exist.</summary>
    public Setting Setting { get; }

    /// <summary>The theorems that were used.</summary>
    public IEnumerable<Theorem> Premises =>
        _used.Concat(_normalisers.SelectMany(normaliser => normaliser.Premises)).Distinct();

    /// <summary>The numbers of a setting with one more quantity; theorems are collected together.</summary>
    public Field Within(Setting inner) => new(inner, _search, _session, _used, _normalisers);

    /// <summary>The number that a term is, which must exist.</summary>
    public Polynomial Of(Term term)
    {
        if (term is Number(var value))
        {
            return Polynomial.Of(value);
        }

        return new Kinds(Setting.Variable).Shape(term) is { Count: 0 } && Shown(Theorem.Exists(term))
            ? _normal.Of(term)
            : throw new NoExpansion();
    }

    public Polynomial Times(Polynomial x, Polynomial y) => _normal.Product(x, y);

    /// <summary>1/x, where x ≠ 0 is shown.</summary>
    public Polynomial Inverse(Polynomial x) =>
        Is(x, Relation.NotEqual) ? _normal.Reciprocal(x) : throw new NoExpansion();

    public Polynomial Exp(Polynomial x) => _normal.ExponentialOf(x);

    /// <summary>log x, where x &gt; 0 is shown.</summary>
    public Polynomial Log(Polynomial x) => Is(x, Relation.Greater) ? _normal.LogarithmOf(x) : throw new NoExpansion();

    /// <summary>x^e, where x &gt; 0 is shown.</summary>
    public Polynomial Power(Polynomial x, Polynomial exponent)
    {
        if (x.Constant == Rational.One)
        {
            return x;
        }

        if (exponent.Constant is { IsInteger: true } n && Rational.Abs(n) <= 64)
        {
            var power = Polynomial.One;
            for (var count = 0; count < (int)Rational.Abs(n).Numerator; count++)
            {
                power = Times(power, x);
            }

            return n.Sign < 0 ? Inverse(power) : power;
        }

        return Exp(Times(exponent, Log(x)));
    }

    /// <summary>True when the number is 0 by its normal form.</summary>
    public bool IsZero(Polynomial x) => x.IsZero || x.Constant is null && _normal.IsZero(x);

    /// <summary>1, 0 or −1 where that is shown.</summary>
    public int Sign(Polynomial x) =>
        IsZero(x) ? 0
        : Is(x, Relation.Greater) ? 1
        : Is(x, Relation.Less) ? -1
        : throw new NoExpansion();

    /// <summary>True when the relation of the number to 0 is shown.</summary>
    public bool Is(Polynomial x, Relation relation)
    {
        if (x.Constant is { } number)
        {
            return relation switch
            {
                Relation.Greater => number.Sign > 0,
                Relation.Less => number.Sign < 0,
                Relation.NotEqual => number.Sign != 0,
                _ => false,
            };
        }

        if (!_signs.TryGetValue((x, relation), out var known))
        {
            known = Shows(x.ToTerm(), relation);
            _signs[(x, relation)] = known;
        }

        return known;
    }

    /// <summary>True when a condition is shown.</summary>
    public bool Shown(Condition condition)
    {
        if (_search.Find(Setting, condition) is not { } theorem || !theorem.Shows(Setting, condition))
        {
            return false;
        }

        _used.Add(theorem);
        return true;
    }

    private bool Shows(Term term, Relation relation)
    {
        if (Shown(new Compare(term, relation, Term.Zero)))
        {
            return true;
        }

        if (
            term.FreeNames().Count == 0
            && _search.Find(Setting, Theorem.Exists(term)) is { } exists
            && exists.Shows(Setting, Theorem.Exists(term))
            && Theorem.ByEnclosure(exists, relation) is { } enclosed
        )
        {
            _used.Add(enclosed);
            return true;
        }

        return false;
    }
}
