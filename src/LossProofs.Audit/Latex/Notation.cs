// The vocabulary of mathematical LaTeX: which command is a relation, a function, a fence, a space; and words of the field.
namespace LossProofs.Audit.Latex;

internal static class Notation
{
    /// <summary>Relation signs, each with its canonical spelling.</summary>
    public static readonly Dictionary<string, string> Relations = Table(
        "= =, < <, > >, \\lt <, \\gt >, \\le \\leq, \\leq \\leq, \\leqslant \\leq, \\leqq \\leq, \\ge \\geq, \\geq \\geq, "
            + "\\geqslant \\geq, \\geqq \\geq, \\ne \\neq, \\neq \\neq, \\approx \\approx, \\thickapprox \\approx, "
            + "\\simeq \\simeq, \\sim \\sim, \\cong \\cong, \\equiv \\equiv, \\propto \\propto, \\varpropto \\propto, "
            + "\\to \\to, \\rightarrow \\to, \\longrightarrow \\to, \\mapsto \\mapsto, \\longmapsto \\mapsto, "
            + "\\leftarrow \\leftarrow, \\gets \\leftarrow, \\longleftarrow \\leftarrow, \\in \\in, \\notin \\notin, "
            + "\\ni \\ni, \\subset \\subset, \\subseteq \\subseteq, \\supset \\supset, \\supseteq \\supseteq, "
            + "\\subsetneq \\subsetneq, \\ll \\ll, \\gg \\gg, \\prec \\prec, \\preceq \\preceq, \\succ \\succ, "
            + "\\succeq \\succeq, \\triangleq :=, \\coloneqq :=, \\colonequals :=, \\doteq \\doteq, \\asymp \\asymp, "
            + "\\lesssim \\lesssim, \\gtrsim \\gtrsim, \\perp \\perp, \\leftrightarrow \\leftrightarrow, "
            + "\\rightsquigarrow \\to, \\uparrow \\uparrow, \\downarrow \\downarrow, \\nearrow \\uparrow, "
            + "\\searrow \\downarrow, \\models \\models, \\vdash \\vdash, \\hookrightarrow \\to, \\nleq \\nleq, "
            + "\\ngeq \\ngeq, \\nsim \\nsim, \\lessgtr \\lessgtr, \\rightharpoonup \\to, \\uparrow \\uparrow"
    );

    /// <summary>Relations between statements.</summary>
    public static readonly Dictionary<string, string> Implications = Table(
        "\\Rightarrow \\Rightarrow, \\implies \\Rightarrow, \\Longrightarrow \\Rightarrow, \\Leftarrow \\Leftarrow, "
            + "\\impliedby \\Leftarrow, \\Longleftarrow \\Leftarrow, \\iff \\Leftrightarrow, "
            + "\\Leftrightarrow \\Leftrightarrow, \\Longleftrightarrow \\Leftrightarrow, \\therefore \\Rightarrow, "
            + "\\because \\Leftarrow"
    );

    /// <summary>Negated relations after \not.</summary>
    public static readonly Dictionary<string, string> Negated = Table(
        "= \\neq, \\in \\notin, \\equiv \\not\\equiv, \\leq \\nleq, \\geq \\ngeq, \\sim \\nsim"
    );

    /// <summary>Signs between factors, canonical.</summary>
    public static readonly Dictionary<string, string> Multiplications = Table(
        "\\cdot \\cdot, \\times \\times, * *, \\ast *, \\star *, \\odot \\odot, \\circ \\circ, \\otimes \\otimes, "
            + "\\bullet \\cdot, \\bmod \\bmod, \\mod \\bmod, \\oslash \\oslash, \\wedge \\wedge, \\vee \\vee"
    );

    /// <summary>Signs between terms, canonical.</summary>
    public static readonly Dictionary<string, string> Additions = Table(
        "+ +, - -, \\pm \\pm, \\mp \\mp, \\oplus \\oplus, \\ominus \\ominus, \\cup \\cup, \\cap \\cap, "
            + "\\setminus \\setminus, \\backslash \\setminus"
    );

    /// <summary>Between statements.</summary>
    public static readonly Dictionary<string, string> Connectives = Table("\\land \\land, \\lor \\lor");

    /// <summary>Operators with bounds below and above, canonical.</summary>
    public static readonly Dictionary<string, string> BigOperators = Table(
        "\\sum \\sum, \\prod \\prod, \\coprod \\coprod, \\int \\int, \\iint \\iint, \\iiint \\iiint, \\oint \\oint, "
            + "\\max \\max, \\min \\min, \\sup \\sup, \\inf \\inf, \\lim \\lim, \\limsup \\limsup, \\liminf \\liminf, "
            + "\\argmax \\arg\\max, \\argmin \\arg\\min, \\arg\\max \\arg\\max, \\arg\\min \\arg\\min, "
            + "\\bigcup \\bigcup, \\bigcap \\bigcap, \\bigoplus \\bigoplus, \\bigotimes \\bigotimes, "
            + "\\bigvee \\bigvee, \\bigwedge \\bigwedge, \\plim \\plim"
    );

    /// <summary>Words that name an operator with bounds.</summary>
    public static readonly Dictionary<string, string> BigOperatorWords = Table(
        "max \\max, min \\min, sup \\sup, inf \\inf, lim \\lim, argmax \\arg\\max, argmin \\arg\\min, "
            + "arg\\max \\arg\\max, arg\\min \\arg\\min, limsup \\limsup, liminf \\liminf, sum \\sum"
    );

    /// <summary>Commands that are functions taking what follows.</summary>
    public static readonly HashSet<string> Functions = Set(
        "\\log \\ln \\lg \\exp \\sin \\cos \\tan \\cot \\sec \\csc \\arcsin \\arccos \\arctan \\sinh \\cosh \\tanh "
            + "\\coth \\det \\dim \\ker \\deg \\gcd \\Pr"
    );

    /// <summary>Words that are functions taking what follows, with or without fences; their commands where they have one.</summary>
    public static readonly Dictionary<string, string> FunctionWords = Table(
        "log \\log, ln \\ln, lg \\lg, exp \\exp, sin \\sin, cos \\cos, tan \\tan, cot \\cot, sec \\sec, csc \\csc, "
            + "arcsin \\arcsin, arccos \\arccos, arctan \\arctan, sinh \\sinh, cosh \\cosh, tanh \\tanh, coth \\coth, "
            + "det \\det, dim \\dim, Pr \\Pr, softmax softmax, Softmax softmax, sigmoid sigmoid, Sigmoid sigmoid, "
            + "logsumexp logsumexp, LogSumExp logsumexp, LSE LSE, lse LSE, logit logit, Logit logit, softplus softplus, "
            + "Softplus softplus, sign sign, sgn sign, relu ReLU, ReLU ReLU, erf erf, erfc erfc, erfi erfi, "
            + "Var Var, Cov Cov, Corr Corr, tr tr, Tr tr, trace tr, diag diag, Diag diag, rank rank, expit sigmoid, "
            + "arcsinh arcsinh, arsinh arcsinh, asinh arcsinh, artanh artanh, arctanh artanh, atanh artanh, "
            + "div div, grad grad, clip clip, LayerNorm LayerNorm, sparsemax sparsemax"
    );

    /// <summary>Letters that a run of bare letters may spell as one word in a subscript or superscript.</summary>
    public static readonly HashSet<string> ScriptWords = Set(
        "pos neg max min opt std new old avg tot val ref adv cls mix lin eff obs out inf sup top low high all reg "
            + "tr te in out th ml sg ce kl loss data soft hard true pred prior post unif mean conf acc init final true"
    );

    /// <summary>Opening fences with their closing ones.</summary>
    public static readonly Dictionary<string, string> Opening = Table(
        "( ), [ ], \\{ \\}, \\lbrace \\}, \\lbrack ], \\langle \\rangle, \\lfloor \\rfloor, \\lceil \\rceil, "
            + "\\lvert |, \\lVert \\|, \\llbracket \\rrbracket, ⟨ \\rangle"
    );

    /// <summary>Closing fences, canonical.</summary>
    public static readonly Dictionary<string, string> Closing = Table(
        ") ), ] ], \\} \\}, \\rbrace \\}, \\rbrack ], \\rangle \\rangle, \\rfloor \\rfloor, \\rceil \\rceil, "
            + "\\rvert |, \\rVert \\|, \\rrbracket \\rrbracket"
    );

    /// <summary>Canonical spelling of fences.</summary>
    public static readonly Dictionary<string, string> Fences = Table(
        "( (, ) ), [ [, ] ], \\{ \\{, \\} \\}, \\lbrace \\{, \\rbrace \\}, \\lbrack [, \\rbrack ], | |, \\vert |, "
            + "\\lvert |, \\rvert |, \\| \\|, \\Vert \\|, \\lVert \\|, \\rVert \\|, \\langle \\langle, \\rangle \\rangle, "
            + "\\lfloor \\lfloor, \\rfloor \\rfloor, \\lceil \\lceil, \\rceil \\rceil, \\llbracket \\llbracket, "
            + "\\rrbracket \\rrbracket, < \\langle, > \\rangle, . ., / /, \\backslash \\backslash, \\uparrow \\uparrow"
    );

    /// <summary>Commands for the size of a fence.</summary>
    public static readonly HashSet<string> Sizes = Set(
        "\\big \\Big \\bigg \\Bigg \\bigl \\Bigl \\biggl \\Biggl \\bigr \\Bigr \\biggr \\Biggr \\bigm \\Bigm \\biggm \\Biggm"
    );

    /// <summary>Commands that leave no trace: spaces, sizes of type, placement of bounds.</summary>
    public static readonly HashSet<string> Spaces = Set(
        "\\, \\; \\: \\! \\> \\/ \\thinspace \\medspace \\thickspace \\negthinspace \\enspace \\enskip \\limits \\nolimits "
            + "\\displaystyle \\textstyle \\scriptstyle \\scriptscriptstyle \\nonumber \\notag \\noindent \\allowbreak "
            + "\\mathstrut \\strut \\hfill \\hline \\displaylimits \\relax \\null \\nobreak \\centering \\small \\large "
            + "\\Large \\footnotesize \\normalsize \\square \\blacksquare \\qed \\Box \\bigl. \\mathsurround \\protect"
    );

    /// <summary>Commands whose argument leaves no trace either.</summary>
    public static readonly HashSet<string> Dropped = Set(
        "\\tag \\label \\hspace \\vspace \\phantom \\hphantom \\vphantom \\color \\eqlabel \\cite \\mskip \\hskip \\kern "
            + "\\mkern \\footnote \\citep \\citet \\style \\class \\cssId"
    );

    /// <summary>Accents, canonical.</summary>
    public static readonly Dictionary<string, string> Accents = Table(
        "\\hat \\hat, \\widehat \\hat, \\tilde \\tilde, \\widetilde \\tilde, \\bar \\bar, \\overline \\bar, \\dot \\dot, "
            + "\\ddot \\ddot, \\vec \\vec, \\overrightarrow \\vec, \\check \\check, \\breve \\breve, \\acute \\acute, "
            + "\\grave \\grave, \\mathring \\mathring, \\underline \\underline, \\widecheck \\check"
    );

    /// <summary>Commands that set the style of their argument.</summary>
    public static readonly Dictionary<string, LetterStyle> Styles = new(StringComparer.Ordinal)
    {
        ["\\boldsymbol"] = LetterStyle.Bold,
        ["\\mathbf"] = LetterStyle.Bold,
        ["\\bm"] = LetterStyle.Bold,
        ["\\bs"] = LetterStyle.Bold,
        ["\\mat"] = LetterStyle.Bold,
        ["\\mathbold"] = LetterStyle.Bold,
        ["\\symbf"] = LetterStyle.Bold,
        ["\\pmb"] = LetterStyle.Bold,
        ["\\mathbfit"] = LetterStyle.Bold,
        ["\\mathrm"] = LetterStyle.Roman,
        ["\\operatorname"] = LetterStyle.Roman,
        ["\\rm"] = LetterStyle.Roman,
        ["\\mathcal"] = LetterStyle.Calligraphic,
        ["\\mathscr"] = LetterStyle.Calligraphic,
        ["\\cal"] = LetterStyle.Calligraphic,
        ["\\mathbb"] = LetterStyle.Blackboard,
        ["\\mathds"] = LetterStyle.Blackboard,
        ["\\mathbbm"] = LetterStyle.Blackboard,
        ["\\Bbb"] = LetterStyle.Blackboard,
        ["\\mathfrak"] = LetterStyle.Fraktur,
        ["\\frak"] = LetterStyle.Fraktur,
        ["\\mathsf"] = LetterStyle.Sans,
        ["\\sf"] = LetterStyle.Sans,
        ["\\mathtt"] = LetterStyle.Typewriter,
        ["\\tt"] = LetterStyle.Typewriter,
        ["\\mathit"] = LetterStyle.Plain,
        ["\\mathnormal"] = LetterStyle.Plain,
        ["\\it"] = LetterStyle.Plain,
    };

    /// <summary>Style commands that act up to the end of their group.</summary>
    public static readonly Dictionary<string, LetterStyle> Switches = new(StringComparer.Ordinal)
    {
        ["\\rm"] = LetterStyle.Roman,
        ["\\bf"] = LetterStyle.Bold,
        ["\\bfseries"] = LetterStyle.Bold,
        ["\\cal"] = LetterStyle.Calligraphic,
        ["\\it"] = LetterStyle.Plain,
        ["\\sf"] = LetterStyle.Sans,
        ["\\tt"] = LetterStyle.Typewriter,
    };

    /// <summary>Commands that set words.</summary>
    public static readonly HashSet<string> TextCommands = Set(
        "\\text \\textrm \\textbf \\textit \\textnormal \\textsf \\texttt \\mbox \\hbox \\intertext \\shortintertext \\textsc \\emph"
    );

    /// <summary>Commands whose one argument is read as if they were not there.</summary>
    public static readonly HashSet<string> Transparent = Set(
        "\\boxed \\mathbin \\mathord \\mathinner \\mathpunct \\ensuremath \\fbox \\mathopen \\mathclose \\smash \\mathclap "
            + "\\mathllap \\mathrlap \\vcenter \\displaylines \\fcolorbox"
    );

    /// <summary>Dots.</summary>
    public static readonly HashSet<string> Ellipses = Set(
        "\\cdots \\ldots \\dots \\dotsc \\dotsb \\dotsm \\dotsi \\dotso \\vdots \\ddots \\hdots \\mathellipsis"
    );

    /// <summary>Signs after their operand.</summary>
    public static readonly HashSet<string> Postfixes = Set("! \\%");

    /// <summary>Environments that hold rows of formulas.</summary>
    public static readonly HashSet<string> RowEnvironments = Set(
        "equation align aligned gather gathered split multline eqnarray flalign alignat alignedat dmath dgroup darray math "
            + "displaymath subequations multlined empheq"
    );

    /// <summary>Environments that hold a definition by cases.</summary>
    public static readonly HashSet<string> CaseEnvironments = Set("cases dcases rcases drcases numcases subnumcases");

    /// <summary>Environments that hold a matrix, with their fences.</summary>
    public static readonly Dictionary<string, (string Open, string Close)> MatrixEnvironments = new(
        StringComparer.Ordinal
    )
    {
        ["matrix"] = (".", "."),
        ["smallmatrix"] = (".", "."),
        ["array"] = (".", "."),
        ["tabular"] = (".", "."),
        ["pmatrix"] = ("(", ")"),
        ["bmatrix"] = ("[", "]"),
        ["Bmatrix"] = ("\\{", "\\}"),
        ["vmatrix"] = ("|", "|"),
        ["Vmatrix"] = ("\\|", "\\|"),
    };

    /// <summary>Words that join a formula to a condition: never a name.</summary>
    public static readonly HashSet<string> Connectors = Set(
        "for if where when whenever otherwise else with and or as at on over by because since such s.t. st subject then so "
            + "hence thus therefore is are be in of to from the a an all any every each some both either that which while "
            + "let let's suppose assume given note i.e. e.g. i.i.d. iid w.p. w.h.p. a.s. a.e. because provided unless but"
    );

    /// <summary>Characters that stand for commands.</summary>
    public static readonly Dictionary<char, string> Unicode = Characters();

    /// <summary>Whether words set as text are a name: one word of letters, digits, hyphens and underscores.</summary>
    public static bool IsName(string text)
    {
        if (text.Length == 0 || Connectors.Contains(text.ToLowerInvariant()))
        {
            return false;
        }

        var letters = false;
        foreach (var c in text)
        {
            if (char.IsAsciiLetter(c))
            {
                letters = true;
            }
            else if (!char.IsAsciiDigit(c) && c is not ('-' or '_' or '+' or '*' or '\''))
            {
                return false;
            }
        }

        return letters;
    }

    private static Dictionary<char, string> Characters()
    {
        var table = new Dictionary<char, string>();
        const string greek =
            "αalpha βbeta γgamma δdelta εvarepsilon ϵepsilon ζzeta ηeta θtheta ϑvartheta ιiota κkappa "
            + "λlambda μmu νnu ξxi πpi ρrho σsigma ςvarsigma τtau υupsilon φvarphi ϕphi χchi ψpsi ωomega "
            + "ΓGamma ΔDelta ΘTheta ΛLambda ΞXi ΠPi ΣSigma ΥUpsilon ΦPhi ΨPsi ΩOmega µmu "
            + "∞infty ∂partial ∇nabla ∑sum ∏prod ∫int √sqrt ≤leq ≥geq ≠neq ≈approx ≡equiv ∝propto ∈in ∉notin →to ↦mapsto "
            + "←leftarrow ⇒Rightarrow ⇔Leftrightarrow ⟹Rightarrow ⟺Leftrightarrow ∼sim ≪ll ≫gg ⊂subset ⊆subseteq ∀forall "
            + "∃exists ·cdot ⋅cdot ×times ±pm ∓mp ⊤top ⊙odot ⊗otimes ∘circ …ldots ⋯cdots ℓell ∥| ‖| ⟨langle ⟩rangle "
            + "⌊lfloor ⌋rfloor ⌈lceil ⌉rceil ∧land ∨lor ∅emptyset ∪cup ∩cap ℝR ℕN ≔coloneqq ≜triangleq ∗ast †dagger";
        foreach (var entry in greek.Split(' '))
        {
            table[entry[0]] = "\\" + entry[1..];
        }

        foreach (
            var (from, to) in "−- –- ，, ；; ：: （( ）) ＝= ＋+ －- ＜< ＞> ｜| 、, 。. ［[ ］] ′' ∣|"
                .Split(' ')
                .Select(p => (p[0], p[1..]))
        )
        {
            table[from] = to;
        }

        return table;
    }

    private static Dictionary<string, string> Table(string entries)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries.Split(", "))
        {
            var space = entry.LastIndexOf(' ');
            table[entry[..space]] = entry[(space + 1)..];
        }

        return table;
    }

    private static HashSet<string> Set(string entries) => new(entries.Split(' '), StringComparer.Ordinal);
}
