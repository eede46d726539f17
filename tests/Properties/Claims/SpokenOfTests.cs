// What words only speak of is not supposed, what they take away is not claimed, and what they rename is not what it was.
using LossProofs.Audit;
using LossProofs.Audit.Bindings;
using LossProofs.Audit.Documents;
using LossProofs.Audit.Reports;
using Xunit;

namespace LossProofs.Tests.Properties.Claims;

public class SpokenOfTests
{
    private static readonly Verdict[] s_held = [Verdict.Proved, Verdict.Tested];

    private static Verdict Last(string words, string formula) => All(words, formula)[^1].Verdict;

    private static IReadOnlyList<EquationReport> All(string words, string formula) =>
        new Auditor(new AuditSettings(200))
            .Audit(DocumentReader.Read("spoken.md", $"{words}\n\n$$\n{formula}\n$$\n"), BindingsFile.Empty)
            .Equations;

    // A bound that a sentence settles, lifts, opposes or leaves behind is no premise.
    [Theory]
    [InlineData("The case $x>0$ was done above; what remains is the case of negative $x$.", "|x|=x")]
    [InlineData("The case $x>0$ is clear, and it remains to look at $x=-1$.", "|x|=x")]
    [InlineData("What was shown for $x>0$ carries over to all real $x$.", @"\sqrt{x^2}=x")]
    [InlineData("The proof used $x>0$ nowhere, hence for negative $x$ as well", @"\sqrt{x^2}=x")]
    [InlineData("The restriction $x>0$ can be lifted: for any real number", "|x|=x")]
    [InlineData("Having settled $x>0$, we turn to negative $x$.", "|x|=x")]
    [InlineData("Beyond the range $x\\ge0$, for real $x$ of either sign,", "|x|=x")]
    [InlineData("The opposite of $t>1$ holds.", "t>1")]
    [InlineData("The bound $t\\ge2$ proved too restrictive for our purposes.", "t+|t-2|=2t-2")]
    public void A_bound_that_is_only_spoken_of_is_no_premise(string words, string formula) =>
        Assert.DoesNotContain(Last(words, formula), s_held);

    [Theory]
    [InlineData("Let $x>0$. Then", "|x|=x")]
    [InlineData("For all $x>0$", @"\sqrt{x^2}=x")]
    [InlineData("Suppose that $x>0$. For such $x$ we have", "|x|=x")]
    [InlineData("设 $x>0$，则", "|x|=x")]
    public void A_bound_that_is_supposed_is_one(string words, string formula) =>
        Assert.Contains(Last(words, formula), s_held);

    // Words that give an operation another meaning, whether or not anybody has thought of them.
    [Theory]
    [InlineData("Products here are extended over primes only.", @"\prod_{k=2}^{4}k=24")]
    [InlineData("The integral sign denotes the mean value over the interval.", @"\int_0^2x\,dx=2")]
    [InlineData("We write $\\exp$ for the power of two with the given exponent.", @"\frac{d}{dx}\exp(x)=\exp(x)")]
    [InlineData("Sums are extended over the divisors of the upper limit.", @"\sum_{k=1}^{4}k=10")]
    [InlineData("The root sign denotes the integer part of the square root.", @"\sqrt{2}^2=2")]
    [InlineData("We write $\\binom nk$ for the Stirling numbers of the second kind.", @"\binom42=6")]
    [InlineData("Let $a-b$ stand for truncated subtraction on the natural numbers.", "(a-b)+b=a")]
    [InlineData("We write $a/b$ for the quotient rounded down to a whole number.", @"\frac{a}{b}\cdot b=a")]
    [InlineData("We write $x^n$ for the $n$-th rising factorial of $x$.", @"x^2\cdot x=x^3")]
    [InlineData("We write $ab$ for $a^b$, with $a,b>0$.", "ab=ba")]
    [InlineData("Roots of negative numbers are understood as principal complex values.", @"\sqrt[3]{-8}=-2")]
    [InlineData("角度以度为单位。", @"\cos \pi=-1")]
    [InlineData("Kąty mierzymy w stopniach.", @"\lim_{x\to0}\frac{\sin x}{x}=1")]
    [InlineData("Tous les angles sont exprimés en degrés.", @"\sin\frac{\pi}{2}=1")]
    public void What_renames_an_operation_is_not_passed_over(string words, string formula) =>
        Assert.DoesNotContain(Last(words, formula), s_held);

    [Theory]
    [InlineData("All limits are limits from the right.", @"\lim_{x\to0}\frac{|x|}{x}=1")]
    [InlineData("Limits approach their point from above.", @"\lim_{x\to0}\frac{|x|}{x}=1")]
    [InlineData("Sums count only squarefree indices.", @"\sum_{k=1}^{4}1=3")]
    [InlineData("Every product of this section omits the first factor.", @"\prod_{k=3}^{5}k=20")]
    [InlineData("By $\\tan$ we denote the hyperbolic tangent.", @"\tan(\ln 2)=\frac35")]
    [InlineData("We write $\\sqrt{\\cdot}$ for the cube root throughout.", @"\sqrt{8}=2")]
    [InlineData("Arguments of sine and cosine are percentages of a full circle.", @"\cos 50=-1")]
    [InlineData("Vinklar mäts i grader.", @"\sin 30=\frac12")]
    [InlineData("For all real $x$, bar zero,", "x^2>0")]
    [InlineData("For all real $x$, zero aside,", "x^2>0")]
    [InlineData("For all integers $n\\ge1$, from $5$ on,", "2^n>n^2")]
    [InlineData("For all integers $n\\ge1$, starting with the third,", "n!>n+1")]
    [InlineData("The line is punctured at the origin. For all real $x$,", "x^2>0")]
    [InlineData("Zero is banned from this page. For all real $x$,", "x^2>0")]
    [InlineData("For all real $x$ we have", "|x|=x $$ In this appendix, numbers are never negative. $$ 1 = 1")]
    public void What_words_take_away_or_rename_is_not_refuted(string words, string formula) =>
        Assert.DoesNotContain(All(words, formula), equation => equation.Verdict == Verdict.Refuted);

    // What has nothing of this beside it is decided as before.
    [Theory]
    [InlineData("For all real $x$,", "x^2>0")]
    [InlineData("For all integers $n\\ge1$,", "2^n>n^2")]
    [InlineData("The sums are finite. For all real $x$,", @"\sum_{k=1}^{3}kx=5x")]
    public void What_is_false_is_refuted(string words, string formula) =>
        Assert.Equal(Verdict.Refuted, Last(words, formula));

    // Words have said what a name is; a number for it asserts.
    [Theory]
    [InlineData("Let $r$ be the larger root of $x^2-5x+6$. Then", "r=2")]
    [InlineData("Let $M$ be the maximum of $\\sin x+\\cos x$ over the reals.", "M=2")]
    [InlineData("Let $a_n=n^2$.", "a_5=24")]
    [InlineData("We solve $2x+3=11$ and find", "x=5")]
    [InlineData("Let $A$ and $B$ be invertible $2\\times2$ matrices with real entries.", "(AB)^{-1}=A^{-1}B^{-1}")]
    [InlineData("设 $x$ 是方程 $2x=10$ 的解，则", "x=4")]
    public void A_value_of_what_words_describe_is_no_definition(string words, string formula) =>
        Assert.NotEqual(Verdict.Definition, Last(words, formula));

    [Theory]
    [InlineData("We set the learning rate", @"\eta=\frac1{10}")]
    [InlineData("Let", "r=2")]
    public void A_value_that_is_chosen_is_one(string words, string formula) =>
        Assert.Equal(Verdict.Definition, Last(words, formula));

    // Two symbols that have to move together.
    [Theory]
    [InlineData("For all real $x,y$,", "(x^2+y^2-7)^2+(3x-3y^3-1)^2>0")]
    [InlineData("For all real $x,y$,", "|x^3-y-1|+|y^3+x-3|>0")]
    [InlineData("For all real $x,y>0$,", @"x^2+y^2+\tfrac{1}{x}+\tfrac1y\ge3.7799")]
    [InlineData(
        "For all real $x,y$,",
        @"\max\left(0,\,1-10^4\left((x-\tfrac{13}{17})^2+(y-\tfrac{19}{23})^2\right)\right)=0"
    )]
    [InlineData(
        "For all integers $n\\ge1$,",
        @"\left\lceil\frac{n}{999983}\right\rceil=\left\lceil\frac{n+1}{999983}\right\rceil"
    )]
    public void Where_sides_meet_between_the_axes_is_looked_for(string words, string formula) =>
        Assert.DoesNotContain(Last(words, formula), s_held);

    // A bound that is replaced later does not hold where the claim stands.
    [Theory]
    [InlineData("Assume $u>4$. Then $\\sqrt u>2$. Now suppose that $0<u<1$. Then", @"\sqrt u>2")]
    [InlineData("Let $u>4$, so $\\sqrt u>2$. Next pick some $u$ from $(0,1)$. We get", @"\sqrt u>2")]
    [InlineData("Let $r\\in(0,1)$. Then $r^2<r$. Redefine $r$ to be a number in $[2,3]$. Then", "r^2<r")]
    [InlineData("Let $v\\in[-1,1]$. Then $|v|^3\\le v^2$. We no longer assume $|v|\\le1$. Then", @"|v|^3\le v^2")]
    [InlineData("Let $a\\ge b>0$, so that $\\frac ab\\ge1$. In the opposite case $0<a<b$ we have", @"\frac ab\ge1")]
    [InlineData(
        "Let $X$ and $Y$ be independent. Let us give up independence and take $Y=X$ with $\\operatorname{Var}(X)>0$. Then",
        @"\mathbb E[XY]=\mathbb E[X]\,\mathbb E[Y]"
    )]
    public void A_bound_that_is_replaced_holds_no_more(string words, string formula) =>
        Assert.DoesNotContain(Last(words, formula), s_held);

    // What a formula before it makes of a notation, whether words announce it or not.
    [Theory]
    [InlineData(
        "We use the normalised trace $$\\operatorname{tr}(A)=\\frac1n\\sum_{i=1}^nA_{ii}.$$ For $u,v\\in\\mathbb R^n$ we obtain",
        @"\operatorname{tr}(uv^\top)=v^\top u"
    )]
    [InlineData(
        "In this note the variance of $X$ is $$\\operatorname{Var}(X)=\\mathbb E[|X-\\mathbb E[X]|].$$ For every $X$ with finite second moment,",
        @"\operatorname{Var}(X)=\mathbb E[X^2]-\mathbb E[X]^2"
    )]
    [InlineData(
        "Logarithms are taken as follows: $$\\log x=\\log_2x.$$ A fair coin with $p=\\frac12$ then has",
        @"-p\log p-(1-p)\log(1-p)=\ln2"
    )]
    [InlineData("For real numbers we define a new product $$a\\cdot b=a+b+ab.$$ Then", @"2\cdot3=6")]
    [InlineData(
        "We write $\\mathcal N(\\mu,s)$ for the Gaussian with mean $\\mu$ and standard deviation $s$. Then",
        @"D_{\mathrm{KL}}\big(\mathcal N(\mu,s)\,\|\,\mathcal N(0,1)\big)=\frac12\left(\mu^2+s-1-\log s\right)"
    )]
    [InlineData(
        "Divergences are expressed in bits. For unit variance Gaussians,",
        @"D_{\mathrm{KL}}(\mathcal N(a,1)\,\|\,\mathcal N(b,1))=\frac{(a-b)^2}2"
    )]
    [InlineData(
        "Denote by $\\sigma(x)$ the standard normal distribution function. Then",
        @"\sigma'(x)=\sigma(x)(1-\sigma(x))"
    )]
    [InlineData(
        "For real $x$ we write $\\lfloor x\\rfloor$ for $x$ rounded to the nearest integer. Then",
        @"\lfloor 2.7\rfloor=2"
    )]
    public void What_a_formula_makes_of_a_notation_counts(string words, string formula) =>
        Assert.DoesNotContain(Last(words, formula), s_held);

    [Theory]
    [InlineData(
        "Recall that $$\\operatorname{Var}(X)=\\mathbb E[X^2]-\\mathbb E[X]^2.$$ For constants $c$,",
        @"\operatorname{Var}(cX)=c^2\operatorname{Var}(X)"
    )]
    [InlineData(
        "Here $\\sigma(z)=\\frac{1}{1+e^{-z}}$ denotes the sigmoid. Then for all real $z$",
        @"\sigma'(z)=\sigma(z)(1-\sigma(z))"
    )]
    public void The_usual_meaning_may_be_written_first(string words, string formula) =>
        Assert.Contains(Last(words, formula), s_held);

    // At the end of the domain the series has no value, and the right side has one.
    [Theory]
    [InlineData("For all $x\\in[-1,1]$,", @"\sum_{n=0}^\infty(-1)^nx^n=\frac1{1+x}")]
    [InlineData("For all real $\\gamma$ with $|\\gamma|\\le1$,", @"\sum_{t=0}^\infty \gamma^{t}=\frac{1}{1-\gamma}")]
    public void The_end_of_a_series_is_not_passed_over(string words, string formula) =>
        Assert.DoesNotContain(Last(words, formula), s_held);

    // What "then" concludes, what holds asymptotically, and that something exists, asserts.
    [Theory]
    [InlineData("Suppose $A\\in\\mathbb R^{n\\times n}$ satisfies $A^2=I$. Then", "A=I")]
    [InlineData("As $x\\to0$,", @"1-\cos x\sim x^2")]
    [InlineData("There exists a constant $C$ such that for every $x\\ge 0$,", @"x^2 \le C")]
    public void What_asserts_is_no_definition(string words, string formula) =>
        Assert.NotEqual(Verdict.Definition, Last(words, formula));

    // Found in a public note: a law that is taken back was asked for its shape.
    [Fact]
    public void A_policy_beside_a_return_is_read()
    {
        const string text = """
            The policy defines the probability distribution of an action.

            $$ P(s'|s,a) = \Pr(S_{t+1} = s' \mid S_t = s, A_t = a) $$

            $$ R(s,a) = \mathbb{E}[r_{t+1} \mid S_t = s, A_t = a] $$

            $$ \pi(a|s) = \Pr(A_t = a \mid S_t = s) $$
            """;
        var report = All(
            text,
            @"Q^\pi(s,a) = \sum_{s' \in \mathcal{S}} P(s'|s,a) \Big[ R(s,a) + \gamma \sum_{a' \in \mathcal{A}} \pi(a'|s') Q^\pi(s',a') \Big]"
        );
        Assert.Equal(4, report.Count);
        Assert.DoesNotContain(
            report.SelectMany(equation => equation.Claims),
            claim => claim.Reason?.Contains("error in the tool", StringComparison.Ordinal) == true
        );
    }
}
