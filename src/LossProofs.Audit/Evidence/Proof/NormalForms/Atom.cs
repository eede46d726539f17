// What a normal form treats as an unknown: a symbol, an exponential, a logarithm, a sum over a range, ….
using System.Numerics;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence.Proof.NormalForms;

/// <summary>What an atom is, where a law treats it differently from other unknowns.</summary>
internal enum AtomKind
{
    /// <summary>An unknown of which nothing is used.</summary>
    Plain,

    /// <summary>e to the power of a monomial: positive.</summary>
    Exponential,

    /// <summary>log of a polynomial.</summary>
    Logarithm,

    /// <summary>A polynomial of two terms or more, kept whole under a negative or broken exponent.</summary>
    Whole,

    /// <summary>|p|: its square is p².</summary>
    Absolute,

    /// <summary>cos of a monomial: its square is 1 − sin².</summary>
    Cosine,

    /// <summary>1 where a condition holds, else 0: its square is itself.</summary>
    Indicator,

    /// <summary>A prime number, under a broken exponent.</summary>
    Prime,

    /// <summary>A sum over a range.</summary>
    Sum,

    /// <summary>A product over a range.</summary>
    Product,
}

/// <summary>
/// An unknown of normal forms. Atoms are interned by an <see cref="AtomTable"/>: the same key, the same object; a key
/// names all that the atom's value depends on, so that equal keys mean equal values.
/// </summary>
internal sealed class Atom(int id, AtomKind kind, Term term, Polynomial? inner, IReadOnlySet<string> bound)
{
    /// <summary>Number in the table, in the order of first use.</summary>
    public int Id { get; } = id;

    /// <summary>What it is.</summary>
    public AtomKind Kind { get; } = kind;

    /// <summary>A term that has its value.</summary>
    public Term Term { get; } = term;

    /// <summary>The polynomial inside of a whole, a logarithm, an absolute value, an exponential; the body of a sum.</summary>
    public Polynomial? Inner { get; } = inner;

    /// <summary>The bound indices that it depends on.</summary>
    public IReadOnlySet<string> Bound { get; } = bound;
}

/// <summary>What all rewriting of one search may cost, counted in steps: the same on every machine.</summary>
/// <param name="most">Steps.</param>
public sealed class Effort(long most)
{
    private long _left = most;

    /// <summary>True when nothing is left.</summary>
    public bool IsSpent => _left < 0;

    /// <summary>Takes note of steps.</summary>
    public void Spend(int steps) => _left -= steps;
}

/// <summary>The atoms of one proof, and the work that its normal forms may take.</summary>
/// <param name="work">Steps of rewriting.</param>
/// <param name="effort">What these and others share.</param>
internal sealed class AtomTable(int work, Effort? effort = null)
{
    private int _work = work;

    private static readonly IReadOnlySet<string> s_none = new HashSet<string>();
    private readonly Dictionary<string, Atom> _atoms = new(StringComparer.Ordinal);

    /// <summary>The prefix of the names of bound indices; no name of a document has it.</summary>
    public const char BoundMark = '#';

    /// <summary>Takes note of work.</summary>
    /// <exception cref="TooLarge">All of it is spent.</exception>
    public void Spend(int steps)
    {
        _work -= steps;
        effort?.Spend(steps);
        if (_work < 0 || effort is { IsSpent: true })
        {
            throw new TooLarge();
        }
    }

    private readonly Dictionary<string, BigInteger> _parts = new(StringComparer.Ordinal);

    /// <summary>How often an angle was divided more finely than before: older forms do not fit newer ones.</summary>
    public int Refinements { get; private set; }

    /// <summary>
    /// Into how many parts an angle is divided whose multiple with that denominator comes up: a common multiple of all
    /// denominators so far, so that sin x and sin x/2 are made of one unknown.
    /// </summary>
    public BigInteger Part(string angle, BigInteger denominator)
    {
        const int most = 4;
        var known = _parts.GetValueOrDefault(angle, BigInteger.Zero);
        if (known.IsZero)
        {
            _parts[angle] = denominator;
            return denominator;
        }

        var common = known * denominator / BigInteger.GreatestCommonDivisor(known, denominator);
        if (common == known || common > most)
        {
            return (known % denominator).IsZero ? known : denominator;
        }

        Refinements++;
        return _parts[angle] = common;
    }

    /// <summary>The atom of that key, made where it is new.</summary>
    public Atom Intern(string key, AtomKind kind, Term term, Polynomial? inner = null)
    {
        if (!_atoms.TryGetValue(key, out var atom))
        {
            var bound = term.FreeNames().Where(name => name[0] == BoundMark).ToHashSet(StringComparer.Ordinal);
            atom = new Atom(_atoms.Count, kind, term, inner, bound.Count == 0 ? s_none : bound);
            _atoms.Add(key, atom);
        }

        return atom;
    }
}
