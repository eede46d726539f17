// Wrong kernels, and which law catches each: `dotnet run -c Release --project tools/mutants`; with `--rules`, rules of proof
// that ask for less. See docs/mutants.md.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using LossProofs.Mutants;
using LossProofs.Sharding;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

if (args is ["laws", var library, var mode, var folder, .. var rest])
{
    // The process that runs the laws.
    var run = new LawRun(folder, Subject.Of(library));
    if (mode == "survey")
    {
        run.Survey(rest[0]);
    }
    else
    {
        run.Judge(rest[0], rest[1].Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)));
    }

    return 0;
}

var root = Root();
if (args is ["merge", .. var parts])
{
    try
    {
        var shards = MergedShards.Read(parts);
        return Printed(Subject.Of(shards.Header["library"]), MutantShards.Verdicts(shards));
    }
    catch (ShardException error)
    {
        Console.Error.WriteLine($"mutants: merge: {error.Message}");
        return 2;
    }
}

int Option(string name, int otherwise) =>
    Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length
        ? int.Parse(args[at + 1], CultureInfo.InvariantCulture)
        : otherwise;
var subject = args.Contains("--rules") ? Subject.Rules : Subject.Kernels;
var (sampleSize, seed) = (Option("--sample", args.Contains("--rules") ? 100_000 : 300), Option("--seed", 1));
var only = Array.IndexOf(args, "--only") is >= 0 and var given ? args[given + 1] : null;
var cases = Array.IndexOf(args, "--cases") is >= 0 and var where ? args[where + 1] : "0.1";

var output = Array.IndexOf(args, "--out") is >= 0 and var named && named + 1 < args.Length ? args[named + 1] : null;
var part =
    Array.IndexOf(args, "--shard") is >= 0 and var part1 && part1 + 1 < args.Length
        ? Shard.Parse(args[part1 + 1])
        : null;
if (args.Contains("--shard") && (part is null || output is null))
{
    Console.Error.WriteLine("mutants: --shard: expected a part such as 3/8, and --out FILE for its results");
    return 2;
}

var project = Path.Combine(root, "src", subject.Library);
var suite = Path.Combine(
    root,
    "tests",
    "Properties",
    "bin",
    Option("--release", 0) == 1 ? "Release" : "Debug",
    "net10.0"
);
if (!args.Contains("--no-build"))
{
    using var build = Process.Start(
        "dotnet",
        ["build", Path.Combine(root, "tests", "Properties"), "-v", "q", "--nologo"]
    );
    await build.WaitForExitAsync();
    if (build.ExitCode != 0)
    {
        return 2;
    }
}

var parse = new CSharpParseOptions(LanguageVersion.Preview);
var sources = Directory
    .EnumerateFiles(project, "*.cs", SearchOption.AllDirectories)
    .Select(file => Path.GetRelativePath(project, file).Replace('\\', '/'))
    .Where(file =>
        !file.StartsWith("obj/", StringComparison.Ordinal) && !file.StartsWith("bin/", StringComparison.Ordinal)
    )
    .Order(StringComparer.Ordinal)
    .ToDictionary(
        file => file,
        file =>
            CSharpSyntaxTree.ParseText(
                File.ReadAllText(Path.Combine(project, file)).ReplaceLineEndings("\n"),
                parse,
                file
            )
    );

var here = Path.Combine(root, "tools", "mutants");
List<Mutant> handWritten = subject.HandWritten is { } bugs
    ? [.. HandWritten.Read(Path.Combine(here, bugs), sources, 1)]
    : [];

// Some of the sample do not compile: a few more are drawn than are wanted.
List<Mutant> sample = [.. Sample().Take(sampleSize / 2 * 3)];
Mutant[] chosen =
[
    .. handWritten.Concat(sample).Where(m => only is null || m.Name.Contains(only, StringComparison.Ordinal)),
];
if (args.Contains("--list"))
{
    foreach (var mutant in chosen)
    {
        Console.WriteLine($"{mutant.Number}\t{mutant.Name}");
    }

    return 0;
}

var scratch = Directory.CreateTempSubdirectory("lossproofs-mutants-").FullName;
try
{
    foreach (var file in Directory.EnumerateFiles(suite, "*.dll"))
    {
        File.Copy(file, Path.Combine(scratch, Path.GetFileName(file)));
    }

    var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator)
        .Where(file =>
            Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal)
            && !file.Contains("CodeAnalysis", StringComparison.Ordinal)
        )
        .Concat(
            Directory
                .EnumerateFiles(suite, "*.dll")
                .Where(file =>
                    Path.GetFileNameWithoutExtension(file)
                        is "LossProofs.Elementary"
                            or "LossProofs.Reals"
                            or "Markdig"
                            or "YamlDotNet"
                )
        );
    var compiled = new Weaver(sources, [.. references]).Compile(
        chosen,
        subject.Library,
        Path.Combine(scratch, subject.Library + ".dll")
    );
    Mutant[] lost = [.. handWritten.Intersect(chosen).Except(compiled)];
    if (lost.Length > 0)
    {
        Console.Error.WriteLine(
            $"these hand-written bugs do not compile: {string.Join("; ", lost.Select(m => m.Name))}"
        );
        return 2;
    }

    Mutant[] mutants =
    [
        .. compiled.Where(m => m.IsHandWritten),
        .. compiled.Where(m => !m.IsHandWritten).Take(sampleSize),
    ];
    Console.Error.WriteLine(
        $"{mutants.Count(m => m.IsHandWritten)} hand-written bugs and {mutants.Count(m => !m.IsHandWritten)} of the sample, woven into one library"
    );
    var judge = new Judge(scratch, subject, cases);
    if (part is not null)
    {
        var header = MutantShards.Header(subject.Library, sampleSize, only, cases, seed, part, mutants.Length);
        return await MutantShards.RunAsync(output!, header, mutants, judge);
    }

    var verdicts = await judge.OfAsync(mutants, _ => { });
    return Printed(subject, verdicts);
}
finally
{
    Directory.Delete(scratch, recursive: true);
}

int Printed(Subject of, IReadOnlyList<Verdict> said)
{
    var equivalent = File.ReadLines(Path.Combine(root, "tools", "mutants", of.Equivalent))
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('\t'))
        .ToDictionary(parts => parts[0], parts => parts[1]);
    return Report.Write(
        said,
        equivalent,
        Path.Combine(root, "TestResults", of == Subject.Rules ? "mutants-rules.md" : "mutants.md")
    );
}

// In an order that the seed and the names decide.
IEnumerable<Mutant> Sample()
{
    var number = handWritten.Count;
    var found =
        from source in sources
        where source.Key.StartsWith(subject.Sampled, StringComparison.Ordinal)
        from mutant in subject.Operators(source.Value)
        let name = Named(source.Key, mutant.Operator, mutant.Place)
        group (source.Key, name, mutant.Place) by name into same
        from item in same.Select(
            (mutant, i) => (mutant.Key, Name: i == 0 ? mutant.name : $"{mutant.name} ({i + 1})", mutant.Place)
        )
        orderby Hash($"{seed} {item.Name}")
        select item;
    return found.Select(item => new Mutant(++number, item.Name, item.Key, false, [item.Place]));
}

static string Named(string file, string kind, Place place)
{
    var member = place
        .Original.Ancestors()
        .Select(node =>
            node switch
            {
                Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax method => method.Identifier.Text,
                Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax property => property.Identifier.Text,
                _ => null,
            }
        )
        .FirstOrDefault(name => name is not null);
    return $"{Path.GetFileName(file)} {member}: {kind}: {Short(place.Original)} => {Short(place.Replacement)}";
}

static string Short(SyntaxNode node)
{
    var text = string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    return text.Length <= 90 ? text : text[..87] + "...";
}

// FNV-1a, 64 bits, the same everywhere.
static ulong Hash(string text) =>
    text.Aggregate(14695981039346656037UL, (hash, character) => unchecked((hash ^ character) * 1099511628211UL));

static string Root([CallerFilePath] string file = "")
{
    for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
    {
        if (File.Exists(Path.Combine(folder.FullName, "LossProofs.sln")))
        {
            return folder.FullName;
        }
    }

    throw new DirectoryNotFoundException(
        $"run it inside the repository ({Path.GetFileName(file)} looks for LossProofs.sln)"
    );
}
