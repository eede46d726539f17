// LaTeX: the document with the files that it includes, each line with the place that it comes from.
using System.Text;
using System.Text.RegularExpressions;
using LossProofs.Audit.Terms;

namespace LossProofs.Audit.Documents;

internal sealed class LatexFormat : SourceFormat
{
    public override IReadOnlyList<string> Names => ["tex", "latex"];

    public override IReadOnlyList<string> Endings => [".tex", ".ltx", ".latex"];

    internal override bool IsLatex => true;

    internal override SourceText Translate(string text, Func<string, string?>? open) =>
        LatexProject.Inclusion().IsMatch(text) ? new LatexProject(open).Read(text) : new SourceText(text);
}

/// <summary>Puts a project's files together in the order in which LaTeX reads them.</summary>
/// <param name="open">The text of a file below the document's folder, or null when there is none.</param>
internal sealed partial class LatexProject(Func<string, string?>? open)
{
    private const int MostFiles = 1_000;
    private const int DeepestNesting = 32;

    private readonly StringBuilder _text = new();
    private readonly List<SourcePlace> _places = [];
    private readonly List<DocumentDiagnostic> _diagnostics = [];
    private readonly List<string> _included = [];
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly Stack<string> _open = new();
    private bool _newLine = true;
    private (string? File, int Line) _at;

    public SourceText Read(string text)
    {
        _files[""] = text;
        Append(Normal(text), null, "");
        return new SourceText(_text.ToString())
        {
            Places = _places,
            Diagnostics = _diagnostics.ToSequence(),
            Included = _included.Distinct().ToSequence(),
            Files = _files,
        };
    }

    // folder: where names in this file count from; LaTeX's own \input counts from the main document's.
    private void Append(string text, string? file, string folder)
    {
        var lines = new LineIndex(text);
        var (from, to) = file is null ? (0, text.Length) : Body(text);
        var unread = LatexBlocks.Unread(text, lines, 0);
        foreach (Match match in Inclusion().Matches(text))
        {
            if (
                match.Index < from
                || match.Index >= to
                || unread.Exists(s => s.Start <= match.Index && match.Index < s.End)
            )
            {
                continue;
            }

            var command = match.Groups["command"].Value;
            if (command == "endinput")
            {
                to = match.Index;
                break;
            }

            if (command is "usepackage" or "RequirePackage")
            {
                // Only a package of the project's own is read: for its commands.
                var packages = match.Groups["name"].Value.Split(',', StringSplitOptions.TrimEntries);
                var own = packages
                    .Select(name => Path(folder, name + ".sty"))
                    .Where(path => path is not null && open?.Invoke(path) is not null)
                    .ToList();
                if (own.Count == 0)
                {
                    continue;
                }

                Emit(text, from, match.Index, lines, file);
                from = match.Index + match.Length;
                own.ForEach(path => Include(path!, folder, $"\\{command}{{{path}}}"));
                continue;
            }

            Emit(text, from, match.Index, lines, file);
            from = match.Index + match.Length;
            _at = (file, lines.Of(match.Index));
            var name = match.Groups["name"].Value.Trim().Trim('"');
            var said = match.Value.Trim();
            if (command is "import" or "subimport" or "inputfrom" or "includefrom")
            {
                var (directory, inner) = (name, match.Groups["second"].Value.Trim());
                var under = Path(
                    command is "subimport" ? folder : "",
                    directory.Length == 0 ? "x" : directory.TrimEnd('/') + "/x"
                )?[..^1];
                Found(under is null ? null : under + inner, under ?? "", said);
            }
            else
            {
                var path = Path(command == "subfile" ? folder : "", name);
                // Inside of what \import took, a file that the document's folder does not have is beside it.
                if (folder.Length > 0 && (path is null || !Exists(path)) && Path(folder, name) is { } beside)
                {
                    path = path is null || Exists(beside) ? beside : path;
                }

                Found(path, command == "subfile" ? Folder(path) : folder, said);
            }

            // The line's rest, if it is more than its end, goes on with a line of its own.
            if (!_newLine)
            {
                Break(file, lines.Of(match.Index));
            }

            var start = lines.Start(lines.Of(match.Index) - 1);
            if (from < to && text[from] == '\n' && text.AsSpan(start, match.Index - start).Trim().IsEmpty)
            {
                from++;
            }
        }

        Emit(text, from, Math.Max(from, to), lines, file);
    }

    private bool Exists(string path) =>
        open is not null
        && path.AsSpan().IndexOfAny("\\#{}") < 0
        && (open(path.EndsWith(".tex", StringComparison.Ordinal) ? path : path + ".tex") ?? open(path)) is not null;

    private void Found(string? path, string folder, string said)
    {
        if (path is null)
        {
            Note($"{said} is not read: it lies outside of the document's folder");
            return;
        }

        if (open is null)
        {
            Note($"{said} is not read: this document has no folder");
            return;
        }

        if (path.AsSpan().IndexOfAny("\\#{}") >= 0)
        {
            Note($"{said} is not read: expected the name of a file");
            return;
        }

        var named = path.EndsWith(".tex", StringComparison.Ordinal) ? path : path + ".tex";
        var found =
            open(named) is not null ? named
            : open(path) is not null ? path
            : null;
        if (found is null)
        {
            Note($"{said}: there is no such file {named}");
            return;
        }

        Include(found, folder, said);
    }

    private void Include(string path, string folder, string said)
    {
        if (_open.Contains(path))
        {
            Note($"{said} includes itself");
        }
        else if (_open.Count >= DeepestNesting || _included.Count >= MostFiles)
        {
            Note($"{said} is not read: more than {MostFiles} files, or {DeepestNesting} inside of one another");
        }
        else if (open!(path) is { } text)
        {
            if (_text.Length + text.Length > DocumentReader.MaximumBytes)
            {
                Note($"{said} is not read: the project is larger than {DocumentReader.MaximumBytes >> 20} MiB");
                return;
            }

            _included.Add(path);
            _files[path] = text;
            _open.Push(path);
            if (!_newLine)
            {
                Break(_places[^1].File, _places[^1].Line);
            }

            Append(Normal(text), path, folder);
            _open.Pop();
        }
    }

    // A file that can be typeset by itself gives its body only.
    private static (int From, int To) Body(string text)
    {
        const string begin = "\\begin{document}";
        var from = text.IndexOf(begin, StringComparison.Ordinal);
        if (from < 0)
        {
            return (0, text.Length);
        }

        var to = text.IndexOf("\\end{document}", from, StringComparison.Ordinal);
        return (from + begin.Length, to < 0 ? text.Length : to);
    }

    private void Emit(string text, int from, int to, LineIndex lines, string? file)
    {
        for (var i = from; i < to; i++)
        {
            Begin(file, lines.Of(i));
            _text.Append(text[i]);
            _newLine = text[i] == '\n';
        }
    }

    private void Break(string? file, int line)
    {
        Begin(file, line);
        _text.Append('\n');
        _newLine = true;
    }

    private void Begin(string? file, int line)
    {
        if (_newLine)
        {
            _places.Add(new SourcePlace(file, null, line, line));
            _newLine = false;
        }
    }

    // What is not read keeps its line, so that the note has a place.
    private void Note(string message)
    {
        Begin(_at.File, _at.Line);
        _text.Append(' ');
        _diagnostics.Add(new DocumentDiagnostic(message, _places.Count));
    }

    // Relative to the document's folder, without . and ..; null where it leads out of it.
    private static string? Path(string folder, string name)
    {
        if (name.Length == 0 || name[0] is '/' or '\\' or '~' || name.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in name.Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case "..":
                    if (parts.Count == 0)
                    {
                        return null;
                    }

                    parts.RemoveAt(parts.Count - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return string.Join('/', parts);
    }

    private static string Folder(string? path) => path?.LastIndexOf('/') is >= 0 and var at ? path[..at] : "";

    private static string Normal(string text) => text.ReplaceLineEndings("\n");

    [GeneratedRegex(
        @"\\(?:(?<command>endinput)\b|(?<command>input|include|subfile|usepackage|RequirePackage)\s*(?:\[[^\]\n]{0,400}\])?\s*\{(?<name>[^{}\n]{1,400})\}|(?<command>import|subimport|inputfrom|includefrom)\*?\s*\{(?<name>[^{}\n]{0,400})\}\s*\{(?<second>[^{}\n]{1,400})\}|(?<command>input)[ \t]+(?<name>[\w./-]{1,400}))",
        RegexOptions.CultureInvariant,
        2000
    )]
    internal static partial Regex Inclusion();
}
