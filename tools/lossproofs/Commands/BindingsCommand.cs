// `lossproofs bindings`: a file to be accepted with what a document's symbols mean, and whether a file says it rightly.
using System.CommandLine;
using LossProofs.Audit;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;

namespace LossProofs.CommandLine.Commands;

internal static class BindingsCommand
{
    public static Command Create() => new("bindings", "Say what a document's symbols mean.") { New(), Check() };

    private static Command New()
    {
        var file = CommonOptions.Document();
        var type = CommonOptions.As();
        var output = CommonOptions.Out();
        output.Description = "Write to this new file instead of standard output; missing folders are made.";
        var create = new Command(
            "new",
            "Write what the text says of each symbol, what is guessed of the others, and the roles, to be accepted."
        )
        {
            file,
            type,
            output,
        };
        create.SetAction(result =>
        {
            var path = result.GetValue(output);
            if (File.Exists(path))
            {
                throw new UsageException($"{path}: exists already; expected the name of a new file");
            }

            Output.Check(path);
            Output.Write(BindingsStub.For(Sources.ReadDocument(result.GetValue(file)!, result.GetValue(type))), path);
            return 0;
        });
        return create;
    }

    private static Command Check()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "Bindings files, such as NAME.bindings.yaml.",
            Arity = ArgumentArity.OneOrMore,
        };
        var documents = new Option<string[]>("--document")
        {
            Description =
                "A document that they are for (default: the one with the same name beside the file); may be repeated.",
            HelpName = "FILE",
        };
        var check = new Command("check", "Say what is wrong in bindings files, and what in them nothing uses.")
        {
            files,
            documents,
        };
        check.SetAction(result =>
        {
            var status = 0;
            foreach (var path in result.GetValue(files) ?? [])
            {
                var bindings = Sources.ReadBindings(path);
                var given = result.GetValue(documents) ?? [];
                var read = (given.Length > 0 ? given : Beside(path))
                    .Select(document => Sources.ReadDocument(document))
                    .ToList();
                // What one of the documents uses is used.
                var notes = read.Select(document => ClaimReader.Read(document, bindings).Notes.ToList())
                    .Aggregate(
                        (List<string>?)null,
                        (common, each) => common is null ? each : [.. common.Intersect(each)]
                    );
                foreach (var note in notes ?? [])
                {
                    Console.Out.WriteLine(note);
                    status = 1;
                }

                var of = read.Count == 0 ? "no document" : string.Join(", ", read.Select(document => document.Path));
                Console.Out.WriteLine(
                    $"{path}: {Counted(bindings.Symbols.Count, "symbol")}, {Counted(bindings.Given.Count, "condition")}, "
                        + $"{Counted(bindings.Equations.Count, "equation")}; checked with {of}"
                );
            }

            return status;
        });
        return check;
    }

    // NAME.bindings.yaml is for NAME.md; bindings.yaml for every document in its folder.
    private static IEnumerable<string> Beside(string path)
    {
        const string ending = ".bindings.yaml";
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        var name = Path.GetFileName(path);
        var all = name == Sources.FolderBindings;
        return !all && !name.EndsWith(ending, StringComparison.Ordinal)
            ? []
            : Directory
                .EnumerateFiles(folder)
                .Where(file =>
                    SourceFormats.ForPath(file) is not null
                    && !Path.GetFileName(file).StartsWith('.')
                    && (all || Path.GetFileNameWithoutExtension(file) == name[..^ending.Length])
                )
                .Order(StringComparer.Ordinal)
                .Select(file => folder == "." ? Path.GetFileName(file) : file);
    }

    private static string Counted(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";
}
