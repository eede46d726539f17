// `lossproofs check`: judges one formula, or looks again at a counterexample.
using System.CommandLine;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Reports.Coq;
using LossProofs.Audit.Reports.Html;

namespace LossProofs.CommandLine.Commands;

internal static class CheckCommand
{
    public static Command Create()
    {
        var formula = new Argument<string?>("formula")
        {
            Description = @"A LaTeX relation, such as '\frac{d}{dp}(-\log p) = -\frac1p'.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var where = new Option<string[]>("--where")
        {
            Description = "What a symbol is: 'p in (0,1)', 'x: real != 0', 's: vector of length n'; may be repeated.",
        };
        var at = new Option<string?>("--at") { Description = "Look at one exact point: 'p=1/2, z=[0, 1]'." };
        var document = new Option<string?>("--document") { Description = "Take the formula from this document." };
        var tag = CommonOptions.Tag();
        var type = CommonOptions.As();
        var bindings = CommonOptions.Bindings();
        var noBindings = CommonOptions.NoBindings();
        var format = CommonOptions.Format("text", "json", AuditReporting.Html, AuditReporting.Coq);
        var cases = CommonOptions.Cases();
        var seed = CommonOptions.Seed();
        var proof = new Option<bool>("--proof") { Description = "Print every step of a proof." };
        var command = new Command("check", "Judge one formula, or look again at a counterexample.")
        {
            formula,
            where,
            at,
            document,
            tag,
            type,
            bindings,
            noBindings,
            format,
            cases,
            seed,
            proof,
        };
        command.SetAction(result =>
        {
            var (source, meaning, chosen) = Source(
                result.GetValue(formula),
                result.GetValue(where) ?? [],
                result.GetValue(document),
                result.GetValue(tag),
                result.GetValue(type),
                (result.GetValue(bindings) ?? [], result.GetValue(noBindings))
            );
            if (result.GetValue(at) is { } point)
            {
                return At(source, meaning, chosen, point);
            }

            var settings = new AuditSettings(result.GetValue(cases), result.GetValue(seed), Environment.ProcessorCount)
            {
                Plots = result.GetValue(format) == AuditReporting.Html,
                Coq = result.GetValue(format) == AuditReporting.Coq,
            };
            var report = new AuditReport(
                (long)settings.Seed,
                settings.Cases,
                [new Auditor(settings).Audit(source, meaning, chosen)]
            );
            Console.Out.Write(
                result.GetValue(format) switch
                {
                    "json" => JsonReport.Write(report),
                    // A formula of the command line has no file to link to.
                    AuditReporting.Html when result.GetValue(formula) is not null => HtmlReport.Write(
                        report with
                        {
                            Documents = [.. report.Documents.Select(read => read with { Path = "-" })],
                        }
                    ),
                    AuditReporting.Html => HtmlReport.Write(report),
                    AuditReporting.Coq => CoqReport.Write(report),
                    _ => TextReport.Fold(
                        Verdict(report, result.GetValue(formula), result.GetValue(where) ?? [], result.GetValue(proof)),
                        Output.Width
                    ),
                }
            );
            return report.ExitStatus;
        });
        return command;
    }

    private static (Document, BindingsFile, Func<Equation, bool>) Source(
        string? formula,
        string[] where,
        string? document,
        string? tag,
        string? type,
        (string[] Files, bool None) bindings
    )
    {
        if (formula is null == document is null)
        {
            throw new UsageException("check: expected either a formula or --document FILE --tag TAG");
        }

        if (document is not null)
        {
            if (tag is null || where.Length > 0)
            {
                throw new UsageException("check: --document goes with --tag, and --where with a formula");
            }

            var read = Sources.ReadDocument(document, type);
            if (!read.Equations.Any(equation => AuditCommand.Is(equation, tag)))
            {
                throw new UsageException($"{document}: no formula has the tag, label or ordinal '{tag}'");
            }

            return (
                read,
                CommonOptions.Meaning(read, [.. bindings.Files.Select(Sources.ReadBindings)], bindings.None),
                equation => AuditCommand.Is(equation, tag)
            );
        }

        try
        {
            var declared = WhereOptions.Read(where);
            var files = bindings.Files.Select(Sources.ReadBindings).ToList();
            var note = new EquationNote("#1", 1) { Role = Role.Claim };
            return (
                DocumentReader.Read("formula.md", $"$$\n{formula}\n$$\n"),
                declared with
                {
                    // What stands on the command line comes first.
                    Symbols =
                    [
                        .. declared.Symbols,
                        .. files
                            .SelectMany(file => file.Symbols)
                            .Where(other => !declared.Symbols.Any(own => own.Spelling == other.Spelling)),
                    ],
                    Given = [.. declared.Given, .. files.SelectMany(file => file.Given)],
                    Equations = [note],
                },
                _ => true
            );
        }
        catch (BindingsException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static int At(Document document, BindingsFile bindings, Func<Equation, bool> chosen, string text)
    {
        try
        {
            var point = PointCheck.Parse(text);
            var status = 0;
            foreach (
                var equation in ClaimReader.Read(document, bindings).Equations.Where(read => chosen(read.Equation))
            )
            {
                foreach (var claim in equation.Claims)
                {
                    var finding = PointCheck.At(claim.Statement, point);
                    Console.Out.WriteLine($"{claim.Left} {claim.Relation} {claim.Right}");
                    Console.Out.WriteLine($"  {finding.Explanation}");
                    if (finding.Certificate is { } certificate)
                    {
                        Console.Out.WriteLine($"  left   {certificate.Left}");
                        Console.Out.WriteLine($"  right  {certificate.Right}");
                        status = 1;
                    }
                }
            }

            return status;
        }
        catch (FormatException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static string Verdict(AuditReport report, string? formula, string[] where, bool whole)
    {
        var text = new StringWriter { NewLine = "\n" };
        foreach (
            var claim in report
                .Documents.SelectMany(document => document.Equations)
                .SelectMany(equation => equation.Claims)
                // The verdict of a chain is that of its weakest step: it comes first.
                .OrderBy(claim => claim.Verdict)
        )
        {
            var verdict = claim.Verdict.ToString().ToLowerInvariant();
            text.WriteLine($"{verdict}: {$"{claim.Left} {claim.Relation} {claim.Right}".Trim()}");
            if (claim.Counterexample is { } counterexample)
            {
                var point = string.Join(", ", counterexample.Values.Select(value => $"{value.Key}={value.Value}"));
                text.WriteLine(point.Length == 0 ? "  fails as it stands" : $"  fails at {point}");
                foreach (var (name, value) in counterexample.Named)
                {
                    text.WriteLine($"  {name, -8} {value}");
                }

                if (claim.Repair is { } repair)
                {
                    text.WriteLine($"  repair   {repair}");
                }

                var declared = string.Concat(where.Select(each => $" --where '{each}'"));
                text.WriteLine(
                    formula is null
                        ? $"  re-run   {claim.Rerun}"
                        : $"  re-run   lossproofs check '{formula}'{declared}{(point.Length == 0 ? "" : $" --at '{point}'")}"
                );
            }
            else
            {
                text.WriteLine($"  {claim.Reason ?? claim.Evidence}");
                IReadOnlyList<string> steps = (whole ? claim.Proof?.Whole : claim.Proof?.Short) ?? [];
                foreach (var step in steps.Where(_ => whole || steps.Count > 1))
                {
                    text.WriteLine($"  {step}");
                }
            }
        }

        return text.ToString();
    }
}
