// The page: well-formed, self-contained, nothing of a document as markup, and everything on it that a finding has.
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Reports.Html;
using Xunit;

namespace LossProofs.Tests.Properties.Reports;

public class HtmlReportTests
{
    // The body's elements are closed as in XML, so that nesting and escaping can be checked by a parser.
    private static XElement Body(string page)
    {
        var start = page.IndexOf("<main", StringComparison.Ordinal);
        return XElement.Parse(page[start..(page.IndexOf("</main>", StringComparison.Ordinal) + "</main>".Length)]);
    }

    private static XElement Formula(XElement main, int which) => main.Descendants("article").ElementAt(which);

    [Fact]
    public void A_refuted_formula_is_shown_with_everything_that_was_found()
    {
        var formula = Formula(Body(HtmlReport.Write(Audits.Of(Audits.WrongSign, plots: true))), 1);

        Assert.Equal("refuted", formula.Attribute("data-verdict")!.Value);
        Assert.Equal("note.md#L10", formula.Descendants("a").ElementAt(1).Attribute("href")!.Value);
        Assert.Equal("so that", formula.Descendants("p").First().Value);
        var facts = formula
            .Descendants("dt")
            .Zip(formula.Descendants("dd"))
            .ToDictionary(pair => pair.First.Value, pair => pair.Second);
        Assert.Equal("p = 1/2", facts["fails at"].Value);
        Assert.Equal(("-2", "2"), (facts["left"].Value, facts["right"].Value));
        Assert.Equal(["1p"], Changed(facts["claimed"]));
        Assert.Equal(["−1p"], Changed(facts["holds"]));
        Assert.Contains(formula.Descendants("li"), each => each.Value == "p∈(0,1)text");
        Assert.Contains("lossproofs check --document", formula.Value, StringComparison.Ordinal);

        static IEnumerable<string> Changed(XElement side) =>
            side.Descendants("mrow")
                .Where(each => each.Attribute("class")?.Value == "changed")
                .Select(each => each.Value);
    }

    [Fact]
    public void A_plot_shows_both_sides_and_marks_the_counterexample()
    {
        var formula = Formula(Body(HtmlReport.Write(Audits.Of(Audits.WrongSign, plots: true))), 1);
        var plot = formula.Descendants("svg").Single();

        Assert.Equal("Both sides along p: at p = 0.5 left is −2 and right is 2.", plot.Element("title")!.Value);
        // −1/p and 1/p at the ends of what is drawn: monotone, and on their sides of the point.
        var paths = plot.Descendants("path").Where(path => path.Attribute("d")!.Value.Length > 200).ToList();
        Assert.Equal(["right", "left"], paths.Select(path => path.Attribute("class")!.Value));
        var (right, left) = (Heights(paths[0]), Heights(paths[1]));
        Assert.True(right.Order().SequenceEqual(right) && left.OrderDescending().SequenceEqual(left));
        Assert.All(left.Zip(right), pair => Assert.True(pair.First > pair.Second));

        static List<double> Heights(XElement path) =>
            [
                .. Regex
                    .Matches(path.Attribute("d")!.Value, @"[ML]\S+ (\S+?)(?=[ML]|$)")
                    .Select(point =>
                        double.Parse(point.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)
                    ),
            ];
    }

    [Fact]
    public void Plots_survive_the_cache_and_the_files_of_parts()
    {
        var report = Audits.Of(Audits.WrongSign, plots: true);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            StoredReport.Write(json, report.Documents[0]);
        }

        var again = report with
        {
            Documents = [StoredReport.Document(JsonDocument.Parse(stream.ToArray()).RootElement)],
        };

        Assert.Equal(HtmlReport.Write(report), HtmlReport.Write(again));
    }

    [Fact]
    public void A_proof_unfolds_and_an_open_formula_says_what_to_do()
    {
        var main = Body(
            HtmlReport.Write(Audits.Of("Let $x \\in \\mathbb{R}$.\n\n$$ \\log(1+e^x) \\ge x $$\n\n$$ a b \\le c $$\n"))
        );

        var proof = Formula(main, 0).Descendants("details").Single();
        Assert.StartsWith("Proof in ", proof.Element("summary")!.Value, StringComparison.Ordinal);
        Assert.True(proof.Descendants("li").Count() > 5);
        Assert.Contains("What this means (guessed)", Formula(main, 1).Value, StringComparison.Ordinal);
        Assert.Contains("'a': 'real'", main.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_a_document_becomes_markup()
    {
        const string hostile =
            "# <script>alert(1)</script>\n\n<img src=x onerror=alert(2)> \"quoted\" & 'so'\n\n$$ 1 = 2 \\tag{\"><b>} \\text{</math><svg onload=alert(3)>} $$\n";
        var page = HtmlReport.Write(Audits.Of(hostile, "a\"><script>alert(4)</script>.md"));

        var main = Body(page);
        string[] known = ["script", "img", "b"];
        Assert.DoesNotContain(main.Descendants(), each => known.Contains(each.Name.LocalName));
        Assert.DoesNotContain(
            main.Descendants().Attributes(),
            attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal)
        );
        Assert.Single(Regex.Matches(page, "<script"));
    }

    [Fact]
    public void The_page_needs_no_network()
    {
        var page = HtmlReport.Write(Audits.Of(Audits.WrongSign, plots: true));

        Assert.DoesNotMatch(@"https?://|\bsrc=|@import|url\((?!#)", page);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x = a + b", "x = a - b", "b", "b")]
    [InlineData("x = a", "x = a + b", "", "b")]
    [InlineData("x = 2 a", "x = 3 a", "2", "3")]
    [InlineData(@"x = \frac{a}{b}", @"x = \frac{a}{c}", "b", "c")]
    [InlineData(@"x \le y", @"x \ge y", @"x \leq y", @"x \geq y")]
    [InlineData(@"x = e^{a}", @"x = e^{a}", "", "")]
    public void Only_what_differs_is_marked(string before, string after, string removed, string added)
    {
        var (one, other) = Difference.Between(FormulaParser.Parse(before).Body, FormulaParser.Parse(after).Body);

        Assert.Equal((removed, added), (string.Join(' ', one), string.Join(' ', other)));
    }

    [BrowserFact]
    public void In_a_browser_the_filters_work_and_nothing_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("lossproofs-page-");
        try
        {
            var page = HtmlReport.Write(Audits.Of(Audits.WrongSign, plots: true));
            // The user's click, by a script that this page's own policy would not let in.
            var policy = Regex.Match(page, "<meta http-equiv=\"Content-Security-Policy\"[^>]*>\n").Value;
            Assert.NotEqual("", policy);
            const string click = "<script>document.querySelector('input[value=refuted]').click()</script>";
            File.WriteAllText(Path.Combine(folder.FullName, "own.html"), page);
            File.WriteAllText(
                Path.Combine(folder.FullName, "clicked.html"),
                page.Replace(policy, "", StringComparison.Ordinal)
                    .Replace("</body>", click + "</body>", StringComparison.Ordinal)
            );

            Assert.Contains("2 of 2 shown", Rendered("own.html"), StringComparison.Ordinal);
            var clicked = Rendered("clicked.html");
            Assert.Contains("1 of 2 shown", clicked, StringComparison.Ordinal);
            Assert.Matches("data-verdict=\"refuted\"[^>]*hidden", clicked);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string Rendered(string name)
        {
            var start = new ProcessStartInfo(BrowserFactAttribute.Browser!)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (
                var argument in (string[])
                    [
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        $"--user-data-dir={folder.FullName}/profile",
                        "--dump-dom",
                        new Uri(Path.Combine(folder.FullName, name)).AbsoluteUri,
                    ]
            )
            {
                start.ArgumentList.Add(argument);
            }

            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)));
            return output;
        }
    }
}

/// <summary>A test in a browser; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>Chromium's path, or null.</summary>
    public static string? Browser { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => (string[])[Path.Combine(folder, "chromium"), Path.Combine(folder, "google-chrome")])
            .FirstOrDefault(File.Exists);

    public BrowserFactAttribute() =>
        Skip = Browser is null ? "there is no chromium and no google-chrome on the PATH" : null;
}
