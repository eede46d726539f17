// Points at which the facts about a function are tried, and the two routes to a value there.
using System.Numerics;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Terms;
using LossProofs.Audit.Terms.Functions;
using LossProofs.Reals;
using Xunit;

namespace LossProofs.Tests.Properties.Terms.Functions;

internal static class Points
{
    public const int Bits = 160;

    /// <summary>Every function of one number.</summary>
    public static IEnumerable<RealFunction> All => KnownFunctions.All.OfType<RealFunction>();

    public static TheoryData<string> Names => [.. All.Select(known => known.Key.ToString())];

    public static RealFunction Of(string name) => KnownFunctions.Real(Enum.Parse<Function>(name));

    /// <summary>Integers, simple fractions, powers of two, and the same random numbers in every run.</summary>
    public static List<Rational> Everywhere { get; } = [.. Draw().Distinct().Order()];

    /// <summary>Those of them at which the function is certainly defined.</summary>
    public static List<Rational> Within(RealFunction function) =>
        [.. Everywhere.Where(x => Holds(function.Domain((Term)x)) is true)];

    public static bool? Holds(Sequence<Condition> conditions) => At(null).Holds(new All(conditions));

    public static Term Applied(RealFunction function, Term x) => new Apply(function.Key, [x]);

    /// <summary>The evaluator's enclosure; undefined where it finds none.</summary>
    public static Ball Value(Term term, Ball? x = null) =>
        At(x).Evaluate(term) is { IsNumber: true } value ? value.Real : Ball.Undefined;

    /// <summary>The checker's enclosure.</summary>
    public static Ball Checked(Term term, Rational x)
    {
        var variable = new Variable("x", [], Domain.Real, Provenance.Declared);
        var values = new Dictionary<string, Worth> { ["x"] = new Worth.Single(Perturbed.Of(Part.Of(x))) };
        var checker = new Recalculation(new Context([variable], [], []), values, Bits, new Budget(10_000_000));
        return checker.Number(term) is { } number ? number.In(Bits) : Ball.Undefined;
    }

    /// <summary>Whether the relation holds for the enclosures; null where they do not decide.</summary>
    public static bool? Compare(Ball left, Relation relation, Ball right) =>
        Evaluator<Ball>.Compare(Value<Ball>.Of(left), relation, Value<Ball>.Of(right));

    private static Evaluator<Ball> At(Ball? x) =>
        new(
            x is { } ball ? new Dictionary<string, Value<Ball>> { ["x"] = Value<Ball>.Of(ball) } : [],
            Bits,
            new Budget(10_000_000)
        );

    private static IEnumerable<Rational> Draw()
    {
        for (var n = -9; n <= 9; n++)
        {
            yield return n;
            yield return new Rational(n, 2);
            yield return new Rational(n, 7);
        }

        for (var k = 1; k <= 40; k += 3)
        {
            yield return new Rational(1, BigInteger.One << k);
            yield return new Rational(-1, BigInteger.One << k);
            yield return 1 - new Rational(1, BigInteger.One << k);
            yield return new Rational(1, BigInteger.One << k) - 1;
        }

        var random = new Random(20);
        for (var i = 0; i < 60; i++)
        {
            yield return new Rational(random.Next(-1_000_000, 1_000_000), 1_000_003);
            yield return new Rational(random.Next(-20_000_000, 20_000_000), 1_000_003);
        }

        yield return 40;
        yield return -40;
        yield return 150;
        yield return -150;
    }
}
