// `lossproofs check`: judges one formula, or looks again at a counterexample.
using System.CommandLine;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Evidence;
using LossProofs.Audit.Latex;
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
            var found = new Auditor(settings).Audit(source, meaning, chosen);
            var report = new AuditReport(
                (long)settings.Seed,
                settings.Cases,
                [
                    result.GetValue(formula) is { } alone
                        ? WithoutFile(found, alone, result.GetValue(where) ?? [])
                        : found,
                ]
            );
            Console.Out.Write(
                result.GetValue(format) switch
                {
                    "json" => JsonReport.Write(report),
                    AuditReporting.Html => HtmlReport.Write(report),
                    AuditReporting.Coq => CoqReport.Write(report),
                    _ => TextReport.Fold(Verdict(report, result.GetValue(proof)), Output.Width),
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

        if (formula is not null && (tag ?? type) is not null)
        {
            throw new UsageException(
                $"check: {(tag is null ? "--as" : "--tag")} goes with --document, not with a formula"
            );
        }

        if (document is not null)
        {
            if (tag is null)
            {
                throw new UsageException("check: --document goes with --tag TAG: which of its formulas is meant");
            }

            if (where.Length > 0)
            {
                throw new UsageException("check: --where goes with a formula, --bindings with --document");
            }

            var read = Sources.ReadDocument(document, type);
            Sources.RequireFormula(read, tag);

            return (
                read,
                CommonOptions.Meaning(read, [.. bindings.Files.Select(Sources.ReadBindings)], bindings.None),
                equation => equation.Is(tag)
            );
        }

        try
        {
            var declared = WhereOptions.Read(where);
            var files = bindings.Files.Select(Sources.ReadBindings).ToList();
            var note = new EquationNote("#1", 1) { Role = Role.Claim };
            var read = Alone(formula!);
            var meaning = declared with
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
            };
            var claims = ClaimReader.Read(read, meaning);
            if (claims.Equations is [{ Unread: DocumentReading.NoRelation }])
            {
                throw NotARelation(formula!, "it holds no relation");
            }

            foreach (var symbol in declared.Symbols)
            {
                if (
                    claims.Notes.Any(unused =>
                        unused.Contains($": {symbol.Spelling} is declared", StringComparison.Ordinal)
                    )
                )
                {
                    Console.Error.WriteLine(
                        $"lossproofs: check: --where: '{symbol.Spelling}' occurs neither in the formula nor in a condition"
                    );
                }
            }

            return (read, meaning, _ => true);
        }
        catch (BindingsException error)
        {
            throw new UsageException(error.Message);
        }
    }

    // A document of one formula; the marks around it may stand.
    private static Document Alone(string formula)
    {
        var plain = formula.Trim();
        foreach (var (open, close) in s_marks)
        {
            if (
                plain.Length > open.Length + close.Length
                && plain.StartsWith(open, StringComparison.Ordinal)
                && plain.EndsWith(close, StringComparison.Ordinal)
            )
            {
                plain = plain[open.Length..^close.Length].Trim();
                break;
            }
        }

        var parsed = FormulaParser.Parse(plain);
        if (parsed.Diagnostics is [var first, ..])
        {
            throw NotARelation(formula, first.Message);
        }

        if (parsed.Body is Missing or Chain { Operands: [Missing, ..] or [.., Missing] })
        {
            throw NotARelation(formula, plain.Length == 0 ? "it is empty" : "a side of the relation is missing");
        }

        // A blank line ends a paragraph, and with it a formula.
        var lines = plain.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line));
        var read = DocumentReader.Read("formula.md", $"$$\n{string.Join('\n', lines)}\n$$\n");
        return read.Equations.Count == 1 ? read : throw NotARelation(formula, "it is not one formula");
    }

    private static readonly (string Open, string Close)[] s_marks =
    [
        ("$$", "$$"),
        ("$", "$"),
        ("\\[", "\\]"),
        ("\\(", "\\)"),
    ];

    private static UsageException NotARelation(string formula, string what) =>
        new(
            $@"check: '{(formula.Length <= 80 ? formula : formula[..77] + "...")}': {what}; expected a LaTeX relation such as 'x^2 \ge 0'"
        );

    private static int At(Document document, BindingsFile bindings, Func<Equation, bool> chosen, string text)
    {
        try
        {
            var point = PointCheck.Parse(text);
            var equations = ClaimReader
                .Read(document, bindings)
                .Equations.Where(read => chosen(read.Equation))
                .ToList();
            var claims = equations.SelectMany(equation => equation.Claims).ToList();
            if (claims.Count == 0)
            {
                throw new UsageException(
                    $"--at: the formula claims nothing: {equations[0].Unread ?? $"it is a {equations[0].Role.ToString().ToLowerInvariant()}"}"
                );
            }

            CheckNames(claims, point);
            var findings = claims.ConvertAll(claim => PointCheck.At(claim.Statement, point));
            if (findings.TrueForAll(finding => finding.Outcome == Outcome.Inadmissible))
            {
                throw new UsageException($"--at: {findings[0].Explanation}");
            }

            foreach (var (claim, finding) in claims.Zip(findings))
            {
                Console.Out.WriteLine($"{claim.Left} {claim.Relation} {claim.Right}");
                Console.Out.WriteLine($"  {claim.Reason ?? finding.Explanation}");
                if (finding.Certificate is { } certificate)
                {
                    Console.Out.WriteLine($"  left   {certificate.Left}");
                    Console.Out.WriteLine($"  right  {certificate.Right}");
                }
            }

            return findings.Exists(finding => finding.Certificate is not null) ? 1 : 0;
        }
        catch (FormatException error)
        {
            throw new UsageException(error.Message);
        }
    }

    private static void CheckNames(List<Claim> claims, IReadOnlyDictionary<string, ExactValue> point)
    {
        var known = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var claim in claims)
        {
            if (claim.Statement.Readings.Count == 0 || PointCheck.Names(claim.Statement) is not { } names)
            {
                return;
            }

            known.UnionWith(names);
        }

        if (point.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            var expected =
                known.Count == 0 ? "it has no symbol without a value" : $"expected {string.Join(", ", known)}";
            throw new UsageException($"--at: the formula has no '{unknown}'; {expected}");
        }
    }

    // A formula of the command line stands in no file: what runs it again holds all of it.
    private static DocumentReport WithoutFile(DocumentReport found, string formula, string[] where)
    {
        var again = $"lossproofs check '{formula}'{string.Concat(where.Select(each => $" --where '{each}'"))}";
        return found with
        {
            Path = "-",
            Equations =
            [
                .. found.Equations.Select(equation =>
                    equation with
                    {
                        Claims =
                        [
                            .. equation.Claims.Select(claim =>
                                claim.Rerun is null
                                    ? claim
                                    : claim with
                                    {
                                        Rerun = Point(claim) is { Length: > 0 } point
                                            ? $"{again} --at '{point}'"
                                            : again,
                                    }
                            ),
                        ],
                    }
                ),
            ],
        };
    }

    private static string Point(ClaimReport claim) =>
        string.Join(", ", claim.Counterexample?.Values.Select(value => $"{value.Key}={value.Value}") ?? []);

    private static string Verdict(AuditReport report, bool whole)
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
                var point = Point(claim);
                text.WriteLine(point.Length == 0 ? "  fails as it stands" : $"  fails at {point}");
                foreach (var (name, value) in counterexample.Named)
                {
                    text.WriteLine($"  {name, -8} {value}");
                }

                if (claim.Repair is { } repair)
                {
                    text.WriteLine($"  repair   {repair}");
                }

                text.WriteLine($"  re-run   {claim.Rerun}");
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
