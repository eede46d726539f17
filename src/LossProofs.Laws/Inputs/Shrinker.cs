// From a failing input to one that a person can check by hand.
using System.Numerics;

namespace LossProofs.Laws;

/// <summary>Simpler inputs of a subject.</summary>
public static class Shrinker
{
    // Each step makes the input simpler, so it ends without; this only bounds the work on slow implementations.
    private const int MostSteps = 200;

    /// <summary>
    /// The simplest input that is reached from a failing one by steps each of which fails too: fewer entries, then simpler
    /// numbers ("2" before "1.7", "1.7" before "-312.0625").
    /// </summary>
    /// <param name="subject">Whose input it is.</param>
    /// <param name="single">The precision, whose numbers it must have.</param>
    /// <param name="failing">The input to start from.</param>
    /// <param name="firstFailing">The index of the first failing one among candidates, or −1.</param>
    public static KernelInput Shrink(
        Subject subject,
        bool single,
        KernelInput failing,
        Func<List<KernelInput>, int> firstFailing
    )
    {
        for (var step = 0; step < MostSteps; step++)
        {
            List<KernelInput> candidates = [.. Candidates(subject, single, failing)];
            var next = candidates.Count == 0 ? -1 : firstFailing(candidates);
            if (next < 0)
            {
                break;
            }

            failing = candidates[next];
        }

        return failing;
    }

    /// <summary>Legal inputs that are simpler in one respect, the simplest first.</summary>
    public static IEnumerable<KernelInput> Candidates(Subject subject, bool single, KernelInput input) =>
        (single ? Of<float>(subject, input) : Of<double>(subject, input)).Where(candidate =>
            Legality.IsLegal(subject.Kernel, candidate, single)
        );

    private static IEnumerable<KernelInput> Of<T>(Subject subject, KernelInput input)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
    {
        var isLabelled = subject.Arguments.Any(argument => argument.Place == Place.Label);
        foreach (var kept in Simpler.Kept(input.Row.Length))
        {
            if (isLabelled && !kept.Contains(input.Label))
            {
                continue;
            }

            var second = input.Second.Length == 0 ? [] : Simpler.Select(input.Second, kept);
            yield return input with
            {
                Row = Simpler.Select(input.Row, kept),
                Second = second,
                Label = isLabelled ? Array.IndexOf(kept, input.Label) : 0,
            };
            if (second.Sum() is > 0 and not 1)
            {
                yield return input with
                {
                    Row = Simpler.Select(input.Row, kept),
                    Second = OnFirst(second),
                    Label = isLabelled ? Array.IndexOf(kept, input.Label) : 0,
                };
            }
        }

        if (input.Second.Count(value => value > 0) > 1)
        {
            yield return input with
            {
                Second = OnFirst(input.Second),
            };
        }

        foreach (var parameter in subject.Arguments.Where(argument => argument.Place == Place.Parameter))
        {
            foreach (var simpler in Numbers<T>(input.Parameters[parameter.Index]))
            {
                var parameters = (double[])input.Parameters.Clone();
                parameters[parameter.Index] = simpler;
                yield return input with
                {
                    Parameters = parameters,
                };
            }
        }

        if (isLabelled && input.Label > 0)
        {
            var order = Enumerable.Range(0, input.Row.Length).Order(Comparer<int>.Create(FirstLabel)).ToArray();
            yield return input with
            {
                Row = Simpler.Select(input.Row, order),
                Second = input.Second.Length == 0 ? [] : Simpler.Select(input.Second, order),
                Label = 0,
            };
        }

        foreach (var row in Entries<T>(input.Row))
        {
            yield return input with
            {
                Row = row,
            };
        }

        foreach (var second in Entries<T>(input.Second))
        {
            yield return input with
            {
                Second = second,
            };
        }

        int FirstLabel(int a, int b) => (a == input.Label ? -1 : a).CompareTo(b == input.Label ? -1 : b);
    }

    // All the mass of a distribution on the first entry that has some.
    private static double[] OnFirst(double[] second)
    {
        var first = Array.FindIndex(second, value => value > 0);
        return [.. second.Select((_, i) => i == first ? 1.0 : 0)];
    }

    private static IEnumerable<double> Numbers<T>(double value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Simpler.Number(T.CreateTruncating(value), _ => true).Select(double.CreateChecked);

    private static IEnumerable<double[]> Entries<T>(double[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
        Simpler
            .Entries(
                Array.ConvertAll(values, T.CreateTruncating),
                value => !T.IsNaN(value) && !T.IsPositiveInfinity(value)
            )
            .Select(row => Array.ConvertAll(row, double.CreateChecked));
}
