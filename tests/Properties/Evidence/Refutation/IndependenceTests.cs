// What is trusted depends on nothing that searches: the checkers of certificates use terms and real numbers only.
using System.Text.RegularExpressions;
using Xunit;

namespace LossProofs.Tests.Properties.Evidence.Refutation;

public partial class IndependenceTests
{
    [Fact]
    public void No_checker_mentions_a_type_of_the_search_or_of_the_provers()
    {
        var evidence = Path.Combine(Root(), "src", "LossProofs.Audit", "Evidence");
        var trusted = Directory.GetFiles(Path.Combine(evidence, "Refutation"), "*.cs");
        var own = trusted.SelectMany(Declared).ToHashSet();
        var others = Directory
            .GetFiles(evidence, "*.cs", SearchOption.AllDirectories)
            .Where(file => !trusted.Contains(file))
            .SelectMany(Declared)
            .Where(name => !own.Contains(name))
            .ToHashSet();
        Assert.True(trusted.Length > 10 && others.Count > 20, $"{trusted.Length} checkers, {others.Count} other types");
        var mentions =
            from file in trusted
            let text = Comments().Replace(File.ReadAllText(file), "")
            from name in others
            where Regex.IsMatch(text, $@"(?<![\w.""]){name}" + (name.EndsWith('<') ? "" : @"(?![\w""])\s*[.(<]"))
            select $"{Path.GetFileName(file)} mentions {name}";
        Assert.Empty(mentions);
    }

    private static IEnumerable<string> Declared(string file) =>
        Declaration().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value);

    // The folder of the solution, above the tests: paths of sources are hidden in a deterministic build.
    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "LossProofs.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex(@"^(?:public|internal) [\w ]*?(?:class|record|enum|struct) (\w+<?)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comments();
}
