// `lossproofs eval`: one loss and its gradient on numbers from the command line, or a batch file line by line.
using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;
using LossProofs.CommandLine.Evaluation;
using LossProofs.Elementary;
using LossProofs.Laws;

namespace LossProofs.CommandLine.Commands;

internal static class EvalCommand
{
    public static Command Create()
    {
        var loss = new Argument<string?>("loss")
        {
            Description = "The loss; `lossproofs losses` lists them.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var names = Definition.Descriptions;
        var inputs = names
            .Select(input => new Option<string?>("--" + input.Name) { Description = input.Description })
            .ToArray();
        var batch = new Option<string?>("--batch")
        {
            Description =
                "Evaluate the lines of a file, or of - for standard input: 'NAME TAB logits=2,1;label=0' (docs/eval-batch.md).",
        };
        var precision = new Option<string>("--precision")
        {
            Description = "float or double.",
            DefaultValueFactory = _ => "double",
        };
        precision.OneOf(["float", "double"]);
        var format = CommonOptions.Format("text", "json");
        var command = new Command("eval", "Evaluate a loss and its gradient on real numbers.")
        {
            loss,
            batch,
            precision,
            format,
        };
        foreach (var input in inputs)
            command.Options.Add(input);

        command.SetAction(parsed =>
        {
            var single = parsed.GetValue(precision) == "float";
            var texts = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < inputs.Length; i++)
                if (parsed.GetValue(inputs[i]) is { } text)
                    texts[names[i].Name] = text;
            var name = parsed.GetValue(loss);
            if (parsed.GetValue(batch) is { } path)
            {
                if (name is not null || texts.Count > 0)
                    throw new UsageException(
                        "--batch takes its arguments from the file; expected no loss and no numbers"
                    );
                return single ? RunBatch<float>(path) : RunBatch<double>(path);
            }

            if (name is null)
                throw new UsageException(
                    "eval was given no loss; expected a name that `lossproofs losses` lists, or --batch"
                );
            var json = parsed.GetValue(format) == "json";
            return single ? Run<float>(name, texts, json) : Run<double>(name, texts, json);
        });
        return command;
    }

    private static int Run<T>(string name, Dictionary<string, string> texts, bool json)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loss = Evaluator.Find(name);
        var results = Evaluator.Evaluate<T>(loss, texts);
        Console.Out.WriteLine(json ? Json(loss, results) : Text(loss, results));
        return 0;
    }

    private static string Text<T>(Definition loss, Outcome<T>[] results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = results.Max(result => result.Name.Length);
        var certified = results
            .Select(result => (result.Name, Error: result.Error()))
            .Where(result => result.Error is not null)
            .Select(result =>
                string.Create(CultureInfo.InvariantCulture, $"{result.Name} within {result.Error:0.000} ulp")
            )
            .ToList();
        string[] check = certified.Count == 0 ? [] : [$"{"certified".PadRight(width)}  {string.Join(", ", certified)}"];
        width = Math.Max(width, check.Length == 0 ? 0 : "certified".Length);
        return string.Join(
            Environment.NewLine,
            results
                .Select(result =>
                    $"{result.Name.PadRight(width)}  {string.Join(", ", result.Values.Select(Numbers.Decimal))}"
                )
                .Prepend($"{loss.Name}: {loss.Formula}")
                .Concat(check)
        );
    }

    private static string Json<T>(Definition loss, Outcome<T>[] results)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        // Formulas stay readable: nothing here is put into HTML.
        var options = new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(stream, options))
        {
            writer.WriteStartObject();
            writer.WriteString("loss", loss.Name);
            writer.WriteString("formula", loss.Formula);
            writer.WriteString("precision", typeof(T) == typeof(float) ? "float" : "double");
            foreach (var (part, values, error) in results)
            {
                writer.WriteStartObject(part == "loss" ? "value" : part);
                writer.WriteStartArray("decimal");
                foreach (var value in values)
                    if (T.IsFinite(value))
                        writer.WriteRawValue(Numbers.Decimal(value));
                    else
                        writer.WriteStringValue(Numbers.Decimal(value));
                writer.WriteEndArray();
                writer.WriteStartArray("hexadecimal");
                foreach (var value in values)
                    writer.WriteStringValue(HexadecimalFloat.Format(double.CreateTruncating(value)));
                writer.WriteEndArray();
                if (error() is { } ulps)
                    writer.WriteNumber("errorInUlps", Math.Round(ulps, 3));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static int RunBatch<T>(string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (path != "-" && !File.Exists(path))
            throw new UsageException($"{path}: there is no such file");
        using var reader = path == "-" ? Console.In : new StreamReader(path);
        using var writer = new StreamWriter(Console.OpenStandardOutput());
        var (refused, of) = (0, 0);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0)
                continue;
            var answer = BatchFormat.Answer<T>(line);
            of++;
            refused += BatchFormat.IsRefusal(answer) ? 1 : 0;
            writer.WriteLine(answer);
        }

        // All others are answered first.
        writer.Flush();
        return refused == 0 ? 0 : Failure.Report($"{refused} of {of} lines were refused; each answer says why");
    }
}
