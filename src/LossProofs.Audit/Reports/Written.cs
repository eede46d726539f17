// Reports go to streams, a document after the other: what was written of one is not kept while the next is written.
using System.Text;

namespace LossProofs.Audit.Reports;

internal static class Written
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What is written, as text.</summary>
    public static string Text(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return s_encoding.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>A writer of text that leaves the stream open.</summary>
    public static StreamWriter Lines(Stream stream) => new(stream, s_encoding, leaveOpen: true);

    /// <summary>Writes what has been composed, and begins anew.</summary>
    public static void Drain(this StringBuilder text, TextWriter output)
    {
        output.Write(text);
        text.Clear();
    }
}
