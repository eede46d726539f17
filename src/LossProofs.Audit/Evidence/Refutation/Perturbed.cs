// Numbers with nilpotent parts: how the checker differentiates without any rule for products or quotients.
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>
/// A number a + Σ_S c_S ε_S with one nilpotent ε (ε² = 0) for every differentiation in progress; S is a set of them as
/// bits. The part at S is the mixed derivative. Parts are exact where they can be kept so.
/// </summary>
internal sealed class Perturbed
{
    private Perturbed(Dictionary<int, Part> parts) => Parts = parts;

    /// <summary>The parts that are not zero, by the bits of the nilpotents; 0 is the number itself.</summary>
    public Dictionary<int, Part> Parts { get; }

    /// <summary>The number itself.</summary>
    public Part Main => Parts.GetValueOrDefault(0, Part.Zero);

    /// <summary>True when there is nothing nilpotent in it.</summary>
    public bool IsPlain => Parts.Keys.All(key => key == 0);

    public static Perturbed Of(Part main) => new(new() { [0] = main });

    public static Perturbed Of(IEnumerable<KeyValuePair<int, Part>> parts) => new(new(parts));

    public static Perturbed operator +(Perturbed x, Perturbed y)
    {
        var sum = new Dictionary<int, Part>(x.Parts);
        foreach (var (key, part) in y.Parts)
        {
            sum[key] = sum.TryGetValue(key, out var other) ? other + part : part;
        }

        return new Perturbed(sum);
    }

    public static Perturbed operator -(Perturbed x) =>
        new(x.Parts.ToDictionary(pair => pair.Key, pair => Part.MinusOne * pair.Value));

    public static Perturbed operator *(Perturbed x, Perturbed y)
    {
        var product = new Dictionary<int, Part>();
        foreach (var (left, a) in x.Parts)
        {
            foreach (var (right, b) in y.Parts)
            {
                if ((left & right) == 0)
                {
                    var key = left | right;
                    product[key] = product.TryGetValue(key, out var other) ? other + a * b : a * b;
                }
            }
        }

        return new Perturbed(product);
    }

    /// <summary>f(a + δ) = Σ f⁽ᵐ⁾(a) δᵐ/m!, given the derivatives of f at a from order 0 on.</summary>
    public Perturbed Through(Func<int, Part> derivative)
    {
        var delta = new Perturbed(Parts.Where(pair => pair.Key != 0).ToDictionary());
        var sum = Of(derivative(0));
        var power = Of(Part.One);
        for (var order = 1; delta.Parts.Count > 0; order++)
        {
            power = power * delta * Of(Part.Of(new Rational(1, order)));
            if (power.Parts.Count == 0)
            {
                break;
            }

            sum += power * Of(derivative(order));
        }

        return sum;
    }
}

/// <summary>What a term is worth: a number, an array or an index set; null stands for undefined everywhere.</summary>
internal abstract record Worth
{
    internal sealed record Single(Perturbed Value) : Worth;

    internal sealed record Many(IReadOnlyList<Worth> Entries) : Worth;

    internal sealed record Set(IReadOnlyList<int> Members) : Worth;
}
