// The documents of an audit, one after the other: at any time few of them are in memory.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using LossProofs.CommandLine.Commands;
using LossProofs.CommandLine.Input;
using LossProofs.Sharding;

namespace LossProofs.CommandLine;

/// <summary>What was found in a document, and what decides whether that is worth a word.</summary>
internal sealed class AuditedDocument
{
    private readonly Func<DocumentReport> _report;

    /// <param name="report">What was found.</param>
    /// <param name="isFound">The file was found in a folder or by a glob, rather than named.</param>
    /// <param name="formulas">How many display formulas it has.</param>
    /// <param name="hasTag">Whether a formula has the tag that is asked for; true where none is.</param>
    public AuditedDocument(DocumentReport report, bool isFound, int formulas, bool hasTag)
    {
        _report = () => report;
        (Path, IsUnread, HasNotes) = (report.Path, report.IsUnread, report.Notes.Count > 0);
        (IsFound, Formulas, HasTag) = (isFound, formulas, hasTag);
    }

    private AuditedDocument(AuditedDocument document, Func<DocumentReport> report)
    {
        _report = report;
        (Path, IsUnread, HasNotes) = (document.Path, document.IsUnread, document.HasNotes);
        (IsFound, Formulas, HasTag) = (document.IsFound, document.Formulas, document.HasTag);
    }

    public DocumentReport Report => _report();

    public string Path { get; }

    public bool IsUnread { get; }

    public bool HasNotes { get; }

    public bool IsFound { get; }

    public int Formulas { get; }

    public bool HasTag { get; }

    /// <summary>The same, whose report is read where it is kept.</summary>
    public AuditedDocument From(Func<DocumentReport> report) => new(this, report);
}

internal sealed class AuditedDocuments(AuditSettings settings, Configuration configuration)
{
    private readonly Auditor _auditor = new(settings);

    public string? Type { get; init; }

    public IReadOnlyList<BindingsFile> Declared { get; init; } = [];

    public bool HasNoBindings { get; init; }

    public string? Tag { get; init; }

    public bool HasNoCache { get; init; }

    /// <summary>The files to audit. A part of a project that is audited as a whole is not audited by itself, unless it is named.</summary>
    public IReadOnlyList<DocumentFile> Files(IReadOnlyList<string> given)
    {
        var files = DocumentFiles.Find(given, configuration);
        if (!files.Any(file => file.IsFound))
        {
            return files;
        }

        var parts = files
            .SelectMany(file =>
                Sources
                    .Included(file.Path, Type)
                    .Select(part => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file.Path) ?? "", part)))
            )
            .ToHashSet(StringComparer.Ordinal);
        return [.. files.Where(file => !file.IsFound || !parts.Contains(Path.GetFullPath(file.Path)))];
    }

    /// <summary>Audits one of several: a file that cannot be read is reported, and the others are audited all the same.</summary>
    public AuditedDocument AuditOneOfSeveral(DocumentFile file)
    {
        try
        {
            return Audit(file);
        }
        catch (Exception error) when (error is UsageException or IOException or UnauthorizedAccessException)
        {
            Failure.Report(error.Message);
            return new AuditedDocument(
                new DocumentReport(file.Path, "", [], [$"not read: {Failure.OneLine(error.Message)}"])
                {
                    IsUnread = true,
                },
                file.IsFound,
                0,
                Tag is null
            );
        }
    }

    /// <summary>Audits one of them.</summary>
    public AuditedDocument Audit(DocumentFile file)
    {
        var document = Sources.ReadDocument(file.Path, Type);
        var meaning = CommonOptions.Meaning(document, Declared, HasNoBindings, configuration);
        using var progress = new ProgressLine(document.Path);
        var cache = HasNoCache ? null : CacheFile.For(document.Path);
        var report = _auditor.Audit(
            document,
            meaning,
            Tag is null ? null : equation => equation.Is(Tag),
            progress.Report,
            cache?.Findings
        );
        cache?.Save(isPartial: Tag is not null);
        return new AuditedDocument(
            report,
            file.IsFound,
            document.Equations.Count + document.CutOff.Count,
            Tag is null || document.Equations.Concat(document.CutOff).Any(equation => equation.Is(Tag))
        );
    }

    /// <summary>Audits texts in the place of a file and of those that it includes, and keeps nothing of it.</summary>
    /// <param name="path">The document's file.</param>
    /// <param name="texts">What files are to hold, by their full paths.</param>
    public DocumentReport Audit(string path, IReadOnlyDictionary<string, string> texts)
    {
        var own = texts.GetValueOrDefault(Path.GetFullPath(path)) ?? Sources.Utf8Document(path);
        var document = Sources.ReadDocument(path, Type, own, texts);
        return _auditor.Audit(document, CommonOptions.Meaning(document, Declared, HasNoBindings, configuration));
    }

    /// <summary>The report of all of them, read where it is kept.</summary>
    public AuditReport Report(IReadOnlyList<AuditedDocument> documents) =>
        Report(documents, (long)settings.Seed, settings.Cases, Tag);

    private static AuditReport Report(IReadOnlyList<AuditedDocument> documents, long seed, int cases, string? tag)
    {
        if (!documents.Any(document => document.HasTag))
        {
            throw new UsageException($"--tag: no formula has the tag, label or ordinal '{tag}'");
        }

        // What lies in a folder besides its derivations, such as a README without a formula, is no part of the report.
        var shown = documents
            .Where(document => !document.IsFound || document.Formulas > 0 || document.IsUnread)
            .ToList();
        if (shown.Count == 0)
        {
            return new AuditReport(seed, cases, Reports(documents));
        }

        if (documents.Except(shown).ToList() is [_, ..] without)
        {
            Console.Error.WriteLine(
                $"no display formula in {TextReport.Several([.. without.Select(document => document.Path)])}"
                    + (
                        without.Exists(document => document.HasNotes)
                            ? "; formulas in sentences are judged with --inline"
                            : ""
                    )
            );
        }

        return new AuditReport(seed, cases, Reports(shown));
    }

    private static OnDemand<DocumentReport> Reports(IReadOnlyList<AuditedDocument> documents) =>
        new(documents.Count, at => documents[at].Report);

    /// <summary>What a part of the audit is a part of.</summary>
    /// <param name="files">All files of the audit.</param>
    /// <param name="shard">The part.</param>
    /// <param name="bindings">The files given for bindings.</param>
    public ShardHeader Header(IReadOnlyList<DocumentFile> files, Shard shard, IReadOnlyList<string> bindings)
    {
        if (files.Any(file => file.Path == "-"))
        {
            throw new UsageException("--shard: expected files, not standard input");
        }

        var names = string.Join('\n', files.Select(UnitOf));
        return new ShardHeader(
            AuditCommand.Name,
            [
                $"documents={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)).AsSpan(0, 8))}",
                string.Create(CultureInfo.InvariantCulture, $"cases={settings.Cases}"),
                $"inline={settings.Inline}",
                $"as={Type}",
                $"tag={Tag}",
                $"bindings={(HasNoBindings ? "-" : string.Join(',', bindings))}",
            ],
            (long)settings.Seed,
            shard,
            files.Count
        );
    }

    /// <summary>What a document is called in all parts.</summary>
    public static string UnitOf(DocumentFile file) => file.Path.Replace('\\', '/');

    /// <summary>What was found in a document, for a part's file.</summary>
    /// <param name="document">What was found.</param>
    /// <param name="at">Its place among all documents.</param>
    public static Action<Utf8JsonWriter> Stored(AuditedDocument document, int at) =>
        json =>
        {
            json.WriteStartObject();
            json.WriteNumber("at", at);
            json.WriteBoolean("found", document.IsFound);
            json.WriteNumber("formulas", document.Formulas);
            json.WriteBoolean("tagged", document.HasTag);
            json.WritePropertyName("report");
            StoredReport.Write(json, document.Report);
            json.WriteEndObject();
        };

    /// <summary>The report of an audit in parts.</summary>
    public static AuditReport Report(MergedShards shards) =>
        Report(
            [
                .. shards
                    .Units.Select(unit => Outlined(shards, unit))
                    .OrderBy(outlined => outlined.At)
                    .Select(outlined => outlined.Document),
            ],
            shards.Header.Seed,
            int.Parse(shards.Header["cases"], CultureInfo.InvariantCulture),
            shards.Header["tag"]
        );

    private static (int At, AuditedDocument Document) Outlined(MergedShards shards, string unit)
    {
        var stored = shards[unit];
        return (
            stored.GetProperty("at").GetInt32(),
            new AuditedDocument(
                StoredReport.Document(stored.GetProperty("report")),
                stored.GetProperty("found").GetBoolean(),
                stored.GetProperty("formulas").GetInt32(),
                stored.GetProperty("tagged").GetBoolean()
            ).From(() => StoredReport.Document(shards[unit].GetProperty("report")))
        );
    }
}
