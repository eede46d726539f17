// A theorem: what only the rules of this folder can make.
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Evidence.Proof;

/// <summary>
/// At every point of the <see cref="Setting"/> all terms of the <see cref="Statement"/> exist, and it is true.
/// That a term exists is the statement that it equals itself. The constructor is private: whoever holds a theorem holds
/// a proof, whatever searched for it. Each rule is a static method in a file of its own in <c>Rules</c>; it states its
/// mathematics, takes its side conditions as theorems, and gives null where it does not apply.
/// </summary>
public sealed partial class Theorem
{
    private Theorem(
        Setting setting,
        Condition statement,
        string rule,
        Sequence<Theorem> premises,
        string? detail = null
    )
    {
        Setting = setting;
        Statement = statement;
        Rule = rule;
        Premises = premises;
        Detail = detail;
    }

    /// <summary>The points that it speaks of.</summary>
    public Setting Setting { get; }

    /// <summary>What holds there.</summary>
    public Condition Statement { get; }

    /// <summary>The rule that made it.</summary>
    public string Rule { get; }

    /// <summary>The theorems that the rule took.</summary>
    public Sequence<Theorem> Premises { get; }

    /// <summary>What the rule chose (a point of division, a form), for readers.</summary>
    public string? Detail { get; }

    /// <summary>The statement that a term exists.</summary>
    public static Condition Exists(Term term) => new Compare(term, Relation.Equal, term);

    /// <summary>True when this theorem says the statement in the setting or in one that the setting extends.</summary>
    public bool Shows(Setting setting, Condition statement) => setting.Extends(Setting) && Statement.Equals(statement);

    /// <summary>Number of distinct theorems that this one rests on, itself included.</summary>
    public int Size => Steps().Count;

    /// <summary>The theorems that this one rests on, premises before conclusions, each once; itself last.</summary>
    public IReadOnlyList<Theorem> Steps()
    {
        var steps = new List<Theorem>();
        var seen = new HashSet<Theorem>(ReferenceEqualityComparer.Instance);
        Visit(this);
        return steps;

        void Visit(Theorem theorem)
        {
            if (!seen.Add(theorem))
            {
                return;
            }

            foreach (var premise in theorem.Premises)
            {
                Visit(premise);
            }

            steps.Add(theorem);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"{TermPrinter.Print(Statement)}  [{Rule}]";
}

/// <summary>Whoever looks for the theorems that a rule demands as side conditions. What it gives is checked.</summary>
public interface IProofSearch
{
    /// <summary>A theorem that shows the statement in the setting, or null.</summary>
    Theorem? Find(Setting setting, Condition statement);
}
