// The report for Coq: a prelude and a lemma for every theorem and every certificate.
using System.Globalization;
using System.Reflection;
using System.Text;

namespace LossProofs.Audit.Reports.Coq;

/// <summary>Writes a file of Coq (docs/recheck.md): every proved and every refuted claim is a lemma, or a comment.</summary>
public static class CoqReport
{
    /// <summary>The report as a file of Coq.</summary>
    public static string Write(AuditReport report) => Written.Text(stream => Write(report, stream));

    /// <summary>Writes the report as a file of Coq.</summary>
    public static void Write(AuditReport report, Stream output)
    {
        using var lines = Written.Lines(output);
        var text = new StringBuilder();
        text.Append(Prelude());
        var names = new CoqNames();
        var lemmas = new List<string>();
        foreach (var document in report.Documents)
        {
            text.Drain(lines);
            foreach (var equation in report.Shown(document))
            {
                foreach (var claim in equation.Claims.Where(claim => claim.Coq is not null))
                {
                    Append(document, equation, claim);
                }
            }
        }

        text.Append("\n(*** end *)\n");
        foreach (var lemma in lemmas)
        {
            text.Append(CultureInfo.InvariantCulture, $"Print Assumptions {lemma}.\n");
        }

        text.Drain(lines);
        return;

        void Append(DocumentReport document, EquationReport equation, ClaimReport claim)
        {
            var lemma = claim.Coq!;
            var verdict = JsonReport.Word(claim.Verdict);
            var name = names.Fresh(
                $"{Path.GetFileNameWithoutExtension(document.Path)} {equation.Tag ?? equation.Ordinal.ToString(CultureInfo.InvariantCulture)} {verdict}"
            );
            var place = $"{document.Path}:{equation.Place} {equation.Name}";
            text.Append(CultureInfo.InvariantCulture, $"\n(*** {verdict} {name} {Comment(place)} *)\n");
            text.Append(
                CultureInfo.InvariantCulture,
                $"(* {Comment($"{claim.Left} {claim.Relation} {claim.Right}")} *)\n"
            );
            if (lemma.Statement is null)
            {
                text.Append(CultureInfo.InvariantCulture, $"(* not exported: {Comment(lemma.Reason ?? "")} *)\n");
                return;
            }

            lemmas.Add(name);
            text.Append(
                CultureInfo.InvariantCulture,
                $"Lemma {name} :\n  {lemma.Statement}.\nProof.\n  {lemma.Script}\nQed.\n"
            );
            if (lemma.Denial is var (denied, script))
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"(*** denial\nLemma {name}_is_false :\n  {denied}.\nProof.\n  {script}\nQed.\n*)\n"
                );
            }
        }
    }

    // What would end a comment, begin one or begin a string in it.
    private static string Comment(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Replace("(*", "( *", StringComparison.Ordinal)
            .Replace("*)", "* )", StringComparison.Ordinal)
            .Replace("\"", "''", StringComparison.Ordinal);

    private static string Prelude()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("coq/Prelude.v")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
