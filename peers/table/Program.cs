// The table and the heat map of docs/conformance.md from reports of `lossproofs conform --format json`:
// dotnet run --project peers/table -- OUT.svg REPORT.json... prints the table, that of what
// only the first of them has, and writes the picture.
using System.Globalization;
using System.Text.Json;
using ScottPlot;

if (args.Length < 2)
{
    Console.Error.WriteLine(
        "conformance-table: expected the picture to write and the reports to read: OUT.svg REPORT.json..."
    );
    return 2;
}

var reports = args[1..].Select(Report.Read).ToList();

// What two implementations have, in the order of the first; alone, nothing is compared.
var rows = reports
    .SelectMany(report => report.Worst.Keys.Select(key => (key.Kernel, key.Part)).Distinct())
    .GroupBy(row => row)
    .Where(row => row.Count() > 1)
    .Select(row => row.Key)
    .ToList();
var columns = reports
    .SelectMany(report => new[] { "double", "float" }.Select(precision => (Report: report, Precision: precision)))
    .Where(column => column.Report.Worst.Keys.Any(key => key.Precision == column.Precision))
    .ToList();
PrintTable(rows, columns);
var alone = reports[0].Worst.Keys.Select(key => (key.Kernel, key.Part)).Distinct().Except(rows).ToList();
if (alone.Count > 0)
{
    Console.WriteLine();
    PrintTable(alone, columns.FindAll(column => column.Report == reports[0]));
}

Draw();
return 0;

void PrintTable(List<(string Kernel, string Part)> rows, List<(Report Report, string Precision)> columns)
{
    Console.WriteLine(
        "| kernel | result | " + string.Join(" | ", columns.Select(c => $"{c.Report.Short} {c.Precision}")) + " |"
    );
    Console.WriteLine("|---|---|" + string.Concat(columns.Select(_ => "---|")));
    foreach (var (kernel, part) in rows)
    {
        var cells = columns.Select(column =>
            column.Report.Worst.TryGetValue((kernel, part, column.Precision), out var ulps) ? Text(ulps) : ""
        );
        Console.WriteLine($"| {kernel} | {part} | {string.Join(" | ", cells)} |");
    }
}

void Draw()
{
    var plot = new Plot();
    for (var y = 0; y < rows.Count; y++)
    {
        for (var x = 0; x < columns.Count; x++)
        {
            if (
                !columns[x].Report.Worst.TryGetValue((rows[y].Kernel, rows[y].Part, columns[x].Precision), out var ulps)
            )
            {
                continue;
            }

            var (left, top) = (x, rows.Count - y);
            var cell = plot.Add.Rectangle(left, left + 1, top - 1, top);
            cell.FillColor = Shade(ulps, columns[x].Precision);
            cell.LineColor = Colors.White;
            var label = plot.Add.Text(Text(ulps), left + 0.5, top - 0.5);
            label.LabelAlignment = Alignment.MiddleCenter;
            label.LabelFontSize = 10;
            label.LabelFontColor = Colors.Black;
        }
    }

    plot.Axes.Left.SetTicks(
        [.. rows.Select((_, y) => rows.Count - y - 0.5)],
        [.. rows.Select(row => $"{row.Kernel} {row.Part}")]
    );
    plot.Axes.Bottom.SetTicks(
        [.. columns.Select((_, x) => x + 0.5)],
        [.. columns.Select(column => $"{column.Report.Short.Replace(' ', '\n')}\n{column.Precision}")]
    );
    plot.Axes.Left.TickLabelStyle.FontSize = 11;
    plot.Axes.Bottom.TickLabelStyle.FontSize = 11;
    plot.Axes.Left.MinimumSize = 220;
    plot.Axes.Bottom.MinimumSize = 65;
    plot.HideGrid();
    plot.Axes.SetLimits(0, columns.Count, 0, rows.Count);
    plot.Title("Worst error in ulps of the certified value (green: at most 2; red: no digit is right)");
    plot.Axes.Title.Label.FontSize = 13;
    plot.SaveSvg(args[0], 260 + 95 * columns.Count, 130 + 22 * rows.Count);
}

static string Text(double ulps) =>
    double.IsPositiveInfinity(ulps) ? "∞"
    : ulps >= 1e4 ? ulps.ToString("0E+0", CultureInfo.InvariantCulture)
    : ulps.ToString(ulps < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

// By how many of the digits of the precision are lost: none, four bits, ..., all.
static Color Shade(double ulps, string precision)
{
    var lost = ulps <= 0 ? 0 : Math.Log2(Math.Max(1, ulps)) / (precision == "float" ? 24 : 53);
    return ulps switch
    {
        <= 2 => Color.FromHex("#a5d6a7"),
        _ when lost <= 4.0 / 24 => Color.FromHex("#e6ee9c"),
        _ when lost < 0.5 => Color.FromHex("#ffe082"),
        _ when lost < 0.9 => Color.FromHex("#ffab91"),
        _ => Color.FromHex("#e57373"),
    };
}

/// <summary>The worst errors of one implementation.</summary>
internal sealed record Report(string Name, Dictionary<(string Kernel, string Part, string Precision), double> Worst)
{
    public string Short => Name.Split(" on ")[0].Split(',')[^1].Trim();

    public static Report Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var worst = new Dictionary<(string, string, string), double>();
        foreach (var finding in document.RootElement.GetProperty("findings").EnumerateArray())
        {
            if (finding.TryGetProperty("worstUlps", out var ulps))
            {
                var value = ulps.ValueKind == JsonValueKind.Number ? ulps.GetDouble() : double.PositiveInfinity;
                var key = (Text(finding, "kernel"), Text(finding, "part"), Text(finding, "precision"));
                worst[key] = Math.Max(value, worst.GetValueOrDefault(key));
            }
        }

        return new(document.RootElement.GetProperty("implementation").GetString()!, worst);
    }

    private static string Text(JsonElement finding, string member) => finding.GetProperty(member).GetString()!;
}
