// What `lossproofs losses` lists and `lossproofs eval` evaluates: the catalogue of the laws on our kernels.
using System.Numerics;
using LossProofs.Accuracy;
using LossProofs.Laws;

namespace LossProofs.CommandLine.Evaluation;

/// <summary>A named result, with its largest error in ulps where its true values are certified.</summary>
internal sealed record Outcome<T>(string Name, T[] Values, Func<double?> Error);

internal static class Evaluator
{
    public static Definition Find(string name) =>
        Definition.All.FirstOrDefault(definition => definition.Name == name)
        ?? throw new UsageException($"loss: {Usage.Instead(name, [.. Definition.All.Select(each => each.Name)])}");

    /// <summary>The options that a loss takes: what a form has beyond the one before it is optional.</summary>
    public static string Options(Definition definition)
    {
        List<string> alternatives = [];
        IReadOnlyList<Argument> before = [];
        foreach (var form in definition.Forms)
        {
            var isLonger = before.Count > 0 && form.Arguments.Take(before.Count).SequenceEqual(before);
            var options = form.Arguments.Select(
                (argument, i) =>
                    argument.Default is not null || (isLonger && i >= before.Count)
                        ? $"[--{argument.Name}]"
                        : $"--{argument.Name}"
            );
            if (isLonger)
                alternatives.RemoveAt(alternatives.Count - 1);
            alternatives.Add(string.Join(' ', options));
            before = form.Arguments;
        }

        return string.Join(" or ", alternatives);
    }

    /// <summary>The results of a loss on named numbers, or a message that says what is missing or too much.</summary>
    public static Outcome<T>[] Evaluate<T>(Definition definition, IReadOnlyDictionary<string, string> texts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (definition.FormOf([.. texts.Keys]) is not { } form)
        {
            var given = string.Join(' ', texts.Keys.Select(name => $"--{name}"));
            throw new UsageException(
                $"{definition.Name} was given {(given.Length == 0 ? "no arguments" : given)}; expected {Options(definition)}"
            );
        }

        var input = Input<T>(form, new(texts));
        return
        [
            .. form.Results.Select(result =>
            {
                var values = OwnKernels.Run<T>(result.Kernel, input);
                return new Outcome<T>(
                    result.Name,
                    Array.ConvertAll(values, T.CreateTruncating),
                    () => Error(result, values, input, typeof(T) == typeof(float))
                );
            }),
        ];
    }

    // At +∞ a function of each entry has a limit, for which no formula stands; nor is ∞ itself decided, as of a loss at p = 0.
    private static double? Error(Result result, double[] values, KernelInput input, bool single)
    {
        if (result.Truth is not { } truth || input.Row.Any(double.IsPositiveInfinity))
            return null;
        try
        {
            return truth.Errors(values, input, single).Max();
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    private static KernelInput Input<T>(Form form, NamedNumbers given)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var input = new KernelInput([], [], 0, new double[form.Arguments.Count(a => a.Place == Place.Parameter)]);
        foreach (var argument in form.Arguments)
        {
            var name = argument.Name;
            double[] Vector() => Array.ConvertAll(given.Vector<T>(name), double.CreateChecked);
            switch (argument.Place)
            {
                case Place.Row:
                    input = input with { Row = Vector() };
                    break;
                case Place.Second:
                    input = input with { Second = Vector() };
                    break;
                case Place.Flags:
                    input = input with { Second = Array.ConvertAll(given.Flags(name), flag => flag ? 1.0 : 0.0) };
                    break;
                case Place.Label:
                    input = input with { Label = given.Integer(name) };
                    break;
                case Place.Parameter:
                    input.Parameters[argument.Index] = double.CreateChecked(
                        given.Scalar(name, T.CreateChecked(argument.Default ?? 0))
                    );
                    break;
            }
        }

        return input;
    }
}
