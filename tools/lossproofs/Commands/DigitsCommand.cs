// lossproofs digits: the certified calculator.
using System.CommandLine;
using LossProofs.Reals;

namespace LossProofs.CommandLine.Commands;

/// <summary>Prints certain digits of one formula, or of every line of a batch file.</summary>
internal static class DigitsCommand
{
    public static Command Create()
    {
        var formula = new Argument<string?>("formula")
        {
            Description = "Plain infix notation, such as 'log(1+exp(-x))'.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var where = new Option<string[]>("--where")
        {
            Description = "A value, such as x=0x1.8p+3, x=1/3 or x=0.25 (exact); repeat it for more names.",
            AllowMultipleArgumentsPerToken = true,
        };
        var batch = new Option<string?>("--batch")
        {
            Description = "A file of lines 'name<TAB>argument[<TAB>ignored]'; '-' is standard input.",
        };
        var digits = new Option<int>("--digits") { Description = "Significant digits.", DefaultValueFactory = _ => 20 };
        var maxBits = new Option<int>("--max-bits")
        {
            Description = "The precision at which an undecided value is given up.",
            DefaultValueFactory = _ => CertainDigits.DefaultMaxBits,
        };
        var command = new Command("digits", "Print digits of a real number that are certain.")
        {
            formula,
            where,
            batch,
            digits,
            maxBits,
        };
        command.SetAction(result =>
        {
            try
            {
                return Run(
                    result.GetValue(formula),
                    result.GetValue(where) ?? [],
                    result.GetValue(batch),
                    result.GetValue(digits),
                    result.GetValue(maxBits)
                );
            }
            catch (Exception error)
                when (error is FormatException or ArgumentException or IOException or UnauthorizedAccessException)
            {
                throw new UsageException($"digits: {error.Message}");
            }
        });
        return command;
    }

    private static int Run(string? formula, string[] where, string? batch, int digits, int maxBits)
    {
        if (formula is null == batch is null)
        {
            throw new FormatException("expected either a formula or --batch FILE");
        }

        if (digits is < 1 or > CertainDigits.MaxDigits)
        {
            throw new FormatException($"--digits: expected 1 to {CertainDigits.MaxDigits}, got {digits}");
        }

        if (maxBits is < Ball.MinBits or > Ball.MaxBits)
        {
            throw new FormatException($"--max-bits: expected {Ball.MinBits} to {Ball.MaxBits}, got {maxBits}");
        }

        return batch is null ? One(formula!, where, digits, maxBits) : Batch(batch, digits, maxBits);
    }

    private static int One(string text, string[] where, int digits, int maxBits)
    {
        var formula = InfixFormula.Parse(text);
        var values = new Dictionary<string, Rational>(StringComparer.Ordinal);
        foreach (var binding in where)
        {
            var equals = binding.IndexOf('=');
            if (equals <= 0)
            {
                throw new FormatException($"--where: expected NAME=VALUE, got '{binding}'");
            }

            var name = binding[..equals].Trim();
            if (!values.TryAdd(name, Rational.Parse(binding[(equals + 1)..].Trim())))
            {
                throw new FormatException($"--where: '{name}' is given twice");
            }
        }

        if (formula.Names.FirstOrDefault(name => !values.ContainsKey(name)) is { } missing)
        {
            throw new FormatException($"'{missing}' has no value: add --where {missing}=VALUE");
        }

        var certain = CertainDigits.TryCompute(
            bits => formula.Evaluate(At(values, bits), bits),
            digits,
            out var result,
            maxBits
        );
        (certain ? Console.Out : Console.Error).WriteLine(certain ? result : $"lossproofs: digits: {result}");
        return certain ? 0 : 1;
    }

    private static int Batch(string path, int digits, int maxBits)
    {
        var status = 0;
        var number = 0;
        if (path != "-" && !File.Exists(path))
        {
            throw new FormatException(Sources.NoSuchFile(path));
        }

        using var reader = path == "-" ? Console.In : new StreamReader(path);
        using var output = new StreamWriter(Console.OpenStandardOutput());
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            var columns = line.Split('\t');
            if (columns.Length < 2)
            {
                throw new FormatException($"{path}:{number}: expected 'name<TAB>argument', got '{line}'");
            }

            var (name, argument) = (columns[0], columns[1]);
            if (!InfixFormula.Functions.TryGetValue(name, out var count) || count != 1)
            {
                throw new FormatException($"{path}:{number}: there is no function '{name}' of one argument");
            }

            var formula = InfixFormula.Parse($"{name}(x)");
            Func<int, Ball> value = argument switch
            {
                "inf" or "+inf" => bits => formula.Evaluate(Single(Ball.PositiveInfinity), bits),
                "-inf" => bits => formula.Evaluate(Single(Ball.NegativeInfinity), bits),
                _ when Rational.TryParse(argument, out var x) => bits =>
                    formula.Evaluate(Single(Ball.From(x, bits)), bits),
                _ => throw new FormatException($"{path}:{number}: '{argument}' is not a number"),
            };
            if (!CertainDigits.TryCompute(value, digits, out var result, maxBits))
            {
                Console.Error.WriteLine($"lossproofs: digits: {path}:{number}: {result}");
                result = "?";
                status = 1;
            }

            output.Write($"{name}\t{argument}\t{result}\n");
        }

        return status;
    }

    private static Dictionary<string, Ball> At(Dictionary<string, Rational> values, int bits) =>
        values.ToDictionary(pair => pair.Key, pair => Ball.From(pair.Value, bits), StringComparer.Ordinal);

    private static Dictionary<string, Ball> Single(Ball x) => new(StringComparer.Ordinal) { ["x"] = x };
}
