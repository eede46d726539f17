// The report as a page to look at: one file that needs nothing else, no network, and no script to be read.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Reports.Html;

/// <summary>Writes a report as HTML.</summary>
public static partial class HtmlReport
{
    /// <summary>The page.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="path">From the page to a document, for links to its lines; null: as the document is named.</param>
    public static string Write(AuditReport report, Func<string, string>? path = null) =>
        Written.Text(stream => Write(report, stream, path));

    /// <summary>Writes the page.</summary>
    /// <param name="report">What was found.</param>
    /// <param name="output">Where to.</param>
    /// <param name="path">From the page to a document, for links to its lines; null: as the document is named.</param>
    public static void Write(AuditReport report, Stream output, Func<string, string>? path = null)
    {
        using var lines = Written.Lines(output);
        // Formulas nest deeply; the trees are as deep.
        Auditor.OnLargeStack(() => new Page(report, path ?? (each => each)).Write(lines));
    }

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream($"html/{name}")!;
        return new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Escape(string text) => MathMl.Escape(text);

    private sealed partial class Page(AuditReport report, Func<string, string> path)
    {
        private const int MostSteps = 200;
        private const int LongestWords = 600;

        private readonly StringBuilder _text = new();
        private int _plots;

        public void Write(TextWriter output)
        {
            var script = Resource("report.js");
            var digest = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)));
            var title = report.Documents is [var only] ? $"Audit of {Name(only)}" : "Audit of derivations";
            _text.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
            _text.Append(
                $"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'\">\n"
            );
            _text.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
            _text.Append("<meta name=\"generator\" content=\"LossProofs\">\n");
            _text.Append(
                $"<title>{Escape(title)}</title>\n<style>\n{Resource("report.css")}</style>\n</head>\n<body>\n"
            );
            _text.Append("<a class=\"skip\" href=\"#formulas\">Skip to the formulas</a>\n<header>\n");
            _text.Append($"<h1>{Escape(title)}</h1>\n");
            Lines(TextReport.SummaryLine(report), TextReport.InlineLine(report), TextReport.UndecidedLine(report));
            Overview();
            Filters();
            _text.Append("</header>\n<main id=\"formulas\">\n");
            foreach (var (index, document) in report.Documents.Index())
            {
                Document(document, index + 1);
                _text.Drain(output);
            }

            _text.Append("</main>\n<footer class=\"quiet\"><p>");
            _text.Append(
                CultureInfo.InvariantCulture,
                $"Seed {report.Seed}, {report.Cases} cases for a claim that is tested. What each finding means: docs/findings.md of LossProofs."
            );
            _text.Append($"</p></footer>\n<script>{script}</script>\n</body>\n</html>\n");
            _text.Drain(output);
        }

        private void Lines(params string?[] lines)
        {
            foreach (var line in lines.OfType<string>())
            {
                _text.Append($"<p>{Escape(line)}</p>\n");
            }
        }

        private static string Name(DocumentReport document) =>
            document.Title.Length > 0 ? document.Title
            : document.Path == "-" ? "standard input"
            : document.Path;

        private void Overview()
        {
            if (report.Documents.Count < 2)
            {
                return;
            }

            _text.Append(
                "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Counts\"><table class=\"summary\"><caption class=\"quiet\">Formulas of each document</caption>"
            );
            _text.Append("<thead><tr><th scope=\"col\">document</th>");
            foreach (var verdict in s_verdicts)
            {
                _text.Append($"<th scope=\"col\">{JsonReport.Word(verdict)}</th>");
            }

            _text.Append("</tr></thead><tbody>");
            foreach (var (index, document) in report.Documents.Index())
            {
                _text.Append(
                    CultureInfo.InvariantCulture,
                    $"<tr><th scope=\"row\"><a href=\"#d{index + 1}\">{Escape(document.Path)}</a></th>"
                );
                foreach (var verdict in s_verdicts)
                {
                    var count = document.Equations.Count(equation => equation.Verdict == verdict && !equation.IsInline);
                    _text.Append(CultureInfo.InvariantCulture, $"<td>{count}</td>");
                }

                _text.Append("</tr>");
            }

            _text.Append("</tbody></table></div>\n");
        }

        private static readonly Verdict[] s_verdicts =
        [
            Verdict.Refuted,
            Verdict.Unchecked,
            Verdict.Tested,
            Verdict.Proved,
            Verdict.Definition,
        ];

        private void Filters()
        {
            var shown = report
                .Documents.SelectMany(report.Shown)
                .Where(TextReport.IsListed)
                .CountBy(equation => equation.Verdict)
                .ToDictionary();
            _text.Append("<fieldset id=\"filters\" hidden><legend>Show</legend>\n");
            foreach (var verdict in s_verdicts)
            {
                _text.Append(
                    CultureInfo.InvariantCulture,
                    $"<label><input type=\"checkbox\" name=\"verdict\" value=\"{JsonReport.Word(verdict)}\" checked> {JsonReport.Word(verdict)} ({shown.GetValueOrDefault(verdict)})</label>\n"
                );
            }

            _text.Append(
                "<label><input type=\"checkbox\" id=\"surprises\"> only what is not as expected</label>\n"
                    + "<label>find <input type=\"search\" id=\"search\"></label>\n"
                    + "<output id=\"shown\" aria-live=\"polite\"></output></fieldset>\n"
            );
        }

        private void Document(DocumentReport document, int number)
        {
            _text.Append(
                CultureInfo.InvariantCulture,
                $"<section id=\"d{number}\" aria-labelledby=\"d{number}-title\">\n<h2 id=\"d{number}-title\">{Escape(Name(document))}</h2>\n"
            );
            if (document.Title.Length > 0 && document.Path != "-")
            {
                _text.Append($"<p class=\"quiet\">{Escape(document.Path)}</p>\n");
            }

            if (document.Equations.Count == 0)
            {
                Lines("No formula was found in this document.");
            }

            foreach (var note in document.Notes)
            {
                _text.Append($"<p>Note: {Escape(note)}</p>\n");
            }

            var options = new ParserOptions { Macros = document.Macros };
            foreach (var (index, equation) in report.Shown(document).Where(TextReport.IsListed).Index())
            {
                Formula(
                    document,
                    equation,
                    options,
                    string.Create(CultureInfo.InvariantCulture, $"d{number}-f{index + 1}")
                );
            }

            if (document.Missing is { } missing && report.IsShown is null)
            {
                _text.Append("<details><summary>What is only guessed, as a bindings file to be corrected</summary>");
                _text.Append($"<pre class=\"block\"><code>{Escape(missing.TrimEnd())}</code></pre></details>\n");
            }

            _text.Append("</section>\n");
        }

        private void Formula(DocumentReport document, EquationReport equation, ParserOptions options, string id)
        {
            var verdict = JsonReport.Word(equation.Verdict);
            var isSurprise = equation.Fails(report.FailOn);
            _text.Append(
                $"<article class=\"formula\" id=\"{id}\" data-verdict=\"{verdict}\" data-surprise=\"{(isSurprise ? "yes" : "no")}\" data-latex=\"{Escape(equation.Latex)}\" aria-labelledby=\"{id}-name\">\n"
            );
            _text.Append(
                $"<h3 id=\"{id}-name\"><a href=\"#{id}\">{Escape(equation.Name)}</a> <span class=\"verdict {verdict}\">{verdict}</span>"
            );
            if (isSurprise)
            {
                _text.Append(" <span class=\"surprise\">not as expected</span>");
            }

            _text.Append($" {Place(document, equation)}</h3>\n");
            Words(equation, options);
            _text.Append(
                $"<div class=\"display\" tabindex=\"0\" role=\"group\" aria-label=\"Formula {Escape(equation.Name)}\">"
            );
            _text.Append(Rendered(equation.Latex, options, isDisplay: true)).Append("</div>\n");
            if (equation.Expectation is { } expectation)
            {
                _text.Append($"<p class=\"evidence\">Expected to be refuted: {Escape(expectation)}</p>\n");
            }

            if (equation.LeftAlone is { } reason)
            {
                _text.Append($"<p class=\"evidence\">Left alone: {Escape(reason)}</p>\n");
            }

            if (equation.IsKnown)
            {
                _text.Append("<p class=\"evidence\">In the baseline.</p>\n");
            }

            foreach (var claim in equation.Claims)
            {
                Claim(claim, equation.Claims.Count > 1);
            }

            _text.Append("</article>\n");
        }

        private string Place(DocumentReport document, EquationReport equation)
        {
            var words = equation.File is null && equation.Cell is null ? $"line {equation.Place}" : equation.Place;
            return document.Path == "-"
                ? $"<span class=\"quiet\">{Escape(words)}</span>"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"<a class=\"quiet\" href=\"{Escape(Address(path(equation.File ?? document.Path)))}#L{equation.FileLine}\">{Escape(words)}</a>"
                );
        }

        private static string Address(string file) =>
            string.Join('/', file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));

        // The last paragraphs before the formula.
        private void Words(EquationReport equation, ParserOptions options)
        {
            var pieces = new List<string>();
            var length = 0;
            foreach (var (text, isFormula) in equation.Words.Reverse())
            {
                if (
                    length > LongestWords
                    || (length > 0 && text.Trim().Length == 0 && text.Count(each => each == '\n') > 1)
                )
                {
                    break;
                }

                length += text.Trim().Length;
                pieces.Add(isFormula ? Rendered(text, options, isDisplay: false) : Escape(Marks().Replace(text, " ")));
            }

            pieces.Reverse();
            var words = string.Concat(pieces).Trim();
            if (words.Length > 0)
            {
                _text.Append($"<p class=\"words\">{words}</p>\n");
            }
        }

        private void Claim(ClaimReport claim, bool isOneOfSeveral)
        {
            _text.Append("<div class=\"claim\">\n");
            if (isOneOfSeveral)
            {
                _text.Append(
                    $"<p class=\"evidence scrolled\" tabindex=\"0\">{Rendered($"{claim.Left} {claim.Relation} {claim.Right}", ParserOptions.Default, isDisplay: false)} "
                        + $"<span class=\"verdict {JsonReport.Word(claim.Verdict)}\">{JsonReport.Word(claim.Verdict)}</span></p>\n"
                );
            }

            var kind = FindingKind.Of(claim);
            if (claim.Counterexample is { } counterexample)
            {
                Counterexample(claim, counterexample);
            }
            else if (claim.Reason is { } reason)
            {
                _text.Append($"<p class=\"evidence\">{Escape(reason)}</p>\n");
            }
            else if (claim.Evidence.Length > 0)
            {
                _text.Append($"<p class=\"evidence\">{Escape(claim.Evidence)}</p>\n");
            }

            if (claim.Hypotheses.Count > 0)
            {
                _text.Append("<h4>Assumed</h4>\n<ul class=\"hypotheses\">");
                foreach (var hypothesis in claim.Hypotheses)
                {
                    _text.Append(
                        $"<li>{Statement(hypothesis.Text)} <span class=\"provenance {Escape(hypothesis.Provenance)}\">{Escape(hypothesis.Provenance)}</span></li>"
                    );
                }

                _text.Append("</ul>\n");
            }

            if (claim.Proof is { } proof)
            {
                Proof(proof);
            }

            if (claim.Verdict is Verdict.Refuted or Verdict.Unchecked)
            {
                _text.Append(
                    $"<details><summary>What this means ({kind.Id})</summary><p class=\"evidence\">{Escape(kind.Meaning)} {Escape(kind.Action)}</p></details>\n"
                );
            }

            if (claim.Rerun is { } rerun)
            {
                _text.Append(
                    $"<details><summary>Look at it again</summary><pre class=\"block\"><code>{Escape(rerun)}</code></pre></details>\n"
                );
            }

            _text.Append("</div>\n");
        }

        private void Counterexample(ClaimReport claim, CounterexampleReport counterexample)
        {
            var (left, right) = (counterexample.Named[0], counterexample.Named[1]);
            _text.Append("<dl><dt>fails at</dt><dd>");
            _text.Append(
                counterexample.Values.Count == 0
                    ? "every point"
                    : string.Join(
                        ", ",
                        counterexample.Values.Select(value =>
                            $"{Statement(value.Key)} = <span class=\"value\">{Escape(value.Value)}</span>"
                        )
                    )
            );
            _text.Append("</dd>");
            foreach (var (name, value) in counterexample.Named)
            {
                _text.Append($"<dt>{name}</dt><dd><span class=\"value\">{Escape(value)}</span></dd>");
            }

            if (claim.Repair is { } repair)
            {
                var (before, after) = Repaired(claim, repair);
                _text.Append(
                    $"<dt>claimed</dt><dd class=\"claimed\" tabindex=\"0\">{before}</dd><dt>holds</dt><dd class=\"repaired\" tabindex=\"0\">{after}</dd>"
                );
            }

            _text.Append("</dl>\n");
            if (claim.Reason is { } reason)
            {
                _text.Append($"<p class=\"evidence\">{Escape(reason)}</p>\n");
            }

            if (counterexample.Plots is { Count: > 0 } plots)
            {
                _text.Append("<div class=\"plots\">");
                foreach (var plot in plots)
                {
                    _text.Append(
                        Plot.Svg(
                            plot,
                            (left.Name, right.Name),
                            string.Create(CultureInfo.InvariantCulture, $"plot{++_plots}")
                        )
                    );
                }

                _text.Append("</div>\n");
            }
        }

        // Both in one notation, that of the printer of meanings, so that only what differs is marked.
        private static (string Before, string After) Repaired(ClaimReport claim, string repair)
        {
            var claimed = claim.Meaning ?? $"{claim.Left} {claim.Relation} {claim.Right}";
            var (before, after) = (FormulaParser.Parse(claimed), FormulaParser.Parse(repair));
            if (!before.IsReadable || !after.IsReadable)
            {
                return (
                    Rendered(claimed, ParserOptions.Default, false),
                    Rendered(repair, ParserOptions.Default, false)
                );
            }

            var (removed, added) = Difference.Between(before.Body, after.Body);
            return (
                MathMl.Element(before.Body, claimed, isDisplay: false, removed),
                MathMl.Element(after.Body, repair, isDisplay: false, added)
            );
        }

        private void Proof(ProofReport proof)
        {
            _text.Append(
                CultureInfo.InvariantCulture,
                $"<details><summary>Proof in {proof.Steps.Count} {(proof.Steps.Count == 1 ? "step" : "steps")}</summary>\n<ol class=\"steps\" tabindex=\"0\">"
            );
            foreach (var step in proof.Steps.Take(MostSteps))
            {
                _text.Append(
                    CultureInfo.InvariantCulture,
                    $"<li value=\"{step.Number}\">{Statement(step.Statement)} <span class=\"quiet\">{Escape(step.Rule)}"
                );
                if (step.From.Count > 0)
                {
                    _text.Append(CultureInfo.InvariantCulture, $" from {string.Join(", ", step.From)}");
                }

                _text.Append("</span></li>\n");
            }

            _text.Append("</ol>");
            if (proof.Steps.Count > MostSteps)
            {
                _text.Append(
                    CultureInfo.InvariantCulture,
                    $"<p>{proof.Steps.Count - MostSteps} more steps are in the JSON report.</p>"
                );
            }

            if (proof.Conditions.Count > 0)
            {
                _text.Append(
                    $"<p class=\"evidence\">Both sides exist where {string.Join(", ", proof.Conditions.Select(Statement))}.</p>"
                );
            }

            _text.Append("</details>\n");
        }

        // What the engine prints is LaTeX with a few words: "x in (0, 1)", "\log(x) exists".
        private static string Statement(string text)
        {
            const string exists = " exists";
            if (text.EndsWith(exists, StringComparison.Ordinal))
            {
                return Statement(text[..^exists.Length]) + exists;
            }

            var latex = text.Replace(" in ", @" \in ", StringComparison.Ordinal);
            return Word().IsMatch(Command().Replace(latex, " "))
                ? $"<code>{Escape(text)}</code>"
                : Rendered(latex, ParserOptions.Default, isDisplay: false);
        }

        private static string Rendered(string latex, ParserOptions options, bool isDisplay)
        {
            var formula = FormulaParser.Parse(latex, options);
            return formula.IsReadable ? MathMl.Element(formula.Body, latex, isDisplay)
                : isDisplay ? $"<pre><code>{Escape(latex.Trim())}</code></pre>"
                : $"<code>{Escape(latex.Trim())}</code>";
        }

        // Emphasis and the marks of lists and quotes.
        [GeneratedRegex(@"\*\*|__|^\s*[-*+>]\s+|\s+", RegexOptions.Multiline)]
        private static partial Regex Marks();

        [GeneratedRegex(@"\\(?:text|mathrm|operatorname|mathop|mathbf|boldsymbol)\{[^{}]*\}|\\[A-Za-z]+")]
        private static partial Regex Command();

        [GeneratedRegex("[A-Za-z]{3,}")]
        private static partial Regex Word();
    }
}
