// Where a known function of real numbers exists, and where it exists all around.
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;

namespace LossProofs.Audit.Evidence.Proof;

/// <summary>The natural domains of the known functions, as conditions on their arguments.</summary>
internal static class NaturalDomain
{
    /// <summary>
    /// Conditions that hold exactly where the function exists. Those of <paramref name="open"/> hold where it exists in
    /// a neighbourhood, too: a root of what is positive.
    /// </summary>
    public static IEnumerable<Condition> Of(Function function, Sequence<Term> arguments, bool open)
    {
        var domain = KnownFunctions.Of(function).Domain(arguments);
        return open ? domain.Select(Opened) : domain;
    }

    private static Condition Opened(Condition condition) =>
        condition switch
        {
            Compare(var left, Relation.GreaterOrEqual, var right) => new Compare(left, Relation.Greater, right),
            Compare(var left, Relation.LessOrEqual, var right) => new Compare(left, Relation.Less, right),
            All(var conditions) => new All(conditions.Map(Opened)),
            Any(var conditions) => new Any(conditions.Map(Opened)),
            _ => condition,
        };
}
