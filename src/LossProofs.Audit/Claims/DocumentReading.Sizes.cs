// A step is built until its sizes fit, and for a few small sizes where only these have a value.
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Claims;

internal sealed partial class DocumentReading
{
    private const int MaximumFittings = 6;
    private const int MaximumOpenSizes = 3;

    // What holds for these sizes is tested for all.
    private static readonly int[] s_sizes = [2, 3, 1];

    private static readonly (int First, int Others)[] s_unlike = [(2, 3), (3, 2)];

    // The step's reading; of small sizes where its square matrices have a value for these only.
    private List<Reading> Fitted(
        Func<TermBuilder> make,
        EquationNote? note,
        Nearby near,
        Step step,
        string written,
        out TermBuilder builder,
        out bool mayBeConditional
    )
    {
        var open = new List<string>();
        var readings = new List<Reading>();
        (builder, mayBeConditional) = (null!, false);
        while (true)
        {
            try
            {
                if (open.Count == 0)
                {
                    return [Fitted(make, new Sizes(), note, near, step, written, out builder, out mayBeConditional)];
                }

                foreach (var size in s_sizes)
                {
                    var sizes = new Sizes { Instances = open.ToDictionary(name => name, _ => size) };
                    var noted = $"{written}, for matrices {size} by {size}";
                    readings.Add(Fitted(make, sizes, note, near, step, noted, out builder, out mayBeConditional));
                }

                // Lengths of two names need not be equal.
                foreach (var (first, others) in open.Count > 1 ? s_unlike : [])
                {
                    var sizes = new Sizes
                    {
                        Instances = open.Select((name, at) => (name, at))
                            .ToDictionary(each => each.name, each => each.at == 0 ? first : others),
                    };
                    try
                    {
                        var noted = $"{written}, for matrices {first} by {others}";
                        readings.Add(Fitted(make, sizes, note, near, step, noted, out builder, out mayBeConditional));
                    }
                    catch (NotUnderstood reason) when (reason is not NeedsSize)
                    {
                        // They have to be.
                    }
                }

                // What is supposed of a length is not supposed of the number in its place.
                if (
                    readings.Exists(reading =>
                        reading.Context.Hypotheses.Any(hypothesis =>
                            hypothesis.Condition.FreeNames().Any(open.Contains)
                        )
                    )
                )
                {
                    throw new NotUnderstood(
                        $"something is supposed of {string.Join(", ", open)}, and only small sizes are tried"
                    );
                }

                return [readings[0] with { Note = written, Instances = readings.ToSequence() }];
            }
            catch (NeedsSize needed)
            {
                if (
                    open.Count == MaximumOpenSizes
                    || open.Contains(needed.Length)
                    || _scope.Declaration(needed.Length) is { } declared && !HasSmallValues(declared)
                )
                {
                    throw new NotUnderstood(needed.Message);
                }

                open.Add(needed.Length);
                readings.Clear();
            }
        }
    }

    // A length that may be 1, 2 or 3.
    private static bool HasSmallValues(Declared length) =>
        length.Dimensions.Count == 0
        && length.Domain is Integers { Upper: null, Lower: var least }
        && least is null or Number { Value.Sign: <= 0 } or Number { Value: { IsInteger: true, Numerator.IsOne: true } };

    private Reading Fitted(
        Func<TermBuilder> make,
        Sizes sizes,
        EquationNote? note,
        Nearby near,
        Step step,
        string written,
        out TermBuilder builder,
        out bool mayBeConditional
    )
    {
        for (var fitting = 1; ; fitting++)
        {
            builder = make();
            builder.Sizes = sizes;
            if (builder.HasMatrix(step.Left) || builder.HasMatrix(step.Right))
            {
                builder.BesideMatrix();
            }

            try
            {
                var reading = Build(builder, note, near, step, written, out mayBeConditional);
                if (!sizes.Settle() || fitting == MaximumFittings)
                {
                    return reading;
                }
            }
            catch (NotUnderstood) when (sizes.Settle() && fitting < MaximumFittings)
            {
                // It may be understood with what was found on the way.
            }
        }
    }
}
