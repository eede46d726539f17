// `lossproofs audit` and `check` as a shell sees them: exit status, streams, messages word for word.
using System.Text.Json;
using Xunit;

namespace LossProofs.Tests.Properties.CommandLine;

public sealed class AuditCommandTests
{
    private const string WrongSign =
        "# A note\n\nFor $p \\in (0,1)$:\n\n$$ \\frac{d}{dp} (-\\log p) = \\frac{1}{p} \\tag{1} $$\n";

    private const string RightSign =
        "# A note\n\nFor $p \\in (0,1)$:\n\n$$ \\frac{d}{dp} (-\\log p) = -\\frac{1}{p} \\tag{1} $$\n";

    [Fact]
    public void A_wrong_formula_is_refuted_with_status_1()
    {
        var run = Tool.Run(["audit", "-"], WrongSign);

        Assert.Equal("", run.Error);
        Assert.Contains("refuted", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            "1 formula: 0 proved, 0 tested, 1 refuted, 0 definitions, 0 unchecked",
            run.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(1, run.ExitStatus);
    }

    [Fact]
    public void A_right_formula_is_not_refuted_and_the_status_is_0()
    {
        var run = Tool.Run(["audit", "-"], RightSign);

        Assert.DoesNotContain("refuted:", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 refuted", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitStatus);
    }

    [Fact]
    public void A_proof_is_shown_as_a_short_list_of_steps_and_whole_when_asked_for()
    {
        var brief = Tool.Run(["check", @"\log(1+e^x) \ge x", "--where", "x: real"]);
        var whole = Tool.Run(["check", @"\log(1+e^x) \ge x", "--where", "x: real", "--proof"]);
        var audited = Tool.Run(["audit", "-"], "For $x \\in \\mathbb{R}$:\n\n$$ \\log(1+e^x) \\ge x \\tag{1} $$\n");

        Assert.Contains("[the logarithm increases] from ", brief.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(" exists", brief.Output, StringComparison.Ordinal);
        Assert.Contains("[the logarithm increases] from ", audited.Output, StringComparison.Ordinal);
        Assert.Contains("  given x in \\mathbb{R}\n", whole.Output, StringComparison.Ordinal);
        Assert.Contains("1 + e^{x} exists  [existence]", whole.Output, StringComparison.Ordinal);
        Assert.EndsWith(
            "[difference] from",
            whole.Output.TrimEnd().TrimEnd([.. "0123456789 "]),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_proof_says_where_the_sides_exist()
    {
        var run = Tool.Run(["check", @"\frac{x^2}{x} = x^2 \cdot \frac1x", "--where", "x: real", "--proof"]);

        Assert.StartsWith("proved", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("  where x \\neq 0\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_shows_the_steps_of_a_proof()
    {
        var run = Tool.Run(["explain", "-", "--tag", "1"], RightSign);

        Assert.Contains("proved: ", run.Output, StringComparison.Ordinal);
        Assert.Contains("[normal form]", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_holds_the_proof_or_the_kind_of_the_certificate()
    {
        var proved = Claim(Tool.Run(["audit", "-", "--format", "json"], RightSign));
        var refuted = Claim(Tool.Run(["audit", "-", "--format", "json"], WrongSign));

        var proof = proved.GetProperty("proof");
        Assert.Equal(JsonValueKind.Null, proved.GetProperty("certificate").ValueKind);
        Assert.Equal("p in (0, 1)", proof.GetProperty("hypotheses")[0].GetString());
        Assert.Contains(proof.GetProperty("rules").EnumerateArray(), rule => rule.GetString() == "normal form");
        Assert.Empty(proof.GetProperty("conditions").EnumerateArray());
        var steps = proof.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal("normal form", steps[^1].GetProperty("rule").GetString());
        Assert.All(
            steps,
            step =>
                Assert.All(
                    step.GetProperty("from").EnumerateArray(),
                    premise => Assert.InRange(premise.GetInt32(), 1, step.GetProperty("number").GetInt32() - 1)
                )
        );
        Assert.Equal("separated", refuted.GetProperty("certificate").GetString());
        Assert.Equal(JsonValueKind.Null, refuted.GetProperty("proof").ValueKind);

        static JsonElement Claim(Run run)
        {
            var root = JsonDocument.Parse(run.Output).RootElement;
            Assert.Equal(2, root.GetProperty("version").GetInt32());
            return root.GetProperty("documents")[0].GetProperty("equations")[0].GetProperty("claims")[0];
        }
    }

    [Fact]
    public void An_empty_document_has_no_formulas()
    {
        var run = Tool.Run(["audit", "-"]);

        Assert.Equal((0, ""), (run.ExitStatus, run.Error));
        Assert.EndsWith(
            "0 formulas: 0 proved, 0 tested, 0 refuted, 0 definitions, 0 unchecked\n",
            run.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_binary_file_is_refused_whatever_its_name()
    {
        var folder = Directory.CreateTempSubdirectory("lossproofs-");
        var path = Path.Combine(folder.FullName, "note.md");
        File.WriteAllBytes(path, [0x23, 0x20, 0x00, 0xFF, 0x24, 0x24, 0x61, 0x3D, 0x61, 0x24, 0x24]);

        var run = Tool.Run(["audit", path]);

        Assert.Equal(2, run.ExitStatus);
        Assert.Equal(
            $"lossproofs: {path}: a binary file (it has NUL characters); expected text in UTF-8, or in UTF-16 with its mark\n",
            run.Error.ReplaceLineEndings("\n")
        );
        Assert.Equal("", run.Output);
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("audit nowhere.md", "lossproofs: nowhere.md: there is no such file")]
    [InlineData(
        "audit ledger",
        "lossproofs: ledger: no document (.md, .markdown, .qmd, .rmd, .myst, .tex, .ltx, .latex, .ipynb, .rst, .rest, .org) in this folder"
    )]
    [InlineData("audit README.md --cases 0", "lossproofs: --cases: expected a positive number, got 0")]
    [InlineData("audit README.md --bindings nowhere.yaml", "lossproofs: nowhere.yaml: there is no such file")]
    [InlineData("audit README.md --tag 99", "lossproofs: --tag: no formula has the tag, label or ordinal '99'")]
    [InlineData("check", "lossproofs: check: expected either a formula or --document FILE --tag TAG")]
    [InlineData(
        "check p=p --where 'p is real'",
        @"lossproofs: --where: expected 'p in (0,1)', 'x: real != 0', 's: vector of length n' (docs/bindings.md lists the phrases), or LaTeX such as 'x \in \mathbb{R}^n' or 'x > 0'; got 'p is real'"
    )]
    public void Wrong_usage_is_one_line_and_status_2(string line, string message)
    {
        var run = Tool.Run(line);

        Assert.Equal((2, message + "\n", ""), (run.ExitStatus, run.Error, run.Output));
    }

    [Theory]
    [InlineData(@"check '\frac{d}{dp}(-\log p) = -\frac1p' --where 'p in (0,1)'", 0)]
    [InlineData(@"check '\frac{d}{dp}(-\log p) = \frac1p' --where 'p in (0,1)'", 1)]
    [InlineData(@"check '\frac{d}{dp}(-\log p) = \frac1p' --where 'p in (0,1)' --at p=1/2", 1)]
    [InlineData(@"check '\frac{d}{dp}(-\log p) = -\frac1p' --where 'p in (0,1)' --at p=1/2", 0)]
    public void A_single_formula_is_judged(string line, int status)
    {
        var run = Tool.Run(line);

        Assert.Equal((status, ""), (run.ExitStatus, run.Error));
    }

    [Theory]
    [InlineData(@"\log 2 = 0.693", "tested")]
    [InlineData(@"\log 2 = 0.613", "refuted")]
    [InlineData(@"\frac{1}{0.07} = 14.3", "tested")]
    [InlineData(@"0.6931 x = x \log 2", "unchecked")]
    [InlineData(@"[-\frac{1}{0.07}, \frac{1}{0.07}] = [-14.3, 14.3]", "tested")]
    [InlineData(@"\sigma(x/0.5) = \sigma(2x)", "proved")]
    [InlineData(@"\sigma(x/0.5) = \sigma(x)", "refuted")]
    public void A_printed_decimal_is_refuted_only_beyond_a_unit_of_its_last_digit(string formula, string verdict)
    {
        var run = Tool.Run(["check", formula, "--where", "x: real"]);

        Assert.StartsWith(verdict + ": ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_that_a_refutation_prints_shows_it_again()
    {
        var first = Tool.Run(@"check '\frac{d}{dp}(-\log p) = \frac1p' --where 'p in (0,1)'");
        var command = first.Output.Split('\n').Single(text => text.Contains("re-run", StringComparison.Ordinal));
        var again = Tool.Run(
            command[(command.IndexOf("lossproofs ", StringComparison.Ordinal) + "lossproofs ".Length)..]
        );

        Assert.Equal((1, ""), (again.ExitStatus, again.Error));
        Assert.Contains("the claim fails at this point", again.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_documents_and_without_the_folder_of_derivations_there_is_nothing_to_audit()
    {
        var folder = Directory.CreateTempSubdirectory("lossproofs-");
        try
        {
            var run = Tool.Run(["audit"], folder: folder.FullName);

            Assert.Equal(
                (2, "lossproofs: no document given, and there is no folder derivations/ here\n", ""),
                (run.ExitStatus, run.Error, run.Output)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Of_several_documents_only_counts_and_surprises_are_shown_unless_all_is_asked_for()
    {
        var folder = Directory.CreateTempSubdirectory("lossproofs-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a.md"), WrongSign);
            File.WriteAllText(Path.Combine(folder.FullName, "b.md"), RightSign);
            File.WriteAllText(Path.Combine(folder.FullName, "c.md"), "# Words only\n");
            File.WriteAllText(
                Path.Combine(folder.FullName, "b.bindings.yaml"),
                "document: A note\nsymbols:\n  p: real in (0, 1)\n"
            );

            var brief = Tool.Run(["audit", "."], folder: folder.FullName);
            var full = Tool.Run(["audit", ".", "--full"], folder: folder.FullName);

            Assert.StartsWith(
                "      proved  tested  refuted  definitions  unchecked\n"
                    + "a.md       0       0        1            0          0\n"
                    + "b.md       1       0        0            0          0\n\n"
                    + "a.md\n  (1)     5  refuted     at p = 1/2\n",
                brief.Output,
                StringComparison.Ordinal
            );
            Assert.EndsWith("; 1 not as expected\n", brief.Output, StringComparison.Ordinal);
            Assert.Contains("b.md: A note\n  (1)     5  proved ", full.Output, StringComparison.Ordinal);
            Assert.Equal((1, 1), (brief.ExitStatus, full.ExitStatus));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("json", "\"verdict\": \"refuted\"")]
    [InlineData("sarif", "\"ruleId\": \"refuted\"")]
    [InlineData("markdown", "**refuted**")]
    [InlineData("coq", "exists p : R, (0 < p < 1) /\\")]
    public void Every_format_shows_a_refutation(string format, string expected)
    {
        var run = Tool.Run(["audit", "-", "--format", format], WrongSign);

        Assert.Equal(1, run.ExitStatus);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_report_whatever_the_number_of_jobs()
    {
        var one = Tool.Run(["audit", "-", "--format", "json", "--jobs", "1"], WrongSign + RightSign);
        var four = Tool.Run(["audit", "-", "--format", "json", "--jobs", "4"], WrongSign + RightSign);

        Assert.Equal(one.Output, four.Output);
    }

    [Fact]
    public void Explain_shows_the_tree_the_reading_and_the_evidence()
    {
        var run = Tool.Run(["explain", "docs/examples/wrong-sign.md", "--tag", "2", "--tree"]);

        Assert.Equal((0, ""), (run.ExitStatus, run.Error));
        Assert.StartsWith("(2), line 9: refuted\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("  L = -\\log(p) (text)\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("derivativequotient d\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stub_of_bindings_names_what_was_guessed_and_is_itself_a_bindings_file()
    {
        var stub = Tool.Run(["bindings", "new", "-"], "# Guesses\n\n$$ a b \\le c $$\n");
        var file = Path.Combine(Path.GetTempPath(), $"lossproofs-{Guid.NewGuid():N}.bindings.yaml");
        File.WriteAllText(file, stub.Output);
        try
        {
            var run = Tool.Run(["audit", "-", "--bindings", file], "# Guesses\n\n$$ a b \\le c $$\n");

            Assert.Contains("'a': 'real'  # #1", stub.Output, StringComparison.Ordinal);
            Assert.Equal((0, ""), (run.ExitStatus, run.Error));
            Assert.DoesNotContain("declared but occurs in no formula", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData(
        "explain docs/examples/wrong-sign.md --tag 7",
        "docs/examples/wrong-sign.md: no formula has the tag, label or ordinal '7'"
    )]
    [InlineData(
        "bindings new docs/examples/wrong-sign.md --out README.md",
        "README.md: exists already; expected the name of a new file"
    )]
    public void Wrong_usage_of_the_other_commands_is_one_line_and_status_2(string line, string message)
    {
        var run = Tool.Run(line);

        Assert.Equal((2, $"lossproofs: {message}\n", ""), (run.ExitStatus, run.Error, run.Output));
    }
}
