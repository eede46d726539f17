// What a verdict `proved` is built from: a theorem about a whole claim, and where its sides exist.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence.Proof;

/// <summary>
/// A proof of left R right: at every point of the setting either both sides exist and the relation holds, or both lie
/// outside of their natural domain. Made by <see cref="Of"/> and <see cref="OnNaturalDomain"/> only.
/// </summary>
public sealed class ClaimProof
{
    private ClaimProof(Theorem theorem, Setting setting, Sequence<Condition> where, Sequence<Theorem> domains)
    {
        Theorem = theorem;
        Setting = setting;
        Where = where;
        Domains = domains;
    }

    /// <summary>The claim as a theorem, on the natural domain.</summary>
    public Theorem Theorem { get; }

    /// <summary>The points that the claim is about.</summary>
    public Setting Setting { get; }

    /// <summary>Where both sides exist, if not everywhere: a divisor is not 0, a logarithm has a positive argument.</summary>
    public Sequence<Condition> Where { get; }

    /// <summary>The theorems that the two sides have one natural domain.</summary>
    public Sequence<Theorem> Domains { get; }

    /// <summary>Both sides exist everywhere.</summary>
    public static ClaimProof Of(Theorem theorem) => new(theorem, theorem.Setting, [], []);

    /// <summary>a R c from a = b, where both exist everywhere, and a proof of b R c there; null where they exist in part.</summary>
    public static ClaimProof? Through(Theorem equality, ClaimProof rest) =>
        rest.Where.Count == 0 && Theorem.Transitive(equality, rest.Theorem) is { } theorem ? Of(theorem) : null;

    /// <summary>
    /// Both sides exist exactly where their natural conditions hold; those of each side follow from those of the other,
    /// and where they hold the relation does.
    /// </summary>
    /// <param name="setting">The points that the claim is about.</param>
    /// <param name="claim">The claim.</param>
    /// <param name="search">Gives the theorems.</param>
    /// <param name="prove">Proves the claim in the setting with the conditions assumed.</param>
    public static ClaimProof? OnNaturalDomain(
        Setting setting,
        Compare claim,
        IProofSearch search,
        Func<Setting, Theorem?> prove
    )
    {
        if (
            Conditions(setting, claim.Left, search) is not { Count: > 0 } ours
            || Conditions(setting, claim.Right, search) is not { Count: > 0 } theirs
        )
        {
            return null;
        }

        var (left, right) = (Assume(setting, ours), Assume(setting, theirs));
        var domains = new List<Theorem>();
        foreach (
            var (given, wanted) in ours.Select(condition => (right, condition))
                .Concat(theirs.Select(condition => (left, condition)))
        )
        {
            if (search.Find(given, wanted) is not { } theorem || !theorem.Shows(given, wanted))
            {
                return null;
            }

            domains.Add(theorem);
        }

        return prove(left) is { } proof && proof.Shows(left, claim)
            ? new ClaimProof(proof, setting, ours.ToSequence(), domains.ToSequence())
            : null;
    }

    private static Setting Assume(Setting setting, IEnumerable<Condition> conditions) =>
        conditions.Aggregate(setting, (given, condition) => given.With(condition));

    // Conditions that hold exactly where the term exists; null where they cannot be stated.
    internal static List<Condition>? Conditions(Setting setting, Term term, IProofSearch search)
    {
        if (new Kinds(setting.Variable).Shape(term) is null)
        {
            return null;
        }

        var found = new List<Condition>();
        return Collect(term) ? found : null;

        bool Collect(Term part)
        {
            // What exists everywhere asks for nothing.
            if (search.Find(setting, Theorem.Exists(part)) is { } exists && exists.Shows(setting, Theorem.Exists(part)))
            {
                return true;
            }

            switch (part)
            {
                case Negate or Add or Multiply:
                    return part.Children().All(Collect);
                case Guarded(var value, var defined):
                    return Collect(defined) && Collect(value);
                case Divide(var x, var y):
                    return Collect(x) && Collect(y) && NotZero(y);
                case Power(var x, Number(var n)):
                    return Collect(x)
                        && (
                            n.IsInteger && n.Sign >= 0
                            || Needed(
                                new Compare(
                                    x,
                                    n.IsInteger ? Relation.NotEqual
                                        : n.Sign > 0 ? Relation.GreaterOrEqual
                                        : Relation.Greater,
                                    Term.Zero
                                )
                            )
                        );
                case Apply(
                    not (Function.Max or Function.Min or Function.Cardinality or Function.Length)
                        and var function,
                    var arguments
                ):
                    return arguments.All(Collect) && NaturalDomain.Of(function, arguments, open: false).All(Needed);
                default:
                    return false;
            }
        }

        // A product is not 0 exactly where no factor is, a power where its base is not.
        bool NotZero(Term divisor) =>
            divisor switch
            {
                Multiply(var factors) => factors.All(NotZero),
                Negate(var inner) => NotZero(inner),
                Power(var inner, Number({ IsInteger: true, Sign: > 0 })) => NotZero(inner),
                Number(var value) => value.Sign != 0,
                _ => Needed(new Compare(divisor, Relation.NotEqual, Term.Zero)),
            };

        bool Needed(Condition condition)
        {
            if (!found.Contains(condition))
            {
                found.Add(condition);
            }

            return true;
        }
    }
}
