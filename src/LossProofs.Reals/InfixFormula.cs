// Plain infix notation ("log(1+exp(-x))"), parsed once and evaluated over any real-number type.
using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;

namespace LossProofs.Reals;

/// <summary>
/// A formula in plain infix notation: + − * / and ^ (right-associative, binding tighter than a sign on its left),
/// postfix !, parentheses, decimal and hexadecimal numbers, names, and the functions of
/// <see cref="Functions"/>. pi and e are constants unless they are bound.
/// </summary>
public sealed class InfixFormula
{
    private const int LongestText = 4_000;
    private const int DeepestNesting = 200;

    private readonly Node _root;

    private InfixFormula(Node root, IReadOnlySet<string> names)
    {
        _root = root;
        Names = names;
    }

    private enum Operation
    {
        Number,
        Name,
        Negate,
        Add,
        Subtract,
        Multiply,
        Divide,
        Call,
    }

    /// <summary>The names of all functions, with their number of arguments.</summary>
    public static IReadOnlyDictionary<string, int> Functions { get; } =
        new Dictionary<string, int>(StringComparer.Ordinal)
        {
            ["abs"] = 1,
            ["sqrt"] = 1,
            ["exp"] = 1,
            ["expm1"] = 1,
            ["log"] = 1,
            ["ln"] = 1,
            ["log1p"] = 1,
            ["log2"] = 1,
            ["log10"] = 1,
            ["sigmoid"] = 1,
            ["softplus"] = 1,
            ["tanh"] = 1,
            ["sinh"] = 1,
            ["cosh"] = 1,
            ["asinh"] = 1,
            ["atan"] = 1,
            ["sin"] = 1,
            ["cos"] = 1,
            ["tan"] = 1,
            ["erf"] = 1,
            ["erfc"] = 1,
            ["gamma"] = 1,
            ["lgamma"] = 1,
            ["digamma"] = 1,
            ["trigamma"] = 1,
            ["factorial"] = 1,
            ["min"] = 2,
            ["max"] = 2,
            ["pow"] = 2,
            ["beta"] = 2,
            ["binomial"] = 2,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The free names, without the constants pi and e.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>Reads a formula.</summary>
    /// <exception cref="FormatException">What is wrong and at which column.</exception>
    public static InfixFormula Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new FormatException($"a formula has at most {LongestText} characters, this one has {text.Length}");
        }

        var parser = new Parser(text);
        var root = parser.ParseAll();
        return new InfixFormula(root, parser.Names);
    }

    /// <summary>The formula at the given values, to <paramref name="bits"/> bits.</summary>
    /// <exception cref="KeyNotFoundException">A name has no value.</exception>
    public T Evaluate<T>(IReadOnlyDictionary<string, T> values, int bits)
        where T : IReal<T> => Evaluate(_root, values, bits);

    private static T Evaluate<T>(Node node, IReadOnlyDictionary<string, T> values, int bits)
        where T : IReal<T>
    {
        T At(int i) => Evaluate(node.Arguments[i], values, bits);
        return node.Operation switch
        {
            Operation.Number => T.From(node.Value, bits),
            Operation.Name => values.TryGetValue(node.Name, out var value) ? value
            : node.Name == "pi" ? T.Pi(bits)
            : node.Name == "e" ? T.Exp(T.From(Rational.One, bits))
            : throw new KeyNotFoundException($"'{node.Name}' has no value"),
            Operation.Negate => -At(0),
            Operation.Add => At(0) + At(1),
            Operation.Subtract => At(0) - At(1),
            Operation.Multiply => At(0) * At(1),
            Operation.Divide => At(0) / At(1),
            _ => Call(node.Name, At(0), node.Arguments.Length > 1 ? At(1) : default, bits),
        };
    }

    private static T Call<T>(string name, T x, T? y, int bits)
        where T : IReal<T> =>
        name switch
        {
            "abs" => T.Abs(x),
            "sqrt" => T.Sqrt(x),
            "exp" => T.Exp(x),
            "expm1" => T.Expm1(x),
            "log" or "ln" => T.Log(x),
            "log1p" => T.Log1p(x),
            "log2" => T.Log2(x),
            "log10" => T.Log10(x),
            "sigmoid" => T.Sigmoid(x),
            "softplus" => T.Softplus(x),
            "tanh" => T.Tanh(x),
            "sinh" => T.Sinh(x),
            "cosh" => T.Cosh(x),
            "asinh" => T.Asinh(x),
            "atan" => T.Atan(x),
            "sin" => T.Sin(x),
            "cos" => T.Cos(x),
            "tan" => T.Sin(x) / T.Cos(x),
            "erf" => T.Erf(x),
            "erfc" => T.Erfc(x),
            "gamma" => T.Gamma(x),
            "lgamma" => T.LogGamma(x),
            "digamma" => T.Polygamma(0, x),
            "trigamma" => T.Polygamma(1, x),
            "factorial" => T.Gamma(x + T.From(Rational.One, bits)),
            "min" => T.Min(x, y!),
            "max" => T.Max(x, y!),
            "pow" => T.Pow(x, y!),
            "beta" => T.Exp(T.LogGamma(x) + T.LogGamma(y!) - T.LogGamma(x + y!)),
            "binomial" => T.Gamma(x + T.From(Rational.One, bits))
                / (T.Gamma(y! + T.From(Rational.One, bits)) * T.Gamma(x - y! + T.From(Rational.One, bits))),
            _ => throw new FormatException($"there is no function '{name}'"),
        };

    private sealed record Node(Operation Operation, Node[] Arguments, Rational Value = default, string Name = "");

    private sealed class Parser(string text)
    {
        private int _position;
        private int _depth;

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        private char Current
        {
            get
            {
                while (_position < text.Length && char.IsWhiteSpace(text[_position]))
                {
                    _position++;
                }

                return _position < text.Length ? text[_position] : '\0';
            }
        }

        public Node ParseAll()
        {
            var node = ParseSum();
            return Current == '\0' ? node : throw Unexpected("an operator or the end");
        }

        private Node ParseSum()
        {
            Enter();
            var node = ParseProduct();
            while (Current is '+' or '-')
            {
                var operation = text[_position++] == '+' ? Operation.Add : Operation.Subtract;
                node = new Node(operation, [node, ParseProduct()]);
            }

            _depth--;
            return node;
        }

        private Node ParseProduct()
        {
            var node = ParseSigned();
            while (Current is '/' or '*')
            {
                var operation = text[_position++] == '*' ? Operation.Multiply : Operation.Divide;
                node = new Node(operation, [node, ParseSigned()]);
            }

            return node;
        }

        // −x^2 is −(x^2), and x^−2 is legal
        private Node ParseSigned()
        {
            Enter();
            Node node;
            switch (Current)
            {
                case '-':
                    _position++;
                    node = new Node(Operation.Negate, [ParseSigned()]);
                    break;
                case '+':
                    _position++;
                    node = ParseSigned();
                    break;
                default:
                    node = ParsePower();
                    break;
            }

            _depth--;
            return node;
        }

        private Node ParsePower()
        {
            var node = ParseAtom();
            while (Current == '!')
            {
                _position++;
                node = new Node(Operation.Call, [node], Name: "factorial");
            }

            if (Current == '^' || (Current == '*' && _position + 1 < text.Length && text[_position + 1] == '*'))
            {
                _position += Current == '^' ? 1 : 2;
                node = new Node(Operation.Call, [node, ParseSigned()], Name: "pow");
            }

            return node;
        }

        private Node ParseAtom()
        {
            var first = Current;
            if (first == '(')
            {
                _position++;
                var node = ParseSum();
                Expect(')');
                return node;
            }

            if (char.IsAsciiDigit(first) || first == '.')
            {
                return ParseNumber();
            }

            if (!char.IsLetter(first) && first != '_')
            {
                throw Unexpected("a number, a name or '('");
            }

            var start = _position;
            while (_position < text.Length && (char.IsLetterOrDigit(text[_position]) || text[_position] == '_'))
            {
                _position++;
            }

            var name = text[start.._position];
            if (Current != '(')
            {
                if (name is not ("pi" or "e"))
                {
                    Names.Add(name);
                }

                return new Node(Operation.Name, [], Name: name);
            }

            if (!Functions.TryGetValue(name, out var count))
            {
                throw new FormatException($"column {start + 1}: there is no function '{name}'");
            }

            _position++;
            var arguments = new List<Node> { ParseSum() };
            while (Current == ',')
            {
                _position++;
                arguments.Add(ParseSum());
            }

            Expect(')');
            return arguments.Count == count
                ? new Node(Operation.Call, [.. arguments], Name: name)
                : throw new FormatException(
                    $"column {start + 1}: {name} takes {count} argument{(count == 1 ? "" : "s")}, got {arguments.Count}"
                );
        }

        private Node ParseNumber()
        {
            var start = _position;
            var hexadecimal = text[start] == '0' && start + 1 < text.Length && text[start + 1] is 'x' or 'X';
            if (hexadecimal)
            {
                _position += 2;
            }

            while (
                _position < text.Length
                && (
                    text[_position] == '.'
                    || (hexadecimal ? char.IsAsciiHexDigit(text[_position]) : char.IsAsciiDigit(text[_position]))
                )
            )
            {
                _position++;
            }

            // an exponent only when digits follow: "2e" is 2 times nothing, and an error as it stands
            if (_position < text.Length && char.ToLowerInvariant(text[_position]) == (hexadecimal ? 'p' : 'e'))
            {
                var end = _position + 1;
                if (end < text.Length && text[end] is '+' or '-')
                {
                    end++;
                }

                if (end < text.Length && char.IsAsciiDigit(text[end]))
                {
                    while (end < text.Length && char.IsAsciiDigit(text[end]))
                    {
                        end++;
                    }

                    _position = end;
                }
            }

            var number = text[start.._position];
            return Rational.TryParse(number, out var value)
                ? new Node(Operation.Number, [], value)
                : throw new FormatException($"column {start + 1}: '{number}' is not a number");
        }

        private void Expect(char wanted)
        {
            if (Current != wanted)
            {
                throw Unexpected($"'{wanted}'");
            }

            _position++;
        }

        private void Enter()
        {
            if (++_depth > DeepestNesting)
            {
                throw new FormatException($"column {_position + 1}: nested more than {DeepestNesting} deep");
            }
        }

        private FormatException Unexpected(string expected) =>
            new(
                Current == '\0'
                    ? $"column {text.Length + 1}: expected {expected}, found the end"
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"column {_position + 1}: expected {expected}, found '{Current}'"
                    )
            );
    }
}
