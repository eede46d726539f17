// How the ledger's files are read and written, generated when it is compiled.
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LossProofs.Ledger;

[JsonSerializable(typeof(RecordedVerdicts))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, IReadOnlyList<string>>))]
[JsonSerializable(typeof(Dictionary<string, IReadOnlyList<string>>))]
internal sealed partial class LedgerJson : JsonSerializerContext
{
    /// <summary>Readable, and nothing is ignored that is read.</summary>
    public static LedgerJson Strict { get; } =
        new(
            new JsonSerializerOptions
            {
                WriteIndented = true,
                NewLine = "\n",
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
                UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
                RespectNullableAnnotations = true,
                RespectRequiredConstructorParameters = false,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );

    /// <summary>The list of tests by claim: names are kept as they are.</summary>
    public static LedgerJson Plain { get; } = new(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" });
}
