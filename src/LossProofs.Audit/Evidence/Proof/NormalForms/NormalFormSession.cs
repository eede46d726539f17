// Normal forms that are remembered between the equalities of one proof.
namespace LossProofs.Audit.Evidence.Proof.NormalForms;

/// <summary>The atoms of one proof, with a normaliser for each of its settings.</summary>
/// <param name="search">Gives the conditions under which laws are applied.</param>
/// <param name="work">Steps of rewriting, in all.</param>
/// <param name="effort">What this session shares with others.</param>
public sealed class NormalFormSession(IProofSearch search, int work, Effort? effort = null)
{
    private readonly Dictionary<Setting, Normaliser> _normalisers = [];

    internal AtomTable Table { get; } = new(work, effort);

    internal Normaliser For(Setting setting)
    {
        if (!_normalisers.TryGetValue(setting, out var normaliser))
        {
            normaliser = new Normaliser(setting, Table, search);
            _normalisers.Add(setting, normaliser);
        }

        normaliser.Begin();
        return normaliser;
    }
}
