// `lossproofs bindings new`: a bindings file with a line for every symbol that needs one.
using System.CommandLine;
using System.Text;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Terms;

namespace LossProofs.CommandLine.Commands;

internal static class BindingsCommand
{
    private const int Places = 8;

    public static Command Create()
    {
        var file = CommonOptions.Document();
        var type = CommonOptions.As();
        var output = new Option<string?>("--out")
        {
            Description = "Write the stub to a new file instead of standard output.",
        };
        var create = new Command(
            "new",
            "Write a stub with a line for every symbol that needs one, and where it occurs."
        )
        {
            file,
            type,
            output,
        };
        create.SetAction(result =>
        {
            var text = Stub(Sources.ReadDocument(result.GetValue(file)!, result.GetValue(type)));
            if (result.GetValue(output) is not { } path)
            {
                Console.Out.Write(text);
            }
            else if (File.Exists(path))
            {
                throw new UsageException($"{path}: exists already; expected the name of a new file");
            }
            else
            {
                Output.Write(text, path);
            }

            return 0;
        });
        return new Command("bindings", "Say what a document's symbols mean.") { create };
    }

    private static string Stub(Document document)
    {
        var guessed = new SortedDictionary<string, (string Phrase, List<string> At)>(StringComparer.Ordinal);
        var open = new List<(string At, string Reason)>();
        foreach (var equation in ClaimReader.Read(document, BindingsFile.Empty).Equations)
        {
            var at = equation.Equation.Tag is { } tag ? $"({tag})" : $"#{equation.Equation.Ordinal}";
            foreach (var claim in equation.Claims)
            {
                if (claim.Reason is { } reason && claim.Statement.Readings.Count == 0)
                {
                    open.Add((at, Spelling.Plain(reason)));
                }

                foreach (
                    var variable in claim
                        .Statement.Readings.SelectMany(reading => reading.Context.Variables)
                        .Where(variable => variable.Provenance == Provenance.Guessed)
                )
                {
                    var name = Spelling.Plain(variable.Name);
                    if (!guessed.TryGetValue(name, out var entry))
                    {
                        guessed[name] = entry = (Phrase(variable), []);
                    }

                    if (!entry.At.Contains(at))
                    {
                        entry.At.Add(at);
                    }
                }
            }
        }

        var text = new StringBuilder();
        text.Append($"document: {Quoted(document.Title)}\n");
        text.Append(
            "# What each symbol is: change the guesses (docs/bindings.md lists the phrases), drop what is right as it is.\n"
        );
        text.Append(guessed.Count == 0 ? "symbols: {}\n" : "symbols:\n");
        foreach (var (name, (phrase, at)) in guessed)
        {
            var more = at.Count > Places ? ", …" : "";
            text.Append($"  {Quoted(name)}: {Quoted(phrase)}  # {string.Join(", ", at.Take(Places))}{more}\n");
        }

        foreach (var group in open.GroupBy(entry => entry.Reason))
        {
            var at = group.Select(entry => entry.At).Distinct().ToList();
            text.Append($"# {string.Join(", ", at.Take(Places))}: {group.Key.ReplaceLineEndings(" ")}\n");
        }

        return text.ToString();
    }

    private static string Phrase(Variable variable)
    {
        var shape = variable.Dimensions.Count switch
        {
            0 => "",
            1 => $"vector of length {Spelling.Plain(TermPrinter.Print(variable.Dimensions[0]))}",
            _ =>
                $"matrix {string.Join(" by ", variable.Dimensions.Take(2).Select(each => Spelling.Plain(TermPrinter.Print(each))))}",
        };
        return variable.Domain switch
        {
            ProbabilityVector(var strict) => (strict ? "positive probability " : "probability ") + shape,
            OneHot => "one-hot " + shape,
            IndexSet(var size, _, _) => $"index set of {Spelling.Plain(TermPrinter.Print(size))}",
            Integers => "integer",
            SmoothFunction(1, _) => "function",
            SmoothFunction(var arity, _) => $"function of {arity} arguments",
            RealInterval(null, _, null, _) => shape.Length == 0 ? "real" : shape,
            RealInterval(var lower, var lowerClosed, var upper, var upperClosed) =>
                $"{(shape.Length == 0 ? "real" : shape)} in {(lowerClosed ? '[' : '(')}{lower?.ToString() ?? "-inf"}, {upper?.ToString() ?? "inf"}{(upperClosed ? ']' : ')')}",
            _ => shape.Length == 0 ? "real" : shape,
        };
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
