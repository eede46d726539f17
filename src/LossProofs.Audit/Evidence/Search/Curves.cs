// What the sides of a refuted claim are beside its counterexample: a picture for people, no evidence.
using LossProofs.Audit.Reports;
using LossProofs.Audit.Terms;
using LossProofs.Reals;

namespace LossProofs.Audit.Evidence;

/// <summary>Evaluates both sides along lines through a point.</summary>
public static class Curves
{
    private const int MostPlots = 4;
    private const int Steps = 96;
    private const int MostIntegers = 24;

    // A picture needs a few digits; what cancels needs more.
    private const int Bits = 128;

    // About a tenth of a second for each picture.
    private const long Work = 1_000_000;

    /// <summary>A plot for each number that the counterexample sets, entries of vectors too; none where a side is no number.</summary>
    public static IReadOnlyList<PlotReport> Through(Certificate certificate)
    {
        try
        {
            var problem = Problem.From(certificate.Reading);
            return problem.Goal is Terms.Comparison(var left, _, var right)
                ? [.. Lines(problem, certificate.Assignment).Select(Plot).OfType<PlotReport>().Take(MostPlots)]
                : [];

            PlotReport? Plot(Line line)
            {
                var budget = new Budget(Work);
                var trial = new Trial(problem, budget);
                var at = Sides(line.Value);
                if (at is not { Left: not null, Right: not null })
                {
                    return null;
                }

                var points = line.Range.Order().Select(Sides).ToList();
                return budget.IsSpent || points.Count(point => point is { Left: not null, Right: not null }) < 2
                    ? null
                    : new PlotReport(Spelling.Plain(line.Name), line.IsDiscrete, at, points);

                PlotPoint Sides(Rational value)
                {
                    var assignment = line.At(value);
                    return trial.IsAdmissible(assignment)
                        ? new PlotPoint(value.ToDouble(), Side(left, assignment), Side(right, assignment))
                        : new PlotPoint(value.ToDouble(), null, null);
                }

                double? Side(Term side, Assignment assignment)
                {
                    var value = new Evaluator<Ball>(assignment.In<Ball>(Bits), Bits, budget).Evaluate(side);
                    return
                        value.IsNumber
                        && value.Real is { IsFinite: true } ball
                        && ball.MidpointAsDouble() is var number
                        && double.IsFinite(number)
                        ? number
                        : null;
                }
            }
        }
        catch (Undecidable)
        {
            return [];
        }
    }

    // A number that runs, the values that it takes, and the point for each of them.
    private sealed record Line(
        string Name,
        Rational Value,
        bool IsDiscrete,
        IReadOnlyList<Rational> Range,
        Func<Rational, Assignment> At
    );

    private static IEnumerable<Line> Lines(Problem problem, Assignment point)
    {
        foreach (var variable in problem.Variables)
        {
            switch (point.Values.GetValueOrDefault(variable.Name))
            {
                case ExactNumber(var value)
                    when !problem.Lengths.Contains(variable.Name) && Range(variable.Domain, value) is { } range:
                    yield return new Line(
                        variable.Name,
                        value,
                        variable.Domain is not RealInterval,
                        range,
                        other => point.With(variable.Name, new ExactNumber(other))
                    );
                    break;
                case ExactArray(var entries):
                    for (var index = 0; index < entries.Count; index++)
                    {
                        if (entries[index] is ExactNumber(var entry) && Range(variable.Domain, entry) is { } entryRange)
                        {
                            var which = index;
                            yield return new Line(
                                $"{variable.Name}_{{{index + 1}}}",
                                entry,
                                variable.Domain is not RealInterval,
                                entryRange,
                                other =>
                                    point.With(
                                        variable.Name,
                                        new ExactArray([
                                            .. entries.Select((old, at) => at == which ? new ExactNumber(other) : old),
                                        ])
                                    )
                            );
                        }
                    }

                    break;
            }
        }
    }

    // The whole domain where it has two ends, else as much around the point as it is from the end, or from 0.
    private static IReadOnlyList<Rational>? Range(Domain domain, Rational value)
    {
        switch (domain)
        {
            case RealInterval(var lower, _, var upper, _):
            {
                var reach = Larger(
                    lower is { } low ? value - low
                        : upper is { } high ? high - value
                        : value.Sign < 0 ? -value
                        : value,
                    lower is null && upper is null ? 2 : 1
                );
                var (from, to) = (lower ?? value - reach, upper ?? value + reach);
                return [.. Enumerable.Range(0, Steps + 1).Select(step => from + (to - from) * step / Steps)];
            }

            case Integers(var lower, var upper) when value.Denominator.IsOne:
            {
                var from = lower is Number(var least)
                    ? Larger(least, value - MostIntegers / 2)
                    : value - MostIntegers / 2;
                return
                [
                    .. Enumerable
                        .Range(0, MostIntegers)
                        .Select(step => from + step)
                        .Where(integer => upper is not Number(var most) || integer <= most),
                ];
            }

            case Finite(var values):
                return [.. values];
            default:
                return null;
        }
    }

    private static Rational Larger(Rational one, Rational other) => one < other ? other : one;
}
