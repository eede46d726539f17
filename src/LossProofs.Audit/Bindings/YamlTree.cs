// A bounded YAML reader: scalars, lists and mappings with their lines; anchors, aliases and tags are refused.
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace LossProofs.Audit.Bindings;

/// <summary>A node of a YAML document with the line it starts on.</summary>
internal abstract record YamlTree(int Line)
{
    private const int LongestText = 1 << 20;
    private const int MostNodes = 50_000;
    private const int DeepestNesting = 16;

    internal sealed record Text(string Value, int Line) : YamlTree(Line);

    internal sealed record Items(IReadOnlyList<YamlTree> Entries, int Line) : YamlTree(Line);

    internal sealed record Mapping(IReadOnlyList<(string Key, int KeyLine, YamlTree Value)> Entries, int Line)
        : YamlTree(Line);

    /// <summary>The mapping that a tree has to be, with legal keys only where they are given.</summary>
    public static Mapping MappingOf(YamlTree tree, string what, IReadOnlyList<string>? legal, string path)
    {
        if (tree is not Mapping mapping)
        {
            throw new BindingsException(
                path,
                tree.Line,
                $"{what}: expected a mapping of keys to values, got {tree.Described}"
            );
        }

        foreach (var (key, line, _) in mapping.Entries)
        {
            if (legal?.Contains(key) == false)
            {
                throw new BindingsException(
                    path,
                    line,
                    $"{what}: unknown key '{key}', expected {string.Join(", ", legal)}"
                );
            }
        }

        return mapping;
    }

    /// <summary>The text that a tree has to be.</summary>
    public static string TextOf(YamlTree tree, string key, string path) =>
        tree is Text(var value, _)
            ? value
            : throw new BindingsException(path, tree.Line, $"{key}: expected a text, got {tree.Described}");

    // What stands there, in a message.
    private string Described =>
        this switch
        {
            Text(var value, _) => $"'{value}'",
            Items => "a list",
            _ => "a mapping",
        };

    /// <summary>The only document of a text; an empty text is an empty mapping.</summary>
    public static YamlTree Read(string text, string path)
    {
        if (text.Length > LongestText)
        {
            throw new BindingsException(
                path,
                1,
                $"the file may have at most {LongestText} characters, got {text.Length}"
            );
        }

        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                return new Mapping([], 1);
            }

            parser.Consume<DocumentStart>();
            var nodes = 0;
            var root = Node(parser, path, 0, ref nodes);
            parser.Consume<DocumentEnd>();
            return parser.Accept<DocumentStart>(out var second)
                    ? throw new BindingsException(
                        path,
                        (int)second.Start.Line,
                        "expected one YAML document, found a second"
                    )
                : root is Text { Value: "" } ? new Mapping([], 1)
                : root;
        }
        catch (YamlException error)
        {
            throw new BindingsException(
                path,
                (int)Math.Max(1, error.Start.Line),
                $"not valid YAML: {FirstLine(error)}"
            );
        }
        catch (InvalidOperationException)
        {
            // How the parser says that a list is not closed.
            throw new BindingsException(
                path,
                (int)Math.Max(1, parser.Current?.Start.Line ?? 1),
                "not valid YAML: a list or a mapping is not closed"
            );
        }
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].Trim();

    private static YamlTree Node(Parser parser, string path, int depth, ref int nodes)
    {
        var next = parser.Current as NodeEvent;
        var line = (int)(parser.Current?.Start.Line ?? 1);
        if (parser.Current is AnchorAlias || next is { Anchor.IsEmpty: false })
        {
            throw new BindingsException(path, line, "anchors and aliases are not allowed here");
        }

        if (next is { Tag.IsEmpty: false } and not Scalar { Tag.IsNonSpecific: true })
        {
            throw new BindingsException(path, line, $"tags are not allowed here, got {next.Tag.Value}");
        }

        if (depth > DeepestNesting)
        {
            throw new BindingsException(path, line, $"nested more than {DeepestNesting} deep");
        }

        if (++nodes > MostNodes)
        {
            throw new BindingsException(path, line, $"more than {MostNodes} entries");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new Text(scalar.Value, line);
        }

        if (parser.TryConsume<SequenceStart>(out _))
        {
            var entries = new List<YamlTree>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                entries.Add(Node(parser, path, depth + 1, ref nodes));
            }

            return new Items(entries, line);
        }

        parser.Consume<MappingStart>();
        var pairs = new List<(string Key, int KeyLine, YamlTree Value)>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var keyLine = (int)(parser.Current?.Start.Line ?? 1);
            if (Node(parser, path, depth + 1, ref nodes) is not Text(var key, _))
            {
                throw new BindingsException(path, keyLine, "a key must be plain text");
            }

            if (!keys.Add(key))
            {
                throw new BindingsException(path, keyLine, $"{key}: declared twice");
            }

            pairs.Add((key, keyLine, Node(parser, path, depth + 1, ref nodes)));
        }

        return new Mapping(pairs, line);
    }
}
