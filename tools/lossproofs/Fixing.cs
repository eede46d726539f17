// `lossproofs audit --fix`: repairs as a patch, or written into the documents.
using System.Globalization;
using System.Text;
using LossProofs.Audit;
using LossProofs.Audit.Reports;
using LossProofs.CommandLine.Input;

namespace LossProofs.CommandLine;

internal static class Fixing
{
    private const int Context = 3;

    /// <summary>The repairs of a report that hold: each file with its text before and after, and the formulas that they repair.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="documents">Audits texts in the place of files.</param>
    public static (
        IReadOnlyList<(string Path, string Before, string After, int Repairs)> Files,
        IReadOnlySet<(string Document, int Ordinal)> Repaired
    ) Of(AuditReport report, AuditedDocuments documents)
    {
        var repaired = new HashSet<(string, int)>();
        var edits = new List<(string Path, EditReport Edit)>();
        foreach (var document in report.Documents.Where(document => document.Path != "-"))
        {
            var wanted = document
                .Equations.Where(equation => equation is { IsSurprise: true, Edit: not null })
                .ToList();
            if (wanted.Count == 0)
            {
                continue;
            }

            // A repair was judged where it stands alone: the formulas around it are repaired, too.
            var texts = Applied(wanted.Select(equation => EditOf(document, equation)))
                .ToDictionary(file => Path.GetFullPath(file.Path), file => file.After, StringComparer.Ordinal);
            var again = documents.Audit(document.Path, texts).Equations.ToDictionary(each => each.Ordinal);
            foreach (
                var equation in wanted.Where(equation =>
                    again.GetValueOrDefault(equation.Ordinal) is { Verdict: not Verdict.Refuted }
                )
            )
            {
                repaired.Add((document.Path, equation.Ordinal));
                edits.Add(EditOf(document, equation));
            }
        }

        return ([.. Applied(edits)], repaired);

        static (string, EditReport) EditOf(DocumentReport document, EquationReport equation) =>
            (equation.File ?? document.Path, equation.Edit!);
    }

    // Files with their changes; what several documents include is changed once.
    private static IEnumerable<(string Path, string Before, string After, int Repairs)> Applied(
        IEnumerable<(string Path, EditReport Edit)> edits
    ) =>
        edits
            .DistinctBy(edit => (edit.Path, edit.Edit.Region))
            .GroupBy(edit => edit.Path, edit => edit.Edit)
            .Select(file =>
            {
                var before = Sources.Utf8Document(file.Key);
                var changed = new StringBuilder();
                var at = 0;
                foreach (
                    var ((start, end), text) in file.Select(edit =>
                            (
                                edit.Region.In(before)
                                    ?? throw new UsageException($"{file.Key}: it was changed during the audit"),
                                edit.Text
                            )
                        )
                        .OrderBy(edit => edit.Item1.Start)
                )
                {
                    changed.Append(before, at, start - at).Append(text);
                    at = end;
                }

                return (file.Key, before, changed.Append(before, at, before.Length - at).ToString(), file.Count());
            });

    /// <summary>A unified diff, as `git apply` and `patch -p1` take it.</summary>
    public static string Patch(string path, string before, string after)
    {
        var (old, fresh) = (Lines(before), Lines(after));
        var name = path.Replace('\\', '/');
        name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
        var text = new StringBuilder($"--- a/{name}\n+++ b/{name}\n");
        foreach (var hunk in Hunks(Changes(old, fresh)))
        {
            var first = Math.Max(0, hunk[0].Old - Context);
            var last = Math.Min(old.Count, hunk[^1].Old + hunk[^1].Removed + Context);
            var shift = hunk[0].New - hunk[0].Old;
            var length = last - first + hunk.Sum(change => change.Added - change.Removed);
            text.Append(
                CultureInfo.InvariantCulture,
                $"@@ -{first + 1},{last - first} +{first + shift + 1},{length} @@\n"
            );
            var at = first;
            foreach (var change in hunk)
            {
                Append(' ', old, at, change.Old);
                Append('-', old, change.Old, change.Old + change.Removed);
                Append('+', fresh, change.New, change.New + change.Added);
                at = change.Old + change.Removed;
            }

            Append(' ', old, at, last);
        }

        return text.ToString();

        void Append(char sign, IReadOnlyList<string> lines, int from, int to)
        {
            for (var at = from; at < to; at++)
            {
                text.Append(sign).Append(lines[at]);
                if (!lines[at].EndsWith('\n'))
                {
                    text.Append("\n\\ No newline at end of file\n");
                }
            }
        }
    }

    private readonly record struct Change(int Old, int Removed, int New, int Added);

    // Lines that differ, in order. A repair changes few lines: what is equal at both ends of a part stays.
    private static IEnumerable<Change> Changes(IReadOnlyList<string> old, IReadOnlyList<string> fresh)
    {
        var (at, to) = (0, 0);
        while (at < old.Count || to < fresh.Count)
        {
            if (at < old.Count && to < fresh.Count && old[at] == fresh[to])
            {
                at++;
                to++;
                continue;
            }

            var (removed, added) = Distance(old, at, fresh, to);
            yield return new Change(at, removed, to, added);
            at += removed;
            to += added;
        }
    }

    // How far the texts have to go until they agree again, in three lines or to the end.
    private static (int Removed, int Added) Distance(
        IReadOnlyList<string> old,
        int at,
        IReadOnlyList<string> fresh,
        int to
    )
    {
        for (var sum = 1; sum <= old.Count - at + fresh.Count - to; sum++)
        {
            for (var removed = 0; removed <= sum; removed++)
            {
                var (i, j) = (at + removed, to + sum - removed);
                if (i <= old.Count && j <= fresh.Count && Agree(i, j))
                {
                    return (removed, sum - removed);
                }
            }
        }

        return (old.Count - at, fresh.Count - to);

        bool Agree(int i, int j)
        {
            for (var next = 0; next < Context; next++)
            {
                if (i + next == old.Count || j + next == fresh.Count)
                {
                    return i + next == old.Count && j + next == fresh.Count;
                }

                if (old[i + next] != fresh[j + next])
                {
                    return false;
                }
            }

            return true;
        }
    }

    private static IEnumerable<List<Change>> Hunks(IEnumerable<Change> changes)
    {
        var hunk = new List<Change>();
        foreach (var change in changes)
        {
            if (hunk.Count > 0 && change.Old - hunk[^1].Old - hunk[^1].Removed > 2 * Context)
            {
                yield return hunk;
                hunk = [];
            }

            hunk.Add(change);
        }

        if (hunk.Count > 0)
        {
            yield return hunk;
        }
    }

    private static List<string> Lines(string text)
    {
        var lines = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            var end = text.IndexOf('\n', at);
            end = end < 0 ? text.Length : end + 1;
            lines.Add(text[at..end]);
            at = end;
        }

        return lines;
    }
}
