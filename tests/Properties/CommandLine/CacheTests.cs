// A cache changes how long an audit takes, and nothing else.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Terms;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class CacheTests : IDisposable
{
    private const string Text = """
        For $p \in (0,1)$ and real $x$

        $$ \frac{d}{dp}(-\log p) = -\frac1p $$

        $$ \frac{d}{dp}(-\log p) = \frac1p $$

        $$ a \le 3 $$

        $$ e^x \ge 1 + x $$

        $$ p \approx 0.5 $$

        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lossproofs-");

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Audit(string text, ClaimCache? cache, AuditSettings? settings = null)
    {
        var document = DocumentReader.Read("a.md", text);
        var report = new Auditor(settings ?? new AuditSettings()).Audit(document, BindingsFile.Empty, cache: cache);
        return JsonReport.Write(new AuditReport(1, 1000, [report]));
    }

    [Fact]
    public void Verdicts_are_the_same_with_and_without()
    {
        var without = Audit(Text, null);
        var first = new ClaimCache();
        var filling = Audit(Text, first);
        var second = ClaimCache.Read(first.Write());
        var filled = Audit(Text, second);

        Assert.Equal(without, filling);
        Assert.Equal(without, filled);
        Assert.Equal(0, first.Hits);
        Assert.Equal(5, second.Hits);
        Assert.False(second.HasChanged);
    }

    [Fact]
    public void Only_a_formula_that_changed_is_judged_anew()
    {
        var first = new ClaimCache();
        Audit(Text, first);
        var second = ClaimCache.Read(first.Write());
        var changed = Text.Replace("1 + x", "1 - x", StringComparison.Ordinal);

        Assert.Equal(Audit(changed, null), Audit(changed, second));
        Assert.Equal(4, second.Hits);
    }

    [Fact]
    public void A_formula_that_is_put_in_leaves_what_was_found_about_the_others()
    {
        var first = new ClaimCache();
        Audit(Text, first);
        var second = ClaimCache.Read(first.Write());
        var longer = Text.Replace("$$ a \\le 3 $$", "$$ 1 + 1 = 2 $$\n\n$$ a \\le 3 $$", StringComparison.Ordinal);

        Assert.Equal(Audit(longer, null), Audit(longer, second));
        Assert.Equal(5, second.Hits);
    }

    [Theory]
    [InlineData("For $p \\in (0,1)$", "For $p \\in (0,1]$")]
    public void What_a_verdict_depends_on_is_part_of_the_key(string from, string to)
    {
        var first = new ClaimCache();
        Audit(Text, first);
        var second = ClaimCache.Read(first.Write());
        var changed = Text.Replace(from, to, StringComparison.Ordinal);

        Assert.Equal(Audit(changed, null), Audit(changed, second));
        Assert.InRange(second.Hits, 0, 4);
    }

    [Fact]
    public void Another_seed_or_number_of_cases_finds_nothing()
    {
        var first = new ClaimCache();
        Audit(Text, first);

        foreach (var settings in new[] { new AuditSettings(Seed: 2), new AuditSettings(Cases: 500) })
        {
            var second = ClaimCache.Read(first.Write());
            Audit(Text, second, settings);
            Assert.Equal(0, second.Hits);
        }
    }

    [Fact]
    public void A_damaged_text_and_one_of_another_engine_hold_nothing()
    {
        var first = new ClaimCache();
        var report = Audit(Text, first);
        var text = first.Write();
        foreach (
            var damaged in new[]
            {
                "",
                text[..^10],
                text.Replace("Refuted", "Proved", StringComparison.Ordinal),
                text.Replace(ClaimCache.Engine, "another engine", StringComparison.Ordinal),
                "lossproofs cache 2\n\n\n",
                "{}",
            }
        )
        {
            Assert.NotEqual(text, damaged);
            var cache = ClaimCache.Read(damaged);
            Assert.Equal(report, Audit(Text, cache));
            Assert.Equal(0, cache.Hits);
        }
    }

    [Fact]
    public void The_command_keeps_its_file_in_the_users_folder_and_goes_on_without_it()
    {
        var note = Path.Combine(_folder.FullName, "a.md");
        File.WriteAllText(note, Text);
        var cache = Path.Combine(_folder.FullName, "cache");
        Run Here(string line) => Tool.Run(Tool.Words(line), folder: _folder.FullName, cache: cache);

        var none = Here("audit a.md --no-cache --format json");
        Assert.False(Directory.Exists(cache));
        var first = Here("audit a.md --format json");
        var file = Assert.Single(Directory.GetFiles(Path.Combine(cache, "lossproofs")));
        var second = Here("audit a.md --format json");
        File.WriteAllText(file, "damaged\n");
        var third = Here("audit a.md --format json");

        Assert.All([first, second, third], run => Assert.Equal(none, run));
        Assert.StartsWith("lossproofs cache 2\n", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fingerprint_tells_values_apart_and_knows_equal_ones()
    {
        Assert.Equal(Fingerprint.Of(Sum("x", "y")), Fingerprint.Of(Sum("x", "y")));
        Assert.NotEqual(Fingerprint.Of(Sum("x", "y")), Fingerprint.Of(Sum("y", "x")));
        Assert.NotEqual(Fingerprint.Of("ab", "c"), Fingerprint.Of("a", "bc"));
        Assert.NotEqual(
            Fingerprint.Of(new Number(LossProofs.Reals.Rational.One)),
            Fingerprint.Of(new Number(LossProofs.Reals.Rational.One) { Decimals = 1 })
        );
        Assert.Null(Fingerprint.Of((Func<int>)(() => 1)));

        static Term Sum(string one, string other) => new Add([new Symbol(one), new Symbol(other)]);
    }
}
