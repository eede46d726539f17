// One verdict as a lemma of Coq, or why it is none.
namespace LossProofs.Audit.Reports.Coq;

/// <summary>A verdict for Coq.</summary>
/// <param name="Statement">The proposition; null where there is none.</param>
/// <param name="Script">Its proof: tactics, to be tried in the order in which they stand.</param>
/// <param name="Denial">
/// A proposition that contradicts the statement at one point, and its proof: if Coq accepts that, the verdict is wrong.
/// </param>
/// <param name="Reason">Why it is not exported; null where it is.</param>
public sealed record CoqLemma(
    string? Statement,
    string? Script,
    (string Statement, string Script)? Denial,
    string? Reason
)
{
    /// <summary>A verdict that Coq is not asked about.</summary>
    public static CoqLemma None(string reason) => new(null, null, null, reason);
}
