// What tests/Properties registers with FsCheck: how each named input is drawn and shrunk, for float and double.
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using LossProofs.Laws;

namespace LossProofs.Tests.Support.Generators;

/// <summary>
/// The arbitraries of the property suite. A property that needs something else draws it with
/// <see cref="Gen"/> or names its own arbitraries; those win over these.
/// </summary>
public static class Adversarial
{
    public static Arbitrary<Logits<T>> Logits<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, Logits<T>>(
            draw => new(draw.Masked(draw.Row())),
            logits => Simpler.Row(logits.Values, IsLogit).Where(HasFinite).Select(row => new Logits<T>(row))
        );

    public static Arbitrary<FiniteLogits<T>> FiniteLogits<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, FiniteLogits<T>>(
            draw => new(draw.Row()),
            logits => Simpler.Row(logits.Values, T.IsFinite).Select(row => new FiniteLogits<T>(row))
        );

    public static Arbitrary<ModerateLogits<T>> ModerateLogits<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, ModerateLogits<T>>(
            draw =>
            {
                var row = new T[draw.Length(8)];
                var spread = new[] { 1.0, 3, 10, 30 }[draw.Below(4)];
                var integers = draw.OneIn(4);
                for (var i = 0; i < row.Length; i++)
                {
                    row[i] = integers ? T.Truncate(draw.Within(spread)) : draw.Within(spread);
                }

                return new(row);
            },
            logits => Simpler.Row(logits.Values, IsModerate).Select(row => new ModerateLogits<T>(row))
        );

    public static Arbitrary<Labelled<T>> Labelled<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, Labelled<T>>(
            draw =>
            {
                var logits = draw.Masked(draw.Row());
                return new(logits, UnmaskedLabel(draw, logits));
            },
            labelled =>
                Simpler
                    .Kept(labelled.Logits.Length)
                    .Where(kept => kept.Contains(labelled.Label))
                    .Select(kept => new Labelled<T>(
                        Simpler.Select(labelled.Logits, kept),
                        Array.IndexOf(kept, labelled.Label)
                    ))
                    .Concat(
                        Simpler
                            .Entries(labelled.Logits, IsLogit)
                            .Where(row => T.IsFinite(row[labelled.Label]))
                            .Select(row => labelled with { Logits = row })
                    )
        );

    public static Arbitrary<SoftLabelled<T>> SoftLabelled<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, SoftLabelled<T>>(
            draw =>
            {
                var logits = draw.Masked(draw.Row());
                return new(logits, draw.Distribution(logits.Length, i => T.IsFinite(logits[i])));
            },
            labelled =>
                Simpler
                    .Kept(labelled.Logits.Length)
                    .Where(kept => HoldsAllMass(labelled.Targets, kept))
                    .Select(kept => new SoftLabelled<T>(
                        Simpler.Select(labelled.Logits, kept),
                        Simpler.Select(labelled.Targets, kept)
                    ))
                    .Concat(
                        Simpler
                            .Entries(labelled.Logits, IsLogit)
                            .Where(row =>
                                row.Zip(labelled.Targets).All(pair => T.IsFinite(pair.First) || pair.Second == T.Zero)
                            )
                            .Where(HasFinite)
                            .Select(row => labelled with { Logits = row })
                    )
                    .Concat(
                        SimplerDistributions(labelled.Targets)
                            .Where(targets =>
                                targets
                                    .Zip(labelled.Logits)
                                    .All(pair => pair.First == T.Zero || T.IsFinite(pair.Second))
                            )
                            .Select(targets => labelled with { Targets = targets })
                    )
        );

    public static Arbitrary<LabelledBatch<T>> LabelledBatch<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, LabelledBatch<T>>(
            draw =>
            {
                var classes = draw.Length(12);
                var rows = Enumerable.Range(0, draw.Length(12)).Select(_ => draw.Masked(draw.Row(classes))).ToArray();
                return new(
                    rows.Length,
                    classes,
                    [.. rows.SelectMany(row => row)],
                    [.. rows.Select(row => UnmaskedLabel(draw, row))]
                );
            },
            batch =>
                Simpler
                    .Kept(batch.Rows)
                    .Select(kept => new LabelledBatch<T>(
                        kept.Length,
                        batch.Classes,
                        [.. kept.SelectMany(batch.Row)],
                        Simpler.Select(batch.Labels, kept)
                    ))
                    .Concat(
                        Simpler
                            .Kept(batch.Classes)
                            .Where(kept => batch.Labels.All(kept.Contains))
                            .Select(kept => new LabelledBatch<T>(
                                batch.Rows,
                                kept.Length,
                                [
                                    .. Enumerable
                                        .Range(0, batch.Rows)
                                        .SelectMany(row => Simpler.Select(batch.Row(row), kept)),
                                ],
                                [.. batch.Labels.Select(label => Array.IndexOf(kept, label))]
                            ))
                    )
                    .Concat(
                        Simpler
                            .Entries(batch.Logits, IsLogit)
                            .Where(logits =>
                                batch.Labels.Select((label, row) => logits[row * batch.Classes + label]).All(T.IsFinite)
                            )
                            .Select(logits => batch with { Logits = logits })
                    )
        );

    public static Arbitrary<Probability<T>> Probability<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, Probability<T>>(
            draw => new(draw.InUnitInterval()),
            probability =>
                Simpler.Number(probability.Value, IsInUnitInterval).Select(value => new Probability<T>(value))
        );

    public static Arbitrary<Gamma<T>> Gamma<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, Gamma<T>>(
            draw => new(draw.InUnitInterval()),
            gamma => Simpler.Number(gamma.Value, IsInUnitInterval).Select(value => new Gamma<T>(value))
        );

    public static Arbitrary<Temperature<T>> Temperature<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, Temperature<T>>(
            draw => new(draw.Temperature()),
            temperature =>
                Simpler
                    .Number(temperature.Value, value => T.IsFinite(value) && value > T.Zero)
                    .Select(value => new Temperature<T>(value))
        );

    public static Arbitrary<Score<T>> Score<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, Score<T>>(
            draw => new(draw.Finite()),
            score => Simpler.Number(score.Value, T.IsFinite).Select(value => new Score<T>(value))
        );

    public static Arbitrary<ExtendedScore<T>> ExtendedScore<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, ExtendedScore<T>>(
            draw =>
                new(
                    draw.Below(12) switch
                    {
                        0 => T.PositiveInfinity,
                        1 => T.NegativeInfinity,
                        _ => draw.Finite(),
                    }
                ),
            score => Simpler.Number(score.Value, _ => true).Select(value => new ExtendedScore<T>(value))
        );

    public static Arbitrary<Distribution<T>> Distribution<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, Distribution<T>>(
            draw => new(draw.Distribution(draw.Length(40))),
            distribution => SimplerDistributions(distribution.Values).Select(values => new Distribution<T>(values))
        );

    public static Arbitrary<DistributionPair<T>> DistributionPair<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, DistributionPair<T>>(
            draw =>
            {
                var length = draw.Length(40);
                var p = draw.Distribution(length);
                return new(
                    p,
                    draw.OneIn(8)
                        ? [.. p]
                        : draw.Distribution(length, i => p[i] > T.Zero || !draw.OneIn(4), positive: true)
                );
            },
            pair =>
                SimplerDistributions(pair.P)
                    .Where(p =>
                        p.Length == pair.Q.Length
                        && p.Zip(pair.Q).All(entry => entry.First == T.Zero || entry.Second > T.Zero)
                    )
                    .Select(p => pair with { P = p })
                    .Concat(
                        SimplerDistributions(pair.Q)
                            .Where(q =>
                                q.Length == pair.P.Length
                                && pair.P.Zip(q).All(entry => entry.First == T.Zero || entry.Second > T.Zero)
                            )
                            .Select(q => pair with { Q = q })
                    )
                    .Concat(pair.P.Length > 1 ? [new([T.One], [T.One])] : [])
        );

    public static Arbitrary<MultiLabel<T>> MultiLabel<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, MultiLabel<T>>(
            draw =>
            {
                var scores = draw.Masked(draw.Row());
                return new(scores, [.. scores.Select(score => T.IsFinite(score) ? draw.InUnitInterval() : T.Zero)]);
            },
            row =>
                Simpler
                    .Kept(row.Scores.Length)
                    .Select(kept => new MultiLabel<T>(
                        Simpler.Select(row.Scores, kept),
                        Simpler.Select(row.Targets, kept)
                    ))
                    .Concat(Simpler.Entries(row.Scores, IsLogit).Select(scores => row with { Scores = scores }))
                    .Concat(
                        Simpler
                            .Entries(row.Targets, IsInUnitInterval)
                            .Where(targets =>
                                targets.Zip(row.Scores).All(pair => pair.First == T.Zero || T.IsFinite(pair.Second))
                            )
                            .Select(targets => row with { Targets = targets })
                    )
        );

    public static Arbitrary<HardMultiLabel<T>> HardMultiLabel<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, HardMultiLabel<T>>(
            draw =>
            {
                var scores = draw.Masked(draw.Row());
                return new(scores, [.. scores.Select(score => T.IsFinite(score) && draw.OneIn(2))]);
            },
            row =>
                Simpler
                    .Kept(row.Scores.Length)
                    .Select(kept => new HardMultiLabel<T>(
                        Simpler.Select(row.Scores, kept),
                        Simpler.Select(row.Positives, kept)
                    ))
                    .Concat(Simpler.Entries(row.Scores, IsLogit).Select(scores => row with { Scores = scores }))
        );

    public static Arbitrary<LossBatch<T>> LossBatch<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        From<T, LossBatch<T>>(Generators.LossBatch<T>.Drawn, batch => batch.Simplified());

    private static Arbitrary<TInput> From<T, TInput>(
        Func<Draw<T>, TInput> draw,
        Func<TInput, IEnumerable<TInput>> simpler
    )
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Arb.From(
            Gen.Sized(size => Gen.Choose(int.MinValue, int.MaxValue).Select(seed => draw(new Draw<T>(seed, size)))),
            simpler
        );

    private static int UnmaskedLabel<T>(Draw<T> draw, T[] logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var start = draw.Below(logits.Length);
        return Enumerable.Range(start, logits.Length).Select(i => i % logits.Length).First(i => T.IsFinite(logits[i]));
    }

    private static IEnumerable<T[]> SimplerDistributions<T>(T[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        // The mass of a dropped class goes nowhere, so only classes without mass can be dropped; before that,
        // move all the mass to one class, or spread it evenly over the first two or four that have some.
        foreach (var kept in Simpler.Kept(values.Length).Where(kept => HoldsAllMass(values, kept)))
        {
            yield return Simpler.Select(values, kept);
        }

        var support = Enumerable.Range(0, values.Length).Where(i => values[i] > T.Zero).ToArray();
        foreach (var count in new[] { 1, 2, 4 }.Where(count => count < support.Length))
        {
            var even = new T[values.Length];
            foreach (var i in support.Take(count))
            {
                even[i] = T.One / T.CreateTruncating(count);
            }

            yield return even;
        }

        var level = support.Length is 2 or 4 ? T.One / T.CreateTruncating(support.Length) : T.Zero;
        if (level > T.Zero && support.Any(i => values[i] != level))
        {
            yield return Array.ConvertAll(values, value => value > T.Zero ? level : T.Zero);
        }
    }

    private static bool HoldsAllMass<T>(T[] values, int[] kept)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        values.Where((_, i) => Array.BinarySearch(kept, i) < 0).All(T.IsZero);

    private static bool IsLogit<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> => !T.IsNaN(value) && !T.IsPositiveInfinity(value);

    private static bool HasFinite<T>(T[] row)
        where T : IBinaryFloatingPointIeee754<T> => row.Any(T.IsFinite);

    private static bool IsModerate<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> => T.Abs(value) <= T.CreateTruncating(30);

    private static bool IsInUnitInterval<T>(T value)
        where T : IBinaryFloatingPointIeee754<T> => T.IsZero(value) || (value > T.Zero && value <= T.One);
}
