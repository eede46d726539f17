// Legal arguments for any function, by the names of its parameters: hard numbers, short and long rows, one row and many.
using System.Numerics;
using System.Reflection;
using LossProofs.Kernels;
using LossProofs.Laws;

namespace LossProofs.Attack;

/// <summary>Draws arguments in one number type.</summary>
public abstract class Drawing
{
    /// <summary>How wide queries are, and values in attention.</summary>
    protected const int Dimension = 3;

    /// <summary>For functions in that precision; others have moderate numbers.</summary>
    public static Drawing For(Type number) =>
        (Drawing)Activator.CreateInstance(typeof(Drawing<>).MakeGenericType(number))!;

    /// <summary>Arguments that the function takes, destinations filled with what no function writes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="random">Where they come from.</param>
    /// <param name="longest">How long a row is at most.</param>
    public abstract Argument[] Draw(Function function, Random random, int longest = 80);
}

/// <inheritdoc/>
public sealed class Drawing<T> : Drawing
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override Argument[] Draw(Function function, Random random, int longest = 80)
    {
        var parameters = function.Method.GetParameters();
        var rows = parameters.Any(Function.IsBatch) ? 1 + random.Next(random.Next(2) == 0 ? 3 : 20) : 1;
        var columns = 1 + random.Next(random.Next(3) == 0 ? longest : Math.Min(longest, 9));
        if (function.Method.Name is "Hessian" or "Jacobian")
        {
            columns = Math.Min(columns, 12);
        }

        var reduction = (Reduction)random.Next(3);
        return
        [
            .. parameters.Select(p =>
                Function.IsDestination(p)
                    ? Destination(function.Method, p, rows, columns, reduction)
                    : new Argument
                    {
                        Name = p.Name!,
                        Values = Function.IsSpan(p) ? Contents(function.Method, p, rows, columns, random) : null,
                        Scalar = Function.IsSpan(p) ? null : Scalar(p, columns, reduction, random),
                        Columns = Function.IsBatch(p) ? columns : 0,
                    }
            ),
        ];
    }

    private static Argument Destination(
        MethodInfo method,
        ParameterInfo parameter,
        int rows,
        int columns,
        Reduction reduction
    )
    {
        var length = (method.Name, parameter.Name) switch
        {
            (_, "losses") => reduction == Reduction.None ? rows : 1,
            (_, "bins") => 4,
            ("Jacobian" or "Hessian", _) => columns * columns,
            ("OutputJacobian", _) => columns * Dimension,
            ("Output" or "HardOutput", "destination") => Dimension,
            _ => rows * columns,
        };
        var argument = new Argument
        {
            Name = parameter.Name!,
            Values = Array.CreateInstance(parameter.ParameterType.GetGenericArguments()[0], length),
            IsWritten = true,
        };
        argument.Contents.Fill(0xA5);
        return argument;
    }

    private static Array Contents(MethodInfo method, ParameterInfo parameter, int rows, int columns, Random random)
    {
        var type = parameter.ParameterType.GetGenericArguments()[0];
        var count = rows * columns;
        if (type == typeof(bool))
        {
            bool[] flags = [.. Enumerable.Range(0, count).Select(_ => random.Next(3) == 0)];
            flags[0] = false; // of masks one is left
            return flags;
        }

        if (type == typeof(int))
        {
            return Enumerable.Range(0, rows).Select(_ => random.Next(columns)).ToArray();
        }

        return parameter.Name switch
        {
            "logits" or "scores" or "x" or "predictions" or "vector" => Numbers(count, random),
            "values" => Numbers(method.DeclaringType == typeof(LogSumExp) ? count : columns * Dimension, random),
            "query" => Numbers(Dimension, random),
            "keys" => Numbers(columns * Dimension, random),
            "classWeights" => Weights(columns, random),
            "confidences" => Enumerable.Range(0, count).Select(_ => Unit(random)).ToArray(),
            "targets" or "p" or "q" or "probabilities" or "first" or "second" => Distributions(rows, columns, random),
            _ => throw Unknown(parameter),
        };
    }

    private static object Scalar(ParameterInfo parameter, int columns, Reduction reduction, Random random)
    {
        var type = parameter.ParameterType;
        return type == typeof(bool) ? random.Next(2) == 0
            : type == typeof(ulong) ? (ulong)random.NextInt64()
            : type == typeof(Reduction) ? reduction
            : type == typeof(int) ? Integer(parameter, columns, random)
            : type == typeof(T) ? Number(parameter, random)
            : throw Unknown(parameter);
    }

    private static int Integer(ParameterInfo parameter, int columns, Random random) =>
        parameter.Name switch
        {
            "label" or "firstLabel" or "secondLabel" => random.Next(columns),
            "degreeOfParallelism" => random.Next(4),
            "index" => random.Next(10),
            "dimension" or "keyCount" or "binCount" => 1 + random.Next(100),
            _ => throw Unknown(parameter),
        };

    private static T Number(ParameterInfo parameter, Random random) =>
        parameter.Name switch
        {
            "gamma" or "probability" or "threshold" or "lambda" or "target" or "first" or "second" => Unit(random),
            "minimum" or "maximum" => Unit(random),
            "alpha" or "q" or "lower" => Unit(random) is var unit && unit > T.Zero ? unit : T.One,
            "margin" => Unit(random) is var unit && unit < T.One ? unit : T.Zero,
            "beta" or "positiveFocus" or "negativeFocus" => Unit(random) * Of(3),
            "temperature" or "scale" or "kappa" or "sigma" or "stepCount" => Unit(random) + Of(0.5),
            "upper" => T.One + Unit(random),
            "x" or "logit" or "score" or "prediction" or "step" => Numbers(1, random)[0],
            _ when Definition.DomainOf(parameter.Name!) is { Examples: var examples } => Of(
                examples[random.Next(examples.Length)]
            ),
            _ => throw Unknown(parameter),
        };

    private static NotSupportedException Unknown(ParameterInfo parameter) =>
        new($"no argument is known for '{parameter.Name}' of {parameter.Member}: add it to tools/Attack/Drawing.cs");

    // A row is of one kind; the last has everything.
    private static T[] Numbers(int count, Random random)
    {
        var kind = random.Next(6);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                    (kind < 5 ? kind : random.Next(5)) switch
                    {
                        0 => Of(random.NextDouble() * 6 - 3),
                        1 => Of(random.Next(3) - 1),
                        2 => Of(random.NextDouble() * 1600 - 800),
                        3 => Special(random),
                        _ => Of(1e4 + random.Next(8)),
                    }
                ),
        ];
    }

    // Zeros of both signs, subnormal numbers, the largest ones.
    private static T Special(Random random) =>
        random.Next(6) switch
        {
            0 => T.Zero,
            1 => T.NegativeZero,
            2 => T.Epsilon,
            3 => T.BitDecrement(T.PositiveInfinity),
            4 => T.BitIncrement(T.NegativeInfinity),
            _ => T.ScaleB(T.One, random.Next(200) - 100),
        };

    private static T[] Weights(int count, Random random)
    {
        T[] weights = [.. Enumerable.Range(0, count).Select(_ => Of(random.Next(4)) + T.Epsilon)];
        weights[random.Next(count)] = random.Next(2) == 0 ? T.One : T.BitDecrement(T.PositiveInfinity);
        return weights;
    }

    private static T[] Distributions(int rows, int columns, Random random)
    {
        var targets = new T[rows * columns];
        for (var row = 0; row < rows; row++)
        {
            // Halves, quarters, …: sums are exact, also in Half. The rest goes to the last, and zeros have both signs.
            var (rest, scale) = (1.0, 1.0);
            targets.AsSpan(row * columns, columns).Fill(random.Next(2) == 0 ? T.Zero : T.NegativeZero);
            for (var i = 0; i < Math.Min(columns - 1, 8) && random.Next(5) > 0; i++)
            {
                scale /= 2;
                rest -= scale;
                targets[row * columns + i] = Of(scale);
            }

            targets[(row + 1) * columns - 1] = Of(rest);
        }

        return targets;
    }

    private static T Unit(Random random) =>
        random.Next(6) switch
        {
            0 => T.Zero,
            1 => T.NegativeZero,
            2 => T.One,
            _ => Of(random.Next(1024) / 1024.0),
        };

    private static T Of(double value) => T.CreateSaturating(value);
}
