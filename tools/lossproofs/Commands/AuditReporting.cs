// How an audit's report is printed and when it fails: the options that `audit` and `merge` share.
using System.CommandLine;
using LossProofs.Audit;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Reports.Coq;
using LossProofs.Audit.Reports.Html;
using LossProofs.CommandLine.Input;

namespace LossProofs.CommandLine.Commands;

internal sealed class AuditReporting
{
    /// <summary>The formats of an audit's report, the usual one first.</summary>
    public static readonly string[] Formats = ["text", "json", "markdown", "sarif", Html];

    /// <summary>The format with plots, which are computed on request.</summary>
    public const string Html = "html";

    /// <summary>The format of `audit` alone: lemmas are written of what was just judged.</summary>
    public const string Coq = "coq";

    private readonly Option<string[]> _only = CommonOptions.Only();
    private readonly Option<bool> _full = new("--full")
    {
        Description = "List every formula; of several documents only counts and surprises are shown otherwise.",
    };
    private readonly Option<string> _failOn = new Option<string>("--fail-on")
    {
        Description =
            "Exit with 1 for what is refuted and not expected (refuted), for what is undecided too (unchecked), "
            + "for what is only tested too (tested), or never.",
        HelpName = "VERDICT",
        DefaultValueFactory = _ => "refuted",
    }.OneOf([.. Enum.GetNames<FailOn>().Select(name => name.ToLowerInvariant())]);
    private readonly Option<string?> _configured = new("--config")
    {
        Description =
            $"Take the configuration from this file ({Input.Configuration.FileName} in this folder or above it otherwise).",
        HelpName = "FILE",
    };
    private readonly Option<bool> _noConfiguration = new("--no-config") { Description = "Use no configuration." };
    private readonly Option<string?> _baseline = new("--baseline")
    {
        Description = "Findings that are known and make no status of 1.",
        HelpName = "FILE",
    };
    private readonly Option<string?> _writeBaseline = new("--write-baseline")
    {
        Description = "Write the findings to this file, to be given as --baseline from then on.",
        HelpName = "FILE",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Option> Options =>
        [_only, _full, _failOn, _configured, _noConfiguration, _baseline, _writeBaseline];

    /// <summary>The configuration that is meant.</summary>
    public Configuration Configuration(ParseResult result)
    {
        if (result.GetValue(_noConfiguration) && result.GetValue(_configured) is not null)
        {
            throw new UsageException("--config and --no-config exclude each other");
        }

        return result.GetValue(_noConfiguration) ? Input.Configuration.None
            : result.GetValue(_configured) is { } named ? Input.Configuration.Read(named)
            : Input.Configuration.Find();
    }

    /// <summary>Says what is wrong with the files that are named before any work is done, and reads the baseline.</summary>
    public (Baseline? Known, string? Path) Baseline(ParseResult result, Configuration configuration)
    {
        Output.Check(result.GetValue(_writeBaseline), "--write-baseline");
        var path =
            result.GetValue(_baseline) ?? (result.GetValue(_writeBaseline) is null ? configuration.Baseline : null);
        if (path is not null && path == configuration.Baseline && !File.Exists(path))
        {
            throw new UsageException($"{configuration.BaselineAt}: {Sources.NoSuchFile(path)}");
        }

        return (path is null ? null : Input.Baseline.Read(path), path);
    }

    /// <summary>The files that are named for accepted findings: to be read, and to be written.</summary>
    public (string? Known, string? Written) BaselineFiles(ParseResult result) =>
        (result.GetValue(_baseline), result.GetValue(_writeBaseline));

    /// <summary>Prints the report; the status.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="configuration">What stands behind it.</param>
    /// <param name="baseline">What is known, and where that stands.</param>
    /// <param name="found">The report as found.</param>
    /// <param name="isPart">Only some formulas were judged.</param>
    /// <param name="format">One of <see cref="Formats"/>, or <see cref="Coq"/>.</param>
    /// <param name="output">The file, or null.</param>
    public int Print(
        ParseResult result,
        Configuration configuration,
        (Baseline? Known, string? Path) baseline,
        AuditReport found,
        bool isPart,
        string format,
        string? output
    )
    {
        var verdicts = result.GetValue(_only) ?? [];
        var report = found with
        {
            FailOn =
                result.GetResult(_failOn)?.Implicit != false && configuration.FailOn is { } standing
                    ? standing
                    : Enum.Parse<FailOn>(result.GetValue(_failOn)!, ignoreCase: true),
            Severities = configuration.Severities,
            IsShown =
                verdicts.Length == 0
                    ? null
                    : equation => verdicts.Contains(equation.Verdict.ToString().ToLowerInvariant()),
        };
        if (result.GetValue(_writeBaseline) is { } fresh)
        {
            baseline = (Input.Baseline.Of(report, fresh), fresh);
            Output.Write(baseline.Known!.Write(), fresh);
            var count = baseline.Known.Count;
            Console.Error.WriteLine($"{fresh}: {count} {(count == 1 ? "finding" : "findings")}");
        }

        report = baseline.Known?.Apply(report, baseline.Path!, isPart) ?? report;
        var inBrief =
            report.Documents.Count(document => document.Equations.Count > 0) > 1
            && verdicts.Length == 0
            && !isPart
            && !result.GetValue(_full);
        var toTerminal = output is null && !Console.IsOutputRedirected;
        var width = toTerminal ? Output.Width : null;
        Action<Stream> write = format switch
        {
            "json" => stream => JsonReport.Write(report, stream),
            "markdown" => stream => MarkdownReport.Write(report, stream),
            "sarif" => stream => SarifReport.Write(report, stream),
            Html => stream => HtmlReport.Write(report, stream, document => Beside(document, output)),
            Coq => stream => CoqReport.Write(report, stream),
            _ when inBrief => stream => TextReport.Overview(report, stream, toTerminal, width),
            _ => stream => TextReport.Write(report, stream, toTerminal, width),
        };
        Output.Write(write, output);
        return report.ExitStatus;
    }

    // From the page to the document.
    private static string Beside(string document, string? output) =>
        output is null || Path.IsPathRooted(document)
            ? document
            : Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(output))!, document);
}
