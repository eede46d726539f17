// Types of files other than plain Markdown and LaTeX: which formulas they hold, their labels, and where they stand.
using LossProofs.Audit.Documents;
using Xunit;

namespace LossProofs.Tests.Properties.Documents;

public sealed class FormatTests
{
    private static (string? File, int? Cell, int Line, string? Label, string Latex)[] Read(
        string path,
        string text,
        params (string Name, string Text)[] files
    )
    {
        var document = DocumentReader.Read(
            path,
            text,
            format: null,
            name => files.FirstOrDefault(file => file.Name == name).Text
        );
        return
        [
            .. document.Equations.Select(equation =>
                (
                    document.Place(equation.Line).File,
                    document.Place(equation.Line).Cell,
                    document.Place(equation.Line).Line,
                    equation.Label,
                    equation.Latex.Trim()
                )
            ),
        ];
    }

    private static string[] Notes(string path, string text, params (string Name, string Text)[] files) =>
        [
            .. DocumentReader
                .Read(path, text, format: null, name => files.FirstOrDefault(file => file.Name == name).Text)
                .Diagnostics.Select(diagnostic => $"{diagnostic.Line}: {diagnostic.Message}"),
        ];

    [Theory]
    [InlineData("\\input{a}")]
    [InlineData("\\input{a.tex}")]
    [InlineData("\\input a")]
    [InlineData("\\include{a}")]
    [InlineData("\\subfile{a}")]
    [InlineData("\\import{./}{a}")]
    [InlineData("\\subimport{}{a}")]
    public void An_included_file_is_read_where_it_is_included(string command) =>
        Assert.Equal(
            [(null, null, 2, null, "1 = 1"), ("a.tex", null, 3, "eq:x", "2 = 2"), (null, null, 4, null, "3 = 3")],
            Read(
                "main.tex",
                $"words\n\\[1 = 1\\]\n{command}\n\\[3 = 3\\]\n",
                ("a.tex", "first\n\n\\begin{equation}\\label{eq:x} 2 = 2 \\end{equation}\n")
            )
        );

    [Fact]
    public void Words_before_and_after_an_inclusion_in_its_line_stay() =>
        Assert.Equal(
            [("a.tex", null, 1, null, "1 = 1"), (null, null, 1, null, "2 = 2")],
            Read("main.tex", "before \\input{a} after \\[2 = 2\\]", ("a.tex", "\\[1 = 1\\]"))
        );

    [Fact]
    public void Names_count_from_the_main_folder_or_from_the_imported_one() =>
        Assert.Equal(
            [("s/a.tex", null, 1, null, "1 = 1"), ("s/b.tex", null, 1, null, "2 = 2")],
            Read(
                "main.tex",
                "\\import{s/}{a}",
                ("s/a.tex", "\\[1 = 1\\]\n\\subimport{./}{b}"),
                ("s/b.tex", "\\[2 = 2\\]")
            )
        );

    // What the main folder has stands before what lies beside the imported file.
    [Fact]
    public void An_input_inside_of_what_is_imported_is_found_beside_it() =>
        Assert.Equal(
            [("s/b.tex", null, 1, null, "2 = 2"), ("c.tex", null, 1, null, "3 = 3")],
            Read(
                "main.tex",
                "\\import{s/}{a}",
                ("s/a.tex", "\\input{b}\n\\input{c}"),
                ("s/b.tex", "\\[2 = 2\\]"),
                ("c.tex", "\\[3 = 3\\]"),
                ("s/c.tex", "\\[4 = 4\\]")
            )
        );

    [Fact]
    public void A_part_that_can_be_typeset_by_itself_gives_its_body() =>
        Assert.Equal(
            [("a.tex", null, 3, null, "1 = 1")],
            Read(
                "main.tex",
                "\\begin{document}\\subfile{a}\\end{document}",
                ("a.tex", "\\documentclass{subfiles}\n\\begin{document}\n\\[1 = 1\\]\n\\end{document}\n\\[2 = 2\\]")
            )
        );

    [Fact]
    public void The_commands_of_a_package_in_the_folder_are_known() =>
        Assert.True(
            DocumentReader
                .Read(
                    "main.tex",
                    "\\documentclass{article}\n\\usepackage{amsmath, own}\n\\begin{document}\\[\\half\\]\\end{document}",
                    format: null,
                    name => name == "own.sty" ? "\\newcommand{\\half}{\\frac12}" : null
                )
                .Macros.ContainsKey("\\half")
        );

    [Theory]
    [InlineData("\\input{../a}", "2: \\input{../a} is not read: it lies outside of the document's folder")]
    [InlineData(
        "\\input{/etc/passwd}",
        "2: \\input{/etc/passwd} is not read: it lies outside of the document's folder"
    )]
    [InlineData("\\include{s/missing}", "2: \\include{s/missing}: there is no such file s/missing.tex")]
    [InlineData("\\input{a}", "3: \\input{main} includes itself", "a.tex", "\\input{main}", "main.tex", "\\input{a}")]
    public void What_is_not_included_is_said(string command, string note, params string[] files) =>
        Assert.Contains(
            note[note.IndexOf(' ', StringComparison.Ordinal)..].Replace("main", "a", StringComparison.Ordinal),
            string.Join(
                '\n',
                Notes(
                    "main.tex",
                    $"words\n{command}\n",
                    [
                        .. files
                            .Chunk(2)
                            .Select(pair => (pair[0], pair[1].Replace("main", "a", StringComparison.Ordinal))),
                    ]
                )
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void An_inclusion_in_a_comment_or_verbatim_text_is_none() =>
        Assert.Empty(
            Notes("main.tex", "% \\input{a}\n\\begin{verbatim}\n\\input{a}\n\\end{verbatim}\n\\verb|\\input{a}|")
        );

    [Fact]
    public void A_notebook_gives_cell_and_line_and_leaves_code_out() =>
        Assert.Equal(
            [(null, 1, 3, null, "1 = 1"), (null, 3, 1, "eq-b", "2 = 2")],
            Read(
                "a.ipynb",
                """
                {"cells": [
                  {"cell_type": "markdown", "source": ["# Title\n", "\n", "$$1 = 1$$"]},
                  {"cell_type": "code", "outputs": [{"data": {"text/latex": ["$$3 = 3$$"]}}], "source": "'$$4 = 4$$'"},
                  {"metadata": {"cells": []}, "source": "$$2 = 2$$ {#eq-b}", "cell_type": "markdown"}
                ], "nbformat": 4}
                """
            )
        );

    [Fact]
    public void A_notebook_of_version_3_is_read() =>
        Assert.Equal(
            [(null, 2, 1, null, "1 = 1")],
            Read(
                "a.ipynb",
                """
                {"worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": "Title"},
                {"cell_type": "markdown", "source": "$$1 = 1$$"}]}]}
                """
            )
        );

    [Theory]
    [InlineData("", "not a notebook: no JSON on line 1")]
    [InlineData("[1]", "not a notebook: expected an object with \"cells\"")]
    [InlineData("{\"a\": 1}", "not a notebook: expected an object with \"cells\"")]
    [InlineData("{\"cells\": [\n{\"source\": [", "not a notebook: no JSON on line 2")]
    public void What_is_no_notebook_is_refused(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Read("a.ipynb", text)).Message);

    [Theory]
    [InlineData("```{math}\n:label: eq-a\n1 = 1\n```", 3)]
    [InlineData(":::{math}\n:label: eq-a\n1 = 1\n:::", 3)]
    [InlineData("$$\n1 = 1\n$$ (eq-a)", 2)]
    [InlineData("$$1 = 1$$ {#eq-a}", 1)]
    [InlineData("$$\n1 = 1\n$$ {#eq-a .unnumbered}\r\n", 2)]
    [InlineData("\\begin{equation}\n1 = 1 (\\#eq-a)\n\\end{equation}", 2)]
    public void Labels_of_the_dialects_of_Markdown_are_labels(string text, int line) =>
        Assert.Equal([(null, null, line, "eq-a", "1 = 1")], Read("a.qmd", $"{text}\n\nwords\n"));

    [Theory]
    [InlineData("```\n$$\n1 = 1\n$$ (eq-a)\n```")]
    [InlineData("The set {#a} and (b) ::: c")]
    public void What_only_looks_like_a_mark_is_none(string text) => Assert.Empty(Read("a.md", text));

    [Fact]
    public void Mathematics_of_reStructuredText_is_read() =>
        Assert.Equal(
            [
                (null, null, 6, "eq-a", "1 = 1"),
                (null, null, 10, null, "2 = 2"),
                (null, null, 12, null, "3 = 3"),
                (null, null, 14, null, "4 = 4"),
            ],
            Read(
                "a.rst",
                "Title\n=====\n\n.. math::\n   :label: eq-a\n   1 = 1\n\n.. math::\n\n   2 = 2\n\n   3 = 3\n\n.. math:: 4 = 4\n\n"
                    + "Code::\n\n    $$5 = 5$$\n\n.. code-block:: text\n\n   $$6 = 6$$\n\nCosts $$7 = 7$$.\n"
            )
        );

    [Fact]
    public void The_math_role_of_reStructuredText_is_inline() =>
        Assert.Equal(
            ["x"],
            DocumentReader
                .Read("a.rst", "the :math:`x` of $5 and $6")
                .Segments.OfType<InlineMath>()
                .Select(inline => inline.Latex)
        );

    [Fact]
    public void Mathematics_of_Org_mode_is_read()
    {
        const string text =
            "#+TITLE: Notes\n* One\n:PROPERTIES:\n:x: $$0 = 0$$\n:END:\n#+NAME: eq-a\n\\begin{equation}\n1 = 1\n\\end{equation}\n"
            + "#+begin_src c\n$$2 = 2$$\n#+end_src\n    \\[ 3 = 3 \\]\n# $$4 = 4$$\n";

        Assert.Equal([(null, null, 8, "eq-a", "1 = 1"), (null, null, 13, null, "3 = 3")], Read("a.org", text));
        Assert.Equal("Notes", DocumentReader.Read("a.org", text).Title);
    }

    [Theory]
    [InlineData("a.md", "<!-- lossproofs: ignore a joke -->\n$$1 = 2$$\n\n$$1 = 3$$")]
    [InlineData("a.tex", "% lossproofs: ignore a joke\n\\[1 = 2\\]\n\\[1 = 3\\]")]
    [InlineData("a.rst", ".. lossproofs: ignore a joke\n\n.. math:: 1 = 2\n\n.. math:: 1 = 3\n")]
    [InlineData("a.org", "# lossproofs: ignore a joke\n\\[1 = 2\\]\n\\[1 = 3\\]")]
    public void A_comment_leaves_the_next_formula_alone(string path, string text) =>
        Assert.Equal(["a joke", null], DocumentReader.Read(path, text).Equations.Select(equation => equation.Ignored));

    [Theory]
    [InlineData(
        "<!-- lossproofs: ignore -->\n$$1 = 2$$",
        "1: 'lossproofs: ignore' needs a reason; the formula is judged"
    )]
    [InlineData(
        "<!-- lossproofs: ignroe it -->\n$$1 = 2$$",
        "1: 'lossproofs: ignroe' is not understood; expected 'lossproofs: ignore REASON'"
    )]
    [InlineData("<!-- lossproofs: ignore it -->", "1: 'lossproofs: ignore' has no formula after it")]
    public void A_comment_that_does_nothing_is_said(string text, string note)
    {
        Assert.Equal([note], Notes("a.md", text));
        Assert.All(DocumentReader.Read("a.md", text).Equations, equation => Assert.Null(equation.Ignored));
    }

    // What an environment prints in front of its text is read, and nothing of its markup.
    [Theory]
    [InlineData(
        "\\newtheorem{thm}{Theorem}[section]",
        "\\begin{thm}[Jensen]\\label{t} For real",
        "Theorem (Jensen) For real"
    )]
    [InlineData("\\newtheorem{lem}[thm]{Lemma}", "\\begin{lem} For real", "Lemma For real")]
    [InlineData("\\newtheorem*{ass}{Assumption}", "\\begin{ass} For real", "Assumption For real")]
    [InlineData("\\declaretheorem[style=plain, name=Folgerung]{cor}", "\\begin{cor} For real", "Folgerung For real")]
    [InlineData("\\declaretheorem{claim}", "\\begin{claim} For real", "Claim For real")]
    [InlineData("", "\\begin{proposition} For real", "Proposition For real")]
    [InlineData("", "\\begin{proof} For real", "Proof For real")]
    public void An_environment_that_states_a_result_begins_with_its_word(string declared, string begin, string words)
    {
        var name = begin[7..begin.IndexOf('}', StringComparison.Ordinal)];
        var text =
            $"{declared}\n\\begin{{document}}\nBefore.\n{begin} \\(x\\),\n\\[1 = 1\\]\n\\end{{{name}}}\nAfter.\n\\end{{document}}\n";
        var segments = DocumentReader.Read("main.tex", text).Segments;
        var at = segments.ToList().FindIndex(segment => segment is InlineMath);

        Assert.Equal(words, Assert.IsType<Passage>(segments[at - 1]).Text.Trim());
        Assert.IsType<Break>(segments[at - 2]);
        Assert.Contains(segments, segment => segment is Passage { Text: var after } && after.Trim() == "After.");
    }
}
