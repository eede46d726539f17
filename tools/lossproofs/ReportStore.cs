// The reports of the documents of one run, in a file of its own until the whole report is written.
using System.Text.Json;
using LossProofs.Audit.Reports;

namespace LossProofs.CommandLine;

internal sealed class ReportStore : IDisposable
{
    // The system deletes it, also when the run is ended.
    private readonly FileStream _file = new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose,
        }
    );

    /// <summary>The document with its report in the file, and no longer in memory.</summary>
    public AuditedDocument Keep(AuditedDocument document)
    {
        var start = _file.Seek(0, SeekOrigin.End);
        using (var json = new Utf8JsonWriter(_file))
        {
            StoredReport.Write(json, document.Report);
        }

        var length = (int)(_file.Position - start);
        return document.From(() =>
        {
            var bytes = new byte[length];
            _file.Seek(start, SeekOrigin.Begin);
            _file.ReadExactly(bytes);
            using var stored = JsonDocument.Parse(bytes);
            return StoredReport.Document(stored.RootElement);
        });
    }

    public void Dispose() => _file.Dispose();
}
