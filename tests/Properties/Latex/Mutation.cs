// Documents put together from pieces of notation and damaged at random: bytes changed, cut, doubled, shuffled.
using System.Text;

namespace LossProofs.Tests.Properties.Latex;

internal static class Mutation
{
    private static readonly string[] Pieces =
    [
        "$",
        "$$",
        "\\[",
        "\\]",
        "\\(",
        "\\)",
        "{",
        "}",
        "\\begin{equation}",
        "\\end{equation}",
        "\\begin{aligned}",
        "\\end{aligned}",
        "\\begin{cases}",
        "\\end{cases}",
        "&",
        "\\\\",
        "\\left(",
        "\\right)",
        "|",
        "\\|",
        "^",
        "_",
        "'",
        "\\frac",
        "\\sqrt",
        "\\sum",
        "\\int",
        "\\log",
        "\\text{",
        "\\tag{1}",
        "\\label{a}",
        "\n",
        "\n\n",
        "```",
        "`",
        "    ",
        "> ",
        "# ",
        "---\n",
        "<!--",
        "-->",
        "<script",
        "\\\\{",
        "\\newcommand{\\x}{\\x\\x}",
        "\\x",
        "设",
        "其中",
        "\uFFFD",
        "\0",
        "\r\n",
        "\\",
        "=",
        "<",
        ",",
        "\\quad",
        "dx",
        "\\partial",
        "\\mathbf",
    ];

    public static byte[] Document(Random random)
    {
        var text = new StringBuilder();
        for (var i = random.Next(1, 60); i > 0; i--)
        {
            switch (random.Next(4))
            {
                case 0:
                    text.Append("$$").Append(Samples.Formulas[random.Next(Samples.Formulas.Length)]).Append("$$\n");
                    break;
                case 1:
                    text.Append("\\begin{equation}")
                        .Append(Samples.Formulas[random.Next(Samples.Formulas.Length)])
                        .Append("\\end{equation}\n");
                    break;
                default:
                    text.Append(Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString()).ToList();
        for (var i = random.Next(0, 8); i > 0 && bytes.Count > 2; i--)
        {
            var at = random.Next(bytes.Count - 1);
            var length = Math.Min(random.Next(1, 12), bytes.Count - at);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
            }
        }

        return [.. bytes];
    }
}
