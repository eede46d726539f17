// What can be tested: each kernel by its catalogue name, with its arguments, its oracle and the laws that are known of it.
using System.Globalization;

namespace LossProofs.Laws;

/// <summary>Which result of a kernel is meant.</summary>
public enum Part
{
    /// <summary>The loss, or what a function gives.</summary>
    Value,

    /// <summary>The gradient of the value in the row of logits; of the softmax, the product of its Jacobian with a vector.</summary>
    Gradient,
}

/// <summary>Where a <see cref="KernelInput"/> keeps an argument.</summary>
public enum Place
{
    /// <summary>The row.</summary>
    Row,

    /// <summary>The second row.</summary>
    Second,

    /// <summary>The second row, of which each entry is 0 or 1.</summary>
    Flags,

    /// <summary>The class that is the label.</summary>
    Label,

    /// <summary>A parameter.</summary>
    Parameter,
}

/// <summary>An argument of a kernel.</summary>
/// <param name="Name">As the command line spells it: "logits", "class-weights".</param>
/// <param name="Place">Where an input keeps it.</param>
/// <param name="Index">Which parameter it is.</param>
/// <param name="Default">The number that stands for it where it is not given; null where it must be.</param>
/// <param name="Domain">Where the number lies; null where the kind of the inputs says it.</param>
public sealed record Argument(string Name, Place Place, int Index, double? Default = null, Domain? Domain = null)
{
    /// <summary>Whether it has as many entries as the row.</summary>
    public bool IsVector => Place is Place.Row or Place.Second or Place.Flags;

    /// <summary>The numbers of this argument in an input.</summary>
    public double[] Of(KernelInput input) =>
        Place switch
        {
            Place.Row => input.Row,
            Place.Second or Place.Flags => input.Second,
            Place.Label => [input.Label],
            _ => [input.Parameters[Index]],
        };
}

/// <summary>What is known of a result, over the reals.</summary>
[Flags]
public enum Traits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A constant added to all logits changes nothing.</summary>
    ShiftInvariant = 1,

    /// <summary>Another order of the classes is another order of the results.</summary>
    Symmetric = 2,

    /// <summary>Never negative.</summary>
    NonNegative = 4,

    /// <summary>In [0, 1], of sum 1.</summary>
    Probabilities = 8,

    /// <summary>Each entry in [0, 1].</summary>
    UnitInterval = 16,

    /// <summary>A larger logit of the label is no larger loss; the gradient is ≤ 0 there and ≥ 0 elsewhere.</summary>
    TowardsLabel = 32,

    /// <summary>Does not decrease where the logits increase.</summary>
    Increasing = 64,

    /// <summary>The entries' sum is 0.</summary>
    ZeroSum = 128,
}

/// <summary>One result of one kernel: what a law is about, and what an implementation has or has not.</summary>
/// <param name="Name">The catalogue name, as "focal".</param>
/// <param name="Part">Which of its results.</param>
/// <param name="Formula">The definition.</param>
/// <param name="Kernel">Its inputs and its true values.</param>
/// <param name="Arguments">What it takes, in order.</param>
/// <param name="Traits">What is known of it.</param>
/// <param name="IsVector">Whether the result has an entry for each of the row's; otherwise it is one number.</param>
public sealed record Subject(
    string Name,
    Part Part,
    string Formula,
    Kernel Kernel,
    IReadOnlyList<Argument> Arguments,
    Traits Traits,
    bool IsVector
)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Subject> All { get; } =
    [.. Definition.All.SelectMany(definition => definition.Subjects)];

    /// <summary>"value" or "gradient".</summary>
    public string PartName => Part == Part.Value ? "value" : "gradient";

    /// <summary>The subject of that name and part, or null.</summary>
    public static Subject? Find(string name, string part) =>
        All.FirstOrDefault(subject => subject.Name == name && subject.PartName == part);

    /// <summary>How many numbers the result has.</summary>
    public int ResultLength(KernelInput input) => IsVector ? input.Row.Length : 1;

    /// <summary>An input as the command line takes it: "logits=2,1;label=0;beta=2;alpha=1".</summary>
    /// <param name="input">The input.</param>
    /// <param name="single">Whether its numbers are floats, and printed as such.</param>
    public string Describe(KernelInput input, bool single) =>
        string.Join(
            ';',
            Arguments.Select(argument =>
                $"{argument.Name}={string.Join(',', argument.Of(input).Select(value => Text(value, single)))}"
            )
        );

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {PartName}";

    internal static string Text(double value, bool single) =>
        double.IsPositiveInfinity(value) ? "inf"
        : double.IsNegativeInfinity(value) ? "-inf"
        : single ? ((float)value).ToString("R", CultureInfo.InvariantCulture)
        : value.ToString("R", CultureInfo.InvariantCulture);
}
