// Our kernels as one implementation among others.
using LossProofs.Kernels;
using LossProofs.Laws;

namespace LossProofs.Accuracy;

/// <summary>The kernels of <c>LossProofs.Kernels</c> under the catalogue's names.</summary>
public sealed class OwnImplementation : IImplementation
{
    private static readonly Promises s_masks = new(Masks: true, new Dictionary<string, double>());

    /// <inheritdoc/>
    public string Name { get; } = $"LossProofs {typeof(CrossEntropy).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>All of them, with masks.</summary>
    public Promises? Of(Subject subject, bool single) => s_masks;

    /// <inheritdoc/>
    public IReadOnlyList<Answer> Evaluate(Subject subject, bool single, IReadOnlyList<KernelInput> inputs)
    {
        var compute = OwnKernels.Computing(subject.Kernel, single);
        return
        [
            .. inputs.Select(input =>
            {
                try
                {
                    return new Answer(compute(input));
                }
                catch (ArgumentException refusal)
                {
                    return Answer.Of(FaultKind.Refused, refusal.Message.ReplaceLineEndings(" "));
                }
            }),
        ];
    }
}
