// A picture of both sides along one symbol, as SVG that a page holds within itself.
using System.Globalization;
using System.Text;
using LossProofs.Audit.Latex;

namespace LossProofs.Audit.Reports.Html;

/// <summary>Draws plots.</summary>
internal static class Plot
{
    private const double Width = 380;
    private const double Height = 230;
    private const double Left = 58;
    private const double Right = 12;
    private const double Top = 26;
    private const double Bottom = 34;

    /// <summary>The picture.</summary>
    /// <param name="plot">What is drawn.</param>
    /// <param name="names">What the sides are called.</param>
    /// <param name="id">Unique in the page.</param>
    public static string Svg(PlotReport plot, (string Left, string Right) names, string id)
    {
        var points = plot.Points.Append(plot.At).OrderBy(point => point.X).ToList();
        var (low, high) = Range(plot, points);
        var (from, to) = (points[0].X, points[^1].X);
        to = to > from ? to : from + 1;
        var text = new StringBuilder();
        var symbol = MathMl.Escape(Words(plot.Symbol));
        text.Append(
            CultureInfo.InvariantCulture,
            $"<svg class=\"plot\" viewBox=\"0 0 {Width} {Height}\" width=\"{Width}\" height=\"{Height}\" role=\"img\" aria-labelledby=\"{id}-title\">"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<title id=\"{id}-title\">Both sides along {symbol}: at {symbol} = {Short(plot.At.X)} {names.Left} is {Short(plot.At.Left!.Value)} and {names.Right} is {Short(plot.At.Right!.Value)}.</title>"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<clipPath id=\"{id}-clip\"><rect x=\"{Left}\" y=\"{Top}\" width=\"{Width - Left - Right}\" height=\"{Height - Top - Bottom}\"/></clipPath>"
        );
        foreach (var tick in Ticks(low, high))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"grid\" d=\"M{Left} {Y(tick)}H{Width - Right}\"/><text class=\"tick\" x=\"{Left - 6}\" y=\"{Y(tick) + 4:0.#}\" text-anchor=\"end\">{Short(tick)}</text>"
            );
        }

        foreach (var tick in Ticks(from, to))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"<path class=\"grid\" d=\"M{X(tick)} {Top}V{Height - Bottom}\"/><text class=\"tick\" x=\"{X(tick)}\" y=\"{Height - Bottom + 14}\" text-anchor=\"middle\">{Short(tick)}</text>"
            );
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"<text class=\"axis\" x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 4}\" text-anchor=\"middle\">{symbol}</text>"
        );
        text.Append(CultureInfo.InvariantCulture, $"<g clip-path=\"url(#{id}-clip)\">");
        Curve("right", point => point.Right);
        Curve("left", point => point.Left);
        text.Append("</g>");
        text.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"gap\" d=\"M{X(plot.At.X)} {Y(plot.At.Left!.Value)}V{Y(plot.At.Right!.Value)}\"/>"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<circle class=\"left\" cx=\"{X(plot.At.X)}\" cy=\"{Y(plot.At.Left!.Value)}\" r=\"4\"/>"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<rect class=\"right\" x=\"{X(plot.At.X) - 4:0.##}\" y=\"{Y(plot.At.Right!.Value) - 4:0.##}\" width=\"8\" height=\"8\"/>"
        );
        text.Append(
            CultureInfo.InvariantCulture,
            $"<path class=\"left\" d=\"M{Left} 12h22\"/><text x=\"{Left + 27}\" y=\"16\">{names.Left}</text><path class=\"right\" d=\"M{Left + 90} 12h22\"/><text x=\"{Left + 117}\" y=\"16\">{names.Right}</text></svg>"
        );
        return text.ToString();

        double X(double value) => Math.Round(Left + (value - from) / (to - from) * (Width - Left - Right), 2);

        double Y(double value)
        {
            // What leaves the picture far beyond its edge stays a number that every browser takes.
            var place = Height - Bottom - (value - low) / (high - low) * (Height - Top - Bottom);
            return Math.Round(Math.Clamp(place, -5000, 5000), 2);
        }

        void Curve(string side, Func<PlotPoint, double?> value)
        {
            if (plot.IsDiscrete)
            {
                foreach (var point in points.Where(point => value(point) is not null))
                {
                    text.Append(
                        CultureInfo.InvariantCulture,
                        $"<circle class=\"{side} small\" cx=\"{X(point.X)}\" cy=\"{Y(value(point)!.Value)}\" r=\"2.5\"/>"
                    );
                }

                return;
            }

            var path = new StringBuilder();
            var isOpen = false;
            foreach (var point in points)
            {
                if (value(point) is { } number)
                {
                    path.Append(CultureInfo.InvariantCulture, $"{(isOpen ? 'L' : 'M')}{X(point.X)} {Y(number)}");
                    isOpen = true;
                }
                else
                {
                    isOpen = false;
                }
            }

            text.Append(CultureInfo.InvariantCulture, $"<path class=\"{side}\" d=\"{path}\"/>");
        }
    }

    /// <summary>Four digits.</summary>
    public static string Short(double value) =>
        value == 0
            ? "0"
            : value
                .ToString("G4", CultureInfo.InvariantCulture)
                .Replace("E", "e", StringComparison.Ordinal)
                .Replace('-', '−');

    // Most of what is drawn, and the counterexample: a pole does not flatten the rest.
    private static (double Low, double High) Range(PlotReport plot, IReadOnlyList<PlotPoint> points)
    {
        const double cut = 0.06;
        var values = points.SelectMany(point => new[] { point.Left, point.Right }).OfType<double>().Order().ToList();
        var skipped = (int)(cut * values.Count);
        double[] shown = [values[skipped], values[^(skipped + 1)], plot.At.Left!.Value, plot.At.Right!.Value];
        var (low, high) = (shown.Min(), shown.Max());
        var margin = high > low ? 0.08 * (high - low) : Math.Max(1, Math.Abs(high) / 10);
        return (low - margin, high + margin);
    }

    // Multiples of 1, 2 or 5 times a power of ten, four or so.
    private static IEnumerable<double> Ticks(double low, double high)
    {
        var raw = (high - low) / 4;
        if (!double.IsFinite(raw) || raw <= 0)
        {
            yield break;
        }

        // By digits, not by a logarithm, whose last bit hangs on the machine.
        var digits = raw.ToString("E16", CultureInfo.InvariantCulture);
        var power = double.Parse(
            "1" + digits[digits.IndexOf('E', StringComparison.Ordinal)..],
            CultureInfo.InvariantCulture
        );
        var step =
            power
            * (
                raw / power < 1.5 ? 1
                : raw / power < 3.5 ? 2
                : raw / power < 7.5 ? 5
                : 10
            );
        if (!double.IsFinite(step) || step <= 0)
        {
            yield break;
        }

        for (var tick = Math.Ceiling(low / step); tick * step <= high; tick++)
        {
            yield return Math.Round(tick) * step;
        }
    }

    // A name in running text: \gamma is γ.
    private static string Words(string symbol) =>
        Notation.Unicode.FirstOrDefault(pair => pair.Value == symbol) is { Value.Length: > 0 } letter
            ? letter.Key.ToString()
            : symbol
                .Replace("{", "", StringComparison.Ordinal)
                .Replace("}", "", StringComparison.Ordinal)
                .TrimStart('\\');
}
