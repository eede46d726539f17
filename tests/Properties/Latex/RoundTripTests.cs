// What the printer writes, the parser reads back; also on every display formula of the source documents, where they are.
using FsCheck;
using FsCheck.Fluent;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using Xunit;
using Xunit.Abstractions;

namespace LossProofs.Tests.Properties.Latex;

public class RoundTripTests(ITestOutputHelper output)
{
    [Property]
    public Property A_printed_tree_reads_back_as_itself() =>
        Prop.ForAll(
            Arb.From(Trees.Formulas),
            tree =>
            {
                var text = tree.ToString();
                var formula = FormulaParser.Parse(text);
                return (formula.IsReadable && formula.Body.Equals(tree)).Label(
                    $"{text}\nreads back as\n{formula.Body}\n{string.Join("; ", formula.Diagnostics)}"
                );
            }
        );

    [Property(MaxTest = 300)]
    public Property Every_reading_prints_to_text_that_reads_back_as_that_reading() =>
        Prop.ForAll(
            Arb.From(Gen.Elements(Samples.Formulas)),
            latex =>
                FormulaParser
                    .Readings(latex, limit: 8)
                    .All(reading => FormulaParser.Parse(reading.Body.ToString()).Body.Equals(reading.Body))
                    .Label(latex)
        );

    [Fact]
    public void Every_sample_notation_reads_without_complaint_and_prints_back()
    {
        foreach (var latex in Samples.Formulas)
        {
            var formula = FormulaParser.Parse(latex);
            Assert.True(formula.IsReadable, $"{latex}: {string.Join("; ", formula.Diagnostics)}");
            var again = FormulaParser.Parse(formula.Body.ToString());
            Assert.True(
                again.Body.Equals(formula.Body),
                $"{latex}\nprints as {formula.Body}\nreads back as {again.Body}"
            );
        }
    }

    // LOSSPROOFS_CORPUS names a folder of Markdown documents: at least 97 % of their display formulas must round-trip.
    [Fact]
    public void Of_the_corpus_97_in_100_display_formulas_round_trip()
    {
        var folder = Environment.GetEnvironmentVariable("LOSSPROOFS_CORPUS");
        if (folder is null || !Directory.Exists(folder))
        {
            output.WriteLine(
                "SKIPPED: set LOSSPROOFS_CORPUS to a folder of documents to measure it; the samples above stand in."
            );
            return;
        }

        var (read, all) = (0, 0);
        foreach (var path in Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            var document = DocumentReader.Read(path, File.ReadAllBytes(path));
            foreach (var equation in document.Equations)
            {
                all++;
                var formula = FormulaParser.Parse(equation.Latex, new ParserOptions { Macros = document.Macros });
                if (formula.IsReadable && FormulaParser.Parse(formula.Body.ToString()).Body.Equals(formula.Body))
                {
                    read++;
                }
                else
                {
                    output.WriteLine(
                        $"{path}:{equation.Line} ({equation.Tag}) {string.Join("; ", formula.Diagnostics)}"
                    );
                }
            }
        }

        output.WriteLine($"{read} of {all} display formulas round-trip");
        Assert.True(all > 0, $"no display formulas in {folder}");
        Assert.True(100 * read >= 97 * all, $"{read} of {all}");
    }
}
