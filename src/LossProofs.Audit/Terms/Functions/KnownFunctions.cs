// The functions that are known, each by its key.
namespace LossProofs.Audit.Terms.Functions;

/// <summary>The registry: a member of <see cref="Function"/> without facts does not compile.</summary>
internal static class KnownFunctions
{
    private static readonly KnownFunction[] s_all = [.. Enum.GetValues<Function>().Select(Create)];

    private static readonly Dictionary<string, KnownFunction> s_names = s_all
        .SelectMany(known => known.Names.Select(name => (name, known)))
        .ToDictionary(pair => pair.name, pair => pair.known, StringComparer.Ordinal);

    /// <summary>All of them, in the order of their keys.</summary>
    public static IReadOnlyList<KnownFunction> All => s_all;

    /// <summary>What is known of a function.</summary>
    public static KnownFunction Of(Function function) => s_all[(int)function];

    /// <summary>What is known of a function of one number.</summary>
    public static RealFunction Real(Function function) => (RealFunction)Of(function);

    /// <summary>What is known of a step function.</summary>
    public static StepFunction Step(Function function) => (StepFunction)Of(function);

    /// <summary>The function that this name means by itself, as the reader of formulas spells it.</summary>
    public static KnownFunction? Named(string name) => s_names.GetValueOrDefault(name);

    // CS8524 asks for values that are no member; CS8509, an error, for members that are forgotten.
#pragma warning disable CS8524
    private static KnownFunction Create(Function function) =>
        function switch
        {
            Function.Exp => new Exp(),
            Function.Log => new Log(),
            Function.Log2 => new Log2(),
            Function.Log10 => new Log10(),
            Function.Sqrt => new Sqrt(),
            Function.Abs => new Abs(),
            Function.Sign => new Sign(),
            Function.Sigmoid => new Sigmoid(),
            Function.Softplus => new Softplus(),
            Function.Tanh => new Tanh(),
            Function.Sinh => new Sinh(),
            Function.Cosh => new Cosh(),
            Function.Asinh => new Asinh(),
            Function.Atan => new Atan(),
            Function.Sin => new Sin(),
            Function.Cos => new Cos(),
            Function.Tan => new Tan(),
            Function.Erf => new Erf(),
            Function.Erfc => new Erfc(),
            Function.Gamma => new Gamma(),
            Function.LogGamma => new LogGamma(),
            Function.Factorial => new Factorial(),
            Function.Max => new Max(),
            Function.Min => new Min(),
            Function.StopGradient => new StopGradient(),
            Function.Cardinality => new Cardinality(),
            Function.Length => new Length(),
            Function.Asin => new Asin(),
            Function.Acos => new Acos(),
            Function.Acosh => new Acosh(),
            Function.Atanh => new Atanh(),
            Function.Coth => new Coth(),
            Function.Sec => new Sec(),
            Function.Csc => new Csc(),
            Function.Cot => new Cot(),
            Function.Floor => new Floor(),
            Function.Ceiling => new Ceiling(),
            Function.Digamma => new Digamma(),
            Function.Trigamma => new Trigamma(),
        };
#pragma warning restore CS8524
}
