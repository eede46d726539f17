// What words can say of a formula: the categories that the lexicon's files fill, how far each reaches, what it does.
namespace LossProofs.Audit.Prose;

/// <summary>Where a cue has to stand to count for a formula.</summary>
internal enum Reach
{
    /// <summary>The last sentence before the formula.</summary>
    Before,

    /// <summary>Right before a formula in the running text.</summary>
    Lead,

    /// <summary>The formula's sentence: before, inside and after it.</summary>
    Sentence,

    /// <summary>The paragraph before, the words inside, the sentence after.</summary>
    Paragraph,

    /// <summary>The words after the formula.</summary>
    After,

    /// <summary>The words inside the formula.</summary>
    Inside,

    /// <summary>From where it is said to the end of the section.</summary>
    Onward,

    /// <summary>The whole section.</summary>
    Section,

    /// <summary>The heading of the section.</summary>
    Heading,

    /// <summary>The whole document.</summary>
    Document,
}

/// <summary>What a phrase says. Each has its phrases in the files of the languages, under the name in kebab case.</summary>
internal enum Category
{
    Dropped,
    OfConstants,
    OfFactors,
    Held,
    Arrangement,
    MatrixKind,
    Dependence,
    SumToOne,
    Equality,
    OneHot,
    OneHotNoun,
    AnyArray,
    RangeVerb,
    OtherLabels,
    Contrary,
    Absurdity,
    Title,
    Elsewhere,
    Opener,
    PlaceOpener,
    StrictOpener,
    Closer,
    Closing,
    Place,
    Choosing,
    Harmless,
    Connective,
    Working,
    Preposition,
    Label,
    Quantity,
    Process,
    Requirement,

    /// <summary>"The following", "as follows": what a sentence says of the formula behind its end.</summary>
    Announcement,
    Condition,
    IfClause,
    Assumption,
    Observation,
    PremiseLead,
    Derivation,
    Conclusion,
    Claiming,
    Result,
    Copula,
    Universal,
    EveryValue,
    NamedFor,
    Disjunction,
    AnyNorm,
    SubjectNoun,
    PartPlain,
    PartWord,
    PartLead,
    PartBehind,
    BesidePlain,
    DefinedValues,
    Object,
    ObjectLead,
    Assertion,

    /// <summary>"Young's inequality": a law by its name; it is asserted where a verb of <see cref="LawVerb"/> leads to the formula.</summary>
    LawName,
    LawVerb,

    /// <summary>"For all real numbers we expand", "for square matrices": of all of a kind, whatever letters stand for them.</summary>
    AllReals,
    AllMatrices,

    /// <summary>Words of a document that may suppose how random quantities hang together.</summary>
    LawSupposed,

    /// <summary>Words of a document after which a vector may be one of weights or shares.</summary>
    Weighing,

    /// <summary>"A positive random variable": where its values lie.</summary>
    PositiveVariable,
    NonNegativeVariable,

    /// <summary>"Zero included", "at every point": also where one of the sides has no value.</summary>
    Everywhere,

    /// <summary>"The telescoping sum is": what a formula computes, by its name.</summary>
    Computed,
    Case,
    Change,
    Introduction,
    DomainLead,
    Equivalence,
    Number,
    NumberLead,

    /// <summary>"Real $x$ with $x \ne y$": a formula says the rest.</summary>
    NumberCondition,

    /// <summary>"Take $x > 0$. Then": how a sentence begins that supposes something for the next one.</summary>
    Supposing,

    /// <summary>"$x$ and $y$": a list of names.</summary>
    Joining,
    ConditionDoubt,
    Plain,
    Beside,
    Subject,
    Ranging,

    /// <summary>"For $x > 0$": what a symbol is said to be holds where it is said, unlike what "let" says.</summary>
    RangeInPassing,

    /// <summary>"Substituting (2) into (1)", "we subtract … to get": the claim is computed from what stands before it.</summary>
    Drawing,

    /// <summary>"subject to", "s.t.": rows of a display from here on are constraints of the problem above them.</summary>
    ConstraintLead,

    /// <summary>"The trace of a matrix is": said of all of a kind, whatever the letters beside it stood for before.</summary>
    Generic,

    /// <summary>"For example", "take for instance": what is given there is given for the example.</summary>
    Instance,
    OtherQuantifier,
    OtherSetting,
    OtherAlgebra,
    ComplexKind,
    FenceMeaning,
    BracketMeaning,
    KnownMeaning,
    LawNoun,
    NoLaw,
    Zero,

    /// <summary>"Zero", "the origin", "numbers": a sentence that speaks of numbers as such.</summary>
    NumberKind,

    /// <summary>"Principal values", "the negative root": which of several values a root has.</summary>
    Branch,
    Rounding,
    NumberTail,
    Hypothetical,
    Example,
    Saying,
    Restriction,
    Conjunction,
    LimitLead,
    Nearness,
    Explanation,
    ExplanationLead,
    Approximate,
    Extreme,
    Denial,

    /// <summary>"It is not true that", "no integer": the display's own sentence says that it fails.</summary>
    Denied,

    /// <summary>"This is false", "is violated by": the words behind a display say that it fails.</summary>
    DeniedAfter,

    /// <summary>"All products are": what a sentence gives a meaning to; the words behind its verb say which.</summary>
    SettingSubject,
    SettingArrays,
    SettingSums,
    SettingVerb,

    /// <summary>"Here", "in this section": what may stand before the subject of such a sentence.</summary>
    SettingPlace,

    /// <summary>What a sentence calls operations of a kind that begins with it: "sums", "the integral sign", "all angles".</summary>
    NounSums,
    NounProducts,
    NounIntegrals,
    NounLimits,
    NounRoots,
    NounDerivatives,
    NounAngles,
    NounBinomials,
    NounPowers,
    NounQuotients,
    NounDifferences,

    /// <summary>What leaves a notation as everybody takes it: "Euclidean", "column vectors".</summary>
    SettingPlain,

    /// <summary>"We write": words that give a notation its meaning.</summary>
    NotationSaid,

    /// <summary>"$\\ell_1$-norm": what a formula before it is the kind of.</summary>
    NormNoun,

    /// <summary>"Runs over the primes": an index takes fewer values than are written.</summary>
    IndexNarrowing,

    /// <summary>"In this example": what is said there holds there.</summary>
    LocalScope,

    /// <summary>"$a x + b = 0$ describes the line": an equation that is named.</summary>
    EquationNamed,

    /// <summary>"The Rényi entropy": an entropy that is not Shannon's.</summary>
    OtherInformation,

    /// <summary>A function that letters stand for, by its name.</summary>
    KnownFunction,
    Narrowing,
    Base,

    /// <summary>"Base three": a base that is neither e nor 2 nor 10.</summary>
    OtherBase,
    NaturalBase,
    Revision,
    Noncommuting,
    Slope,
    PrimeMark,
    UpperMark,
    RangeMark,
    MarkMeaning,
    Rough,
    Figure,
    Whole,
    Generality,
    FunctionPower,
    NoNumber,
    Sigmoid,

    /// <summary>"The distribution function": of the law that the words name, such as the standard normal one.</summary>
    DistributionFunction,

    /// <summary>"The density" of that law.</summary>
    DensityFunction,
    Digamma,

    /// <summary>"The logistic function": what \sigma is called.</summary>
    Logistic,
    Invertible,
    Theorem,
    NumeratorLayout,
    DenominatorLayout,
    JacobianLayout,
    ClauseCondition,
    Chance,
    Density,
    NamedLaw,
    LawFiller,
    LawStandardNormal,
    LawNormal,
    LawExponential,
    LawPoisson,
    LawBernoulli,
    LawGamma,
    LawLaplace,
    LawUniform,
    ParameterInterval,
    KindWord,
    KindNumber,
    KindMatrix,
    KindVector,
    KindSimplex,
    KindLength,
    KindOver,
    KindPositive,
    ParameterDeviation,
    ParameterVariance,
    ParameterMean,
    ParameterRate,
    ParameterScale,
    ParameterShape,
    ParameterChance,
    ParameterOfAny,
    Independence,
    Inclusion,
    OneLaw,
    Determined,
    EquallyLikely,
    SymbolIs,
    SymbolIn,
    SymbolSize,
    SymbolCounted,
    SymbolSimplex,
    SymbolOneHot,
    SymbolBinary,
    SymbolNatural,
    SymbolInteger,
    SymbolUnit,
    SymbolNonNegative,
    SymbolPositive,
    SymbolImaginary,
}

internal static class Categories
{
    /// <summary>The name under which the files have a category.</summary>
    public static string Key(this Category category) =>
        string.Concat(
            category
                .ToString()
                .Select(
                    (letter, at) =>
                        (at > 0 && char.IsAsciiLetterUpper(letter) ? "-" : "") + char.ToLowerInvariant(letter)
                )
        );

    /// <summary>What a cue of the category does to the reading of a formula; null where it only serves other categories.</summary>
    public static string? Effect(this Category category) =>
        category switch
        {
            Category.Dropped => "something is left out from here on: not refuted",
            Category.Held => "something is held fixed from here on: no derivative is refuted",
            Category.Dependence => "quantities depend on each other: no derivative at fixed values is judged",
            Category.MatrixKind => "matrices of a kind are spoken of: no claim about free matrices is refuted",
            Category.Arrangement => "arrays are described as a whole: no claim about free arrays is refuted",
            Category.SumToOne => "read with two numbers that sum to one as well",
            Category.Equality => "read with two numbers that are equal as well",
            Category.OneHot => "a vector named right after it is one-hot",
            Category.Contrary or Category.Absurdity => "a proof by contradiction: not refuted",
            Category.Title => "its section is about one situation: not refuted",
            Category.Elsewhere => "it is placed in a situation that no formula states: not refuted",
            Category.Opener or Category.PlaceOpener or Category.StrictOpener or Category.Closer or Category.Closing =>
                "what stands beside it may place the formula in a situation",
            Category.Requirement => "the first relation is required, not claimed",
            Category.Condition => "a condition, unless words derive it",
            Category.IfClause => "a condition, where it begins the last clause and no words derive it",
            Category.Assumption => "an assumption, unless words derive it",
            Category.Observation => "an observation, unless words derive it",
            Category.Derivation => "a result: claimed",
            Category.Conclusion => "what follows is concluded: claimed, and no hypothesis",
            Category.Result => "an equation after it asserts, whatever name stands on its left",
            Category.Copula => "the formula gives the value of what is named",
            Category.Universal => "said of all values: claimed",
            Category.EveryValue => "said of every value: both sides have to have one there",
            Category.DefinedValues => "said of the values at which both sides are defined",
            Category.Assertion => "claimed",
            Category.Case => "a step may hold in a special situation only",
            Category.Change => "a name may get a new meaning",
            Category.Introduction => "the formula after it defines a name",
            Category.DomainLead => "the formula after it gives a name its domain",
            Category.Hypothetical or Category.Example => "the formula after it is about some values only",
            Category.Restriction => "the formula after it restricts the claim",
            Category.LimitLead => "the formula after it is the limit in which the sentence is meant",
            Category.Nearness => "the formula after it restricts nothing",
            Category.ExplanationLead => "the formula after it explains a name of the display before",
            Category.Explanation => "the words after the formula explain its names",
            Category.Approximate => "it holds approximately, or somewhere: not refuted",
            Category.Extreme => "a formula at an extremum, unless it has one itself: not refuted",
            Category.Denial => "held up as wrong: not refuted",
            Category.Denied or Category.DeniedAfter => "said to fail: not confirmed",
            Category.Narrowing => "a law may be narrower than its letters say: nothing rests on it",
            Category.Base => "read with logarithms to another base as well",
            Category.NaturalBase => "read with natural logarithms, unless words nearer to it speak of another base",
            Category.Revision => "what was defined before may have changed: nothing rests on it",
            Category.Noncommuting => "capital letters may be matrices: nothing rests on their being numbers",
            Category.Slope => "a prime is a derivative",
            Category.NumeratorLayout => "gradients are rows, Jacobians have a row for each component",
            Category.DenominatorLayout => "gradients are columns, Jacobians have a column for each component",
            Category.JacobianLayout => "Jacobians have a row for each component",
            Category.Figure => "about a figure that only words describe: not refuted",
            Category.ClauseCondition => "what follows it in the formula is a condition",
            Category.Chance => "letters such as p(x) are probabilities",
            Category.Independence => "read with independent quantities: nothing rests on it",
            Category.Inclusion => "events may lie in each other: no claim about them is refuted",
            Category.OneLaw => "read with quantities of one law as well",
            Category.Determined => "read with quantities that one of them determines as well",
            Category.EquallyLikely => "read with values that are equally likely as well",
            Category.Density => "probabilities may be densities: no claim about laws on values is refuted",
            Category.NamedLaw => "random quantities may have this law: no claim about all laws is refuted",
            Category.OfConstants
            or Category.OfFactors
            or Category.Place
            or Category.Choosing
            or Category.Harmless
            or Category.Connective
            or Category.Working
            or Category.Preposition
            or Category.Label
            or Category.Quantity
            or Category.Process
            or Category.Equivalence
            or Category.Number
            or Category.NumberLead
            or Category.NumberCondition
            or Category.Joining
            or Category.Supposing
            or Category.ConditionDoubt
            or Category.PremiseLead
            or Category.Plain
            or Category.Beside
            or Category.Subject
            or Category.Ranging
            or Category.RangeInPassing
            or Category.Drawing
            or Category.ConstraintLead
            or Category.Generic
            or Category.Instance
            or Category.OtherQuantifier
            or Category.OtherSetting
            or Category.OtherAlgebra
            or Category.ComplexKind
            or Category.FenceMeaning
            or Category.BracketMeaning
            or Category.KnownMeaning
            or Category.LawNoun
            or Category.OneHotNoun
            or Category.AnyArray
            or Category.RangeVerb
            or Category.OtherLabels
            or Category.NoLaw
            or Category.PrimeMark
            or Category.UpperMark
            or Category.RangeMark
            or Category.MarkMeaning
            or Category.Rough
            or Category.Whole
            or Category.Generality
            or Category.FunctionPower
            or Category.NoNumber
            or Category.Sigmoid
            or Category.DistributionFunction
            or Category.DensityFunction
            or Category.Digamma
            or Category.Logistic
            or Category.Invertible
            or Category.Theorem
            or Category.LawFiller
            or Category.LawStandardNormal
            or Category.LawNormal
            or Category.LawExponential
            or Category.LawPoisson
            or Category.LawBernoulli
            or Category.LawGamma
            or Category.LawLaplace
            or Category.LawUniform
            or Category.NamedFor
            or Category.Disjunction
            or Category.AnyNorm
            or Category.SubjectNoun
            or Category.PartPlain
            or Category.PartWord
            or Category.PartLead
            or Category.PartBehind
            or Category.BesidePlain
            or Category.ParameterInterval
            or Category.KindWord
            or Category.KindNumber
            or Category.KindMatrix
            or Category.KindVector
            or Category.KindSimplex
            or Category.KindLength
            or Category.KindOver
            or Category.KindPositive
            or Category.ParameterDeviation
            or Category.ParameterVariance
            or Category.ParameterMean
            or Category.ParameterRate
            or Category.ParameterScale
            or Category.ParameterShape
            or Category.ParameterChance
            or Category.ParameterOfAny
            or Category.Zero
            or Category.Rounding
            or Category.NumberTail
            or Category.Saying
            or Category.Object
            or Category.ObjectLead
            or Category.SettingSubject
            or Category.SettingArrays
            or Category.SettingSums
            or Category.SettingVerb
            or Category.SettingPlain
            or Category.SettingPlace
            or Category.NumberKind
            or Category.Announcement
            or Category.Branch
            or Category.NounSums
            or Category.NounProducts
            or Category.NounIntegrals
            or Category.NounLimits
            or Category.NounRoots
            or Category.NounDerivatives
            or Category.NounAngles
            or Category.NounBinomials
            or Category.NounPowers
            or Category.NounQuotients
            or Category.NounDifferences
            or Category.NotationSaid
            or Category.NormNoun
            or Category.IndexNarrowing
            or Category.LocalScope
            or Category.EquationNamed
            or Category.OtherInformation
            or Category.KnownFunction
            or Category.OtherBase
            or Category.LawName
            or Category.LawVerb
            or Category.Computed
            or Category.Everywhere
            or Category.PositiveVariable
            or Category.NonNegativeVariable
            or Category.AllReals
            or Category.AllMatrices
            or Category.LawSupposed
            or Category.Weighing
            or Category.Conjunction
            or Category.Claiming
            or Category.SymbolIs
            or Category.SymbolIn
            or Category.SymbolSize
            or Category.SymbolCounted
            or Category.SymbolSimplex
            or Category.SymbolOneHot
            or Category.SymbolBinary
            or Category.SymbolNatural
            or Category.SymbolInteger
            or Category.SymbolUnit
            or Category.SymbolNonNegative
            or Category.SymbolPositive
            or Category.SymbolImaginary => null,
            _ => throw new ArgumentOutOfRangeException(nameof(category)),
        };
}

/// <summary>A phrase found near a formula.</summary>
/// <param name="Category">What it says.</param>
/// <param name="Phrase">As the lexicon has it.</param>
/// <param name="Line">Of the document, from 1; 0 where it stands in no line of its own.</param>
/// <param name="Reach">How far it reaches.</param>
internal sealed record Cue(Category Category, string Phrase, int Line, Reach Reach);
