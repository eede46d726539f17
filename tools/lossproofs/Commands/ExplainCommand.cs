// `lossproofs explain`: how a formula was read, what each symbol was taken for, and how it was judged.
using System.Collections;
using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Claims;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Latex;
using LossProofs.Audit.Reports;
using LossProofs.Audit.Terms;

namespace LossProofs.CommandLine.Commands;

internal static class ExplainCommand
{
    public static Command Create()
    {
        var file = CommonOptions.Document();
        var type = CommonOptions.As();
        var tag = CommonOptions.Tag(required: true);
        var tree = new Option<bool>("--tree") { Description = "Show the tree that the formula was parsed to, too." };
        var bindings = CommonOptions.Bindings();
        var noBindings = CommonOptions.NoBindings();
        var cases = CommonOptions.Cases();
        var seed = CommonOptions.Seed();
        var command = new Command("explain", "Show how a formula was read and judged, step by step.")
        {
            file,
            type,
            tag,
            tree,
            bindings,
            noBindings,
            cases,
            seed,
        };
        command.SetAction(result =>
        {
            var document = Sources.ReadDocument(result.GetValue(file)!, result.GetValue(type));
            var wanted = result.GetValue(tag)!;
            Sources.RequireFormula(document, wanted);

            var meaning = CommonOptions.Meaning(
                document,
                [.. (result.GetValue(bindings) ?? []).Select(Sources.ReadBindings)],
                result.GetValue(noBindings)
            );
            var settings = new AuditSettings(result.GetValue(cases), result.GetValue(seed), Environment.ProcessorCount);
            var report = new Auditor(settings).Audit(document, meaning, equation => equation.Is(wanted));
            var read = ClaimReader.Read(document, meaning).Equations.Where(equation => equation.Equation.Is(wanted));
            foreach (var (equation, judged) in read.Zip(report.Equations))
            {
                Explain(
                    equation,
                    judged,
                    meaning,
                    ClaimReader.Cues(document, equation.Equation),
                    result.GetValue(tree)
                );
            }

            return 0;
        });
        return command;
    }

    private static void Explain(
        EquationClaims equation,
        EquationReport judged,
        BindingsFile bindings,
        IReadOnlyList<CueInWords> cues,
        bool tree
    )
    {
        var source = equation.Equation;
        // The reading first: what most people ask for.
        Line(0, $"{judged.Name}, {Where(judged)}: {judged.Verdict.ToString().ToLowerInvariant()}");
        Line(0, "source");
        foreach (var line in source.Latex.Trim().Split('\n'))
        {
            Line(1, line.Trim());
        }

        // One line for what the same words do, wherever they stand.
        foreach (var group in cues.GroupBy(cue => (cue.Category, cue.Reach, cue.Effect)))
        {
            var where = group
                .GroupBy(cue => cue.Phrase)
                .Select(same =>
                    $"'{same.Key}' ({string.Join(", ", same.Select(cue => cue.Line > 0 ? $"line {cue.Line}" : "inside").Distinct())})"
                );
            Line(
                0,
                $"words: {string.Join(", ", where)}: {group.Key.Category}, reach {group.Key.Reach}: {group.Key.Effect}"
            );
        }

        Line(0, $"role: {equation.Role.ToString().ToLowerInvariant()}");
        if (bindings.Path.Length > 0)
        {
            Line(0, $"bindings: {bindings.Path}");
        }

        if (equation.Unread is { } unread)
        {
            Line(0, unread);
        }

        foreach (var (claim, outcome) in equation.Claims.Zip(judged.Claims))
        {
            Line(0, $"claim: {claim.Left} {claim.Relation} {claim.Right}");
            foreach (var reading in claim.Statement.Readings)
            {
                Line(1, $"reading: {reading.Note}");
                Line(2, $"means {Spelling.Plain(TermPrinter.Print(reading.Proposition))}");
                foreach (var variable in reading.Context.Variables)
                {
                    var shape =
                        variable.Dimensions.Count == 0
                            ? ""
                            : $" of shape {string.Join(" by ", variable.Dimensions.Select(TermPrinter.Print))}";
                    Line(
                        2,
                        $"{Spelling.Plain(variable.Name)}{shape} in {TermPrinter.Print(variable.Domain)} ({Word(variable.Provenance)})"
                    );
                }

                foreach (var definition in reading.Context.Definitions)
                {
                    Line(
                        2,
                        $"{Spelling.Plain(definition.Name)} = {Spelling.Plain(TermPrinter.Print(definition.Body))} ({Word(definition.Provenance)})"
                    );
                }

                foreach (var hypothesis in reading.Context.Hypotheses)
                {
                    Line(2, $"given {Spelling.Plain(hypothesis.Text)} ({Word(hypothesis.Provenance)})");
                }
            }

            if (outcome.Verdict == Verdict.Unchecked && claim.Missing.Count > 0)
            {
                Line(1, "nothing says enough of these; as a bindings file:");
                foreach (var line in claim.Bindings.TrimEnd().Split('\n'))
                {
                    Line(2, line);
                }
            }

            Line(1, $"{outcome.Verdict.ToString().ToLowerInvariant()}: {outcome.Cases} cases");
            if (outcome.Counterexample is { } counterexample)
            {
                Line(
                    2,
                    "at " + string.Join(", ", counterexample.Values.Select(value => $"{value.Key} = {value.Value}"))
                );
                Line(2, string.Join(", ", counterexample.Named.Select(named => $"{named.Name} {named.Value}")));
            }

            foreach (
                var text in new[] { outcome.Evidence, outcome.Reason, outcome.Repair }.Where(text =>
                    text is { Length: > 0 }
                )
            )
            {
                Line(2, text!);
            }

            foreach (var step in outcome.Proof?.Short ?? [])
            {
                Line(2, step);
            }
        }

        if (tree)
        {
            Line(0, "tree");
            Tree(FormulaParser.Parse(source.Latex).Body, 1, "");
        }
    }

    private static string Where(EquationReport judged) =>
        (judged.File, judged.Cell) switch
        {
            ({ } file, _) => $"{file}, line {judged.Line}",
            (_, { } cell) => $"cell {cell}, line {judged.Line}",
            _ => $"line {judged.Line}",
        };

    // A node a line, children below it; every node is a record whose properties are its parts.
    [UnconditionalSuppressMessage(
        "Trimming",
        "IL2075",
        Justification = "Nodes are types of LossProofs.Audit, all of which its ILLink.Descriptors.xml keeps."
    )]
    private static void Tree(object node, int depth, string role)
    {
        const int deepest = 40;
        var label = role.Length == 0 ? "" : role + ": ";
        if (depth > deepest)
        {
            Line(depth, label + "…");
            return;
        }

        var type = node.GetType();
        var leaves = new List<string>();
        var children = new List<(string Role, object Node)>();
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (
                property.Name is "Span"
                || property.GetIndexParameters().Length > 0
                || property.GetValue(node) is not { } value
            )
            {
                continue;
            }

            switch (value)
            {
                case Expression child:
                    children.Add((property.Name.ToLowerInvariant(), child));
                    break;
                case string text:
                    leaves.Add(text);
                    break;
                case IEnumerable items:
                    children.AddRange(
                        items
                            .Cast<object>()
                            .Where(item => item is not string)
                            .Select(item => (property.Name.ToLowerInvariant(), item))
                    );
                    leaves.AddRange(items.OfType<string>());
                    break;
                case int number when number != 0:
                    leaves.Add(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case not (int or bool or Enum):
                    children.Add((property.Name.ToLowerInvariant(), value));
                    break;
            }
        }

        Line(
            depth,
            $"{label}{type.Name.ToLowerInvariant()}{string.Concat(leaves.Where(leaf => leaf.Length > 0).Select(leaf => " " + leaf))}"
        );
        foreach (var (childRole, child) in children)
        {
            Tree(child, depth + 1, childRole);
        }
    }

    private static string Word(Provenance provenance) =>
        provenance == Provenance.BuiltIn ? "built-in" : provenance.ToString().ToLowerInvariant();

    private static void Line(int depth, string text) => Console.Out.WriteLine(new string(' ', 2 * depth) + text);
}
