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

    /// <summary>The repairs of a report that hold: each document with its text before and after, and the formulas' ordinals.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="documents">Audits a text in the place of a file.</param>
    public static IReadOnlyList<(string Path, string Before, string After, IReadOnlyList<int> Repaired)> Of(
        AuditReport report,
        AuditedDocuments documents
    )
    {
        var found = new List<(string, string, string, IReadOnlyList<int>)>();
        foreach (var document in report.Documents.Where(document => document.Path != "-"))
        {
            var wanted = document
                .Equations.Where(equation => equation is { IsSurprise: true, Edit: not null })
                .OrderBy(equation => equation.Edit!.Region.Start)
                .ToList();
            if (wanted.Count == 0)
            {
                continue;
            }

            var before = Sources.Utf8Document(document.Path);
            // A repair was judged where it stands alone: the formulas around it are repaired, too.
            var again = documents
                .Audit(document.Path, Applied(before, wanted))
                .Equations.ToDictionary(each => each.Ordinal);
            var holding = wanted
                .Where(equation => again.GetValueOrDefault(equation.Ordinal) is { Verdict: not Verdict.Refuted })
                .ToList();
            if (holding.Count > 0)
            {
                found.Add(
                    (document.Path, before, Applied(before, holding), [.. holding.Select(equation => equation.Ordinal)])
                );
            }
        }

        return found;
    }

    private static string Applied(string text, IReadOnlyList<EquationReport> equations)
    {
        var changed = new StringBuilder();
        var at = 0;
        foreach (var edit in equations.Select(equation => equation.Edit!))
        {
            changed.Append(text, at, edit.Region.Start - at).Append(edit.Text);
            at = edit.Region.End;
        }

        return changed.Append(text, at, text.Length - at).ToString();
    }

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
